import { allTasks, copyContext, createTask, currentTask, ensureFuture, Task } from "../../index";
import type { Context } from "../../index";
import type { SyncBlock, SyncStatement } from "../program";
import { make } from "./awaitables";
import { makeError } from "./program-errors";
import { runCoroutine } from "./statements";
import { newFrame } from "./world";
import type { Frame, World } from "./world";

/** A function without arguments that runs statements: what a program passes as a callback. */
function callback(world: World, frame: Frame, body: SyncBlock): () => void {
  const own = newFrame(frame.parent);
  return () => {
    for (const statement of body) runSync(world, own, statement);
  };
}

/** Runs a statement that never suspends. */
export function runSync(world: World, frame: Frame, s: SyncStatement): void {
  const { n } = s;
  switch (s.op) {
    case "mark":
      return world.record(n, "mark");
    case "raise":
      world.record(n, "raise");
      throw makeError(s.error);
    case "spawn":
      return spawn(world, s);
    case "future": {
      const made = world.loop.createFuture<unknown>();
      world.names.set(made, `future ${s.slot}`);
      world.slots.set(s.slot, made);
      return world.record(n, "future");
    }
    case "ensureFuture": {
      const made = ensureFuture(make(world, frame, s.of));
      if (!(made instanceof Task) && !world.names.has(made)) {
        world.names.set(made, `future ${s.slot}`);
      }
      world.slots.set(s.slot, made);
      return world.record(n, "ensured", world.label(made));
    }
    case "setResult": {
      const found = world.plainFuture(s.slot);
      if (found === null) return world.record(n, "skipped");
      return world.attempt(n, "set result", () => found.setResult(s.value));
    }
    case "setException": {
      const found = world.plainFuture(s.slot);
      if (found === null) return world.record(n, "skipped");
      return world.attempt(n, "set exception", () => found.setException(makeError(s.error)));
    }
    case "cancel": {
      const found = world.target(frame, s.target);
      if (found === null) return world.record(n, "skipped");
      const accepted = s.message === null ? found.cancel() : found.cancel(s.message);
      return world.record(n, "cancel", world.label(found), accepted);
    }
    case "uncancel": {
      const found = world.targetTask(frame, s.target);
      if (found === null) return world.record(n, "skipped");
      return world.record(n, "uncancel", world.label(found), found.uncancel());
    }
    case "inspect": {
      const found = world.target(frame, s.target);
      if (found === null) return world.record(n, "skipped");
      const count = found instanceof Task ? found.cancelling() : 0;
      return world.record(n, "state", world.label(found), found.done(), found.cancelled(), count);
    }
    case "outcome": {
      const found = world.target(frame, s.target);
      if (found === null) return world.record(n, "skipped");
      world.attempt(n, "result", () => found.result());
      return world.attempt(n, "exception", () => found.exception());
    }
    case "rename": {
      const found = world.targetTask(frame, s.target);
      if (found === null) return world.record(n, "skipped");
      found.setName(s.name);
      return world.record(n, "renamed", world.label(found));
    }
    case "onDone": {
      const found = world.target(frame, s.target);
      if (found === null) return world.record(n, "skipped");
      const run = callback(world, frame, s.body);
      const added = (done: typeof found) => {
        world.record(n, "done callback", world.label(done));
        run();
      };
      world.callbacks.set(found, added);
      if (s.inContext && world.context !== null) {
        found.addDoneCallback(added, { context: world.context });
      } else {
        found.addDoneCallback(added);
      }
      return world.record(n, "added");
    }
    case "offDone": {
      const found = world.target(frame, s.target);
      const added = found === null ? undefined : world.callbacks.get(found);
      if (found === null || added === undefined) return world.record(n, "skipped");
      return world.record(n, "removed", found.removeDoneCallback(added));
    }
    case "callSoon":
      world.handles.set(s.handle, world.loop.callSoon(callback(world, frame, s.body)));
      return world.record(n, "call soon");
    case "callLater":
      world.handles.set(s.handle, world.loop.callLater(s.delay, callback(world, frame, s.body)));
      return world.record(n, "call later");
    case "cancelHandle": {
      const handle = world.handles.get(s.handle);
      if (handle === undefined) return world.record(n, "skipped");
      handle.cancel();
      return world.record(n, "handle cancelled", handle.cancelled());
    }
    case "tasks": {
      const labels = Array.from(allTasks(world.loop), (task) => world.label(task));
      return world.record(n, "tasks", labels.sort());
    }
    case "stop":
      world.record(n, "stop");
      return world.loop.stop();
    case "setVariable":
      frame.token = world.variable.set(s.value);
      return world.record(n, "variable set");
    case "readVariable":
      return world.record(n, "variable", world.variable.get());
    case "resetVariable": {
      const { token } = frame;
      if (token === null) return world.record(n, "skipped");
      frame.token = null;
      return world.attempt(n, "variable reset", () => world.variable.reset(token));
    }
    case "copyContext":
      world.context = copyContext();
      return world.record(n, "context copied");
    default:
      return runOnPrimitives(world, s);
  }
}

function spawn(world: World, s: Extract<SyncStatement, { op: "spawn" }>): void {
  const group = s.group === null ? undefined : world.groups.get(s.group);
  const frame = newFrame(currentTask(world.loop));
  const options: { name?: string; eagerStart?: boolean; context?: Context } = {};
  if (s.name !== null) options.name = s.name;
  if (s.eager) options.eagerStart = true;
  if (s.inContext && world.context !== null) options.context = world.context;
  world.record(s.n, "spawn");
  const coroutine = runCoroutine(world, frame, s.body);
  const task =
    group === undefined ? createTask(coroutine, options) : group.createTask(coroutine, options);
  world.slots.set(s.slot, task);
  world.record(s.n, "spawned", world.label(task));
}

type OnPrimitives = Extract<
  SyncStatement,
  {
    op:
      | "reschedule"
      | "inspectScope"
      | "release"
      | "inspectHoldable"
      | "event"
      | "notify"
      | "inspectBarrier"
      | "putNowait"
      | "getNowait"
      | "taskDone"
      | "shutdown"
      | "inspectQueue";
  }
>;

function runOnPrimitives(world: World, s: OnPrimitives): void {
  const { n } = s;
  switch (s.op) {
    case "reschedule": {
      const scope = world.scopes.get(s.scope);
      if (scope === undefined) return world.record(n, "skipped");
      const when = s.delay === null ? null : world.loop.time() + s.delay;
      return world.attempt(n, "reschedule", () => scope.reschedule(when));
    }
    case "inspectScope": {
      const scope = world.scopes.get(s.scope);
      if (scope === undefined) return world.record(n, "skipped");
      return world.record(n, "scope", scope.when(), scope.expired());
    }
    case "release":
      return world.attempt(n, "release", () => world.holdables[s.what].release());
    case "inspectHoldable":
      return world.record(n, "locked", world.holdables[s.what].locked());
    case "event":
      return world.attempt(n, s.action, () => world.event[s.action]());
    case "notify": {
      const { count } = s;
      return world.attempt(n, "notify", () =>
        count === "all" ? world.condition.notifyAll() : world.condition.notify(count),
      );
    }
    case "inspectBarrier": {
      const { parties, nWaiting, broken } = world.barrier;
      return world.record(n, "barrier", parties, nWaiting, broken);
    }
    case "putNowait":
      return world.attempt(n, "put", () => world.queues[s.queue].putNowait(s.item));
    case "getNowait":
      return world.attempt(n, "get", () => world.queues[s.queue].getNowait());
    case "taskDone":
      return world.attempt(n, "task done", () => world.queues[s.queue].taskDone());
    case "shutdown":
      return world.attempt(n, "shutdown", () => world.queues[s.queue].shutdown(s.immediate));
    case "inspectQueue": {
      const queue = world.queues[s.queue];
      return world.record(n, "queue", queue.qsize(), queue.empty(), queue.full(), queue.maxsize);
    }
  }
}
