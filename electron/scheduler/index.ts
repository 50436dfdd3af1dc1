export { realClock, scaledClock, virtualClock } from "./clock";
export type { Clock, ScaledClock } from "./clock";
export { Context, ContextVar, copyContext, Token } from "./context";
export { captureCallGraph, formatCallGraph } from "./call-graph";
export type { WaitNode } from "./call-graph";
export { isCoroutine } from "./coroutine";
export type { Awaitable, Coroutine, Result, Suspension } from "./coroutine";
export { coroutine } from "./coroutine-function";
export { allTasks, createTask, currentTask, getRunningLoop } from "./current-task";
export { ensureFuture } from "./ensure-future";
export {
  BrokenBarrierError,
  CancelledError,
  DeadlockError,
  ExceptionGroup,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  RuntimeError,
  TimeoutError,
} from "./errors";
export { EventLoop } from "./event-loop";
export type { LoopOptions } from "./event-loop";
export type { ExceptionContext, ExceptionHandler } from "./exception-handler";
export { fromPromise } from "./from-promise";
export { Future, isFuture } from "./future";
export { cancelPasser } from "./cancel-passer";
export { gather, gatheredCount } from "./gather";
export { Handle, TimerHandle } from "./handle";
export { forEachMember, isHeardOf, waitSubject } from "./members";
export { lookAtLoop } from "./loop-view";
export type { EntryKind, LoopView, PendingTimer, ReadyEntry } from "./loop-view";
export { ResourceKind, ResourceUse, WaitKind } from "./observer";
export type { Observer } from "./observer";
export { peekError } from "./peek-error";
export { Resource, resourceFacts } from "./resource";
export type { ResourceFacts } from "./resource";
export { run, Runner } from "./runner";
export type { RunOptions } from "./runner";
export { shield } from "./shield";
export { sleep } from "./sleep";
export { Task } from "./task";
export type { TaskOptions } from "./task";
export { AsCompleted, asCompleted } from "./as-completed";
export type { AsCompletedOptions } from "./as-completed";
export { Barrier } from "./barrier";
export { Condition } from "./condition";
export { Event } from "./event";
export { LifoQueue } from "./lifo-queue";
export { Lock } from "./lock";
export { PriorityQueue } from "./priority-queue";
export { Queue } from "./queue";
export type { ItemStore } from "./queue";
export { BoundedSemaphore, Semaphore } from "./semaphore";
export { TaskGroup, taskGroup } from "./task-group";
export { Timeout, timeout, timeoutAt } from "./timeout";
export { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, wait } from "./wait";
export type { ReturnWhen, WaitOptions } from "./wait";
export { waitFor } from "./wait-for";
