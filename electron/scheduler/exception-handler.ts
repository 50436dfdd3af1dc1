import type { EventLoop } from "./event-loop";
import type { Future } from "./future";
import { Handle } from "./handle";
import { host } from "./host";
import { Task } from "./task";

/** What an exception handler is told. */
export interface ExceptionContext {
  readonly message: string;
  readonly exception?: unknown;
  readonly task?: Task<unknown>;
  readonly future?: Future<unknown>;
  readonly handle?: Handle;
  /** What the handler was told that threw. */
  readonly context?: ExceptionContext;
}

export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void;

/** Calls `handler` in the context of what it is told about; one that throws is reported itself. */
export function tellHandler(
  handler: ExceptionHandler | null,
  loop: EventLoop,
  context: ExceptionContext,
): void {
  if (handler === null) {
    reportToHost(context);
    return;
  }
  const owner = context.task ?? context.future ?? context.handle;
  try {
    if (owner instanceof Task || owner instanceof Handle) {
      owner.getContext().copy().run(handler, loop, context);
    } else {
      handler(loop, context);
    }
  } catch (exception) {
    reportToHost({ message: "Unhandled error in exception handler", exception, context });
  }
}

/** The default: a developer reads it on the host's console. */
export function reportToHost(context: ExceptionContext): void {
  const { message, exception, ...details } = context;
  const lines = [message];
  if (details.future !== undefined) lines.push(`future: ${String(details.future)}`);
  if (details.handle !== undefined) lines.push(`handle: ${String(details.handle)}`);
  if (details.task !== undefined) lines.push(`task: ${String(details.task)}`);
  if (details.context !== undefined) lines.push(`while told: ${details.context.message}`);
  host.report(lines.join("\n"), exception);
}
