import type {
  Awaitable,
  Block,
  ErrorData,
  Handler,
  Program,
  Statement,
  SyncBlock,
  SyncStatement,
  Target,
  Value,
} from "../program";
import { Code } from "./code";

/**
 * The program as Python. Slots are dictionaries; an operation on an empty one does nothing. What
 * the interpreter records of each statement is left out, its number stands in a comment.
 */
export function toPython(program: Program): string {
  const printer = new PythonPrinter();
  printer.code.line("async def main():");
  printer.block(program.main);
  return printer.code.toString();
}

const literal = (value: Value | boolean): string => {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return JSON.stringify(value);
};

const CATCHES: Readonly<Record<Handler["catches"], string>> = {
  AppError: "AppError",
  TimeoutError: "TimeoutError",
  CancelledError: "asyncio.CancelledError",
  ExceptionGroup: "ExceptionGroup",
  Error: "Exception",
  everything: "BaseException",
};

const error = ({ type, message }: ErrorData): string =>
  `${type === "CancelledError" ? "asyncio.CancelledError" : type}(${literal(message)})`;

const target = (of: Target): string => {
  if (of === "self") return "asyncio.current_task()";
  return typeof of === "number" ? `slot[${of}]` : of;
};

class PythonPrinter {
  readonly code = new Code("#", "    ");
  #definitions = 0;

  block(body: Block): void {
    this.code.indented(() => {
      if (body.length === 0) this.code.line("pass");
      for (const statement of body) this.statement(statement);
    });
  }

  statement(s: Statement): void {
    const { code } = this;
    switch (s.op) {
      case "await":
        return code.line(`await ${this.expression(s.value)}`, s.n);
      case "return":
        return code.line(`return ${literal(s.value)}`, s.n);
      case "repeat":
        code.line(`for _ in range(${s.times}):`, s.n);
        return this.block(s.body);
      case "try":
        return this.#try(s);
      case "timeout": {
        const open = s.absolute && s.delay !== null ? "timeout_at" : "timeout";
        code.line(`async with asyncio.${open}(${literal(s.delay)}) as scope[${s.scope}]:`, s.n);
        return this.block(s.body);
      }
      case "taskGroup":
        code.line(`async with asyncio.TaskGroup() as group[${s.group}]:`, s.n);
        return this.block(s.body);
      case "with":
        code.line(`async with ${s.what}:`, s.n);
        return this.block(s.body);
      case "asCompleted":
        return this.#asCompleted(s);
      default:
        return this.sync(s);
    }
  }

  sync(s: SyncStatement): void {
    const { code } = this;
    const print = (text: string): void => code.line(text, s.n);
    switch (s.op) {
      case "mark":
        return print(`print("mark")`);
      case "raise":
        return print(`raise ${error(s.error)}`);
      case "spawn":
        return this.#spawn(s);
      case "future":
        return print(`slot[${s.slot}] = loop.create_future()`);
      case "ensureFuture":
        return print(`slot[${s.slot}] = asyncio.ensure_future(${this.expression(s.of)})`);
      case "setResult":
        return print(`slot[${s.slot}].set_result(${literal(s.value)})`);
      case "setException":
        return print(`slot[${s.slot}].set_exception(${error(s.error)})`);
      case "cancel":
        return print(`${target(s.target)}.cancel(${s.message === null ? "" : literal(s.message)})`);
      case "uncancel":
        return print(`${target(s.target)}.uncancel()`);
      case "inspect": {
        const of = target(s.target);
        return print(`print(${of}.done(), ${of}.cancelled(), ${of}.cancelling())`);
      }
      case "outcome":
        return print(`print(${target(s.target)}.result(), ${target(s.target)}.exception())`);
      case "rename":
        return print(`${target(s.target)}.set_name(${literal(s.name)})`);
      case "onDone":
        return print(
          `${target(s.target)}.add_done_callback(${this.#callback(s.body)}${s.inContext ? ", context=context" : ""})`,
        );
      case "offDone":
        return print(`${target(s.target)}.remove_done_callback(the_last_one_added)`);
      case "callSoon":
        return print(`handle[${s.handle}] = loop.call_soon(${this.#callback(s.body)})`);
      case "callLater": {
        const callback = this.#callback(s.body);
        return print(`handle[${s.handle}] = loop.call_later(${s.delay}, ${callback})`);
      }
      case "cancelHandle":
        return print(`handle[${s.handle}].cancel()`);
      case "tasks":
        return print(`print(asyncio.all_tasks())`);
      case "stop":
        return print("loop.stop()");
      case "reschedule": {
        const when = s.delay === null ? "None" : `loop.time() + ${s.delay}`;
        return print(`scope[${s.scope}].reschedule(${when})`);
      }
      case "inspectScope":
        return print(`print(scope[${s.scope}].when(), scope[${s.scope}].expired())`);
      case "release":
        return print(`${s.what}.release()`);
      case "inspectHoldable":
        return print(`print(${s.what}.locked())`);
      case "event":
        return print(s.action === "isSet" ? "print(event.is_set())" : `event.${s.action}()`);
      case "notify":
        return print(s.count === "all" ? "condition.notify_all()" : `condition.notify(${s.count})`);
      case "inspectBarrier":
        return print("print(barrier.n_waiting, barrier.broken)");
      case "putNowait":
        return print(`${s.queue}.put_nowait(${s.item})`);
      case "getNowait":
        return print(`print(${s.queue}.get_nowait())`);
      case "taskDone":
        return print(`${s.queue}.task_done()`);
      case "shutdown":
        return print(`${s.queue}.shutdown(immediate=${literal(s.immediate)})`);
      case "inspectQueue":
        return print(`print(${s.queue}.qsize(), ${s.queue}.empty(), ${s.queue}.full())`);
      case "setVariable":
        return print(`token = variable.set(${s.value})`);
      case "readVariable":
        return print("print(variable.get())");
      case "resetVariable":
        return print("variable.reset(token)");
      case "copyContext":
        return print("context = contextvars.copy_context()");
    }
  }

  /** The text of an expression. Coroutines in it are defined on the lines before. */
  expression(value: Awaitable): string {
    switch (value.kind) {
      case "slot":
        return `slot[${value.slot}]`;
      case "coroutine":
        return `${this.#coroutine(value.body)}()`;
      case "sleep":
        return value.result === null
          ? `asyncio.sleep(${value.delay})`
          : `asyncio.sleep(${value.delay}, ${literal(value.result)})`;
      case "gather": {
        const children = value.of.map((child) => this.expression(child));
        if (value.returnExceptions) children.push("return_exceptions=True");
        return `asyncio.gather(${children.join(", ")})`;
      }
      case "wait": {
        const slots = value.slots.map((slot) => `slot[${slot}]`).join(", ");
        const limit = value.timeout === null ? "" : `, timeout=${value.timeout}`;
        return `asyncio.wait([${slots}]${limit}, return_when=asyncio.${value.returnWhen})`;
      }
      case "waitFor":
        return `asyncio.wait_for(${this.expression(value.of)}, ${literal(value.timeout)})`;
      case "shield":
        return `asyncio.shield(${this.expression(value.of)})`;
      case "acquire":
        return `${value.what}.acquire()`;
      case "eventWait":
        return "event.wait()";
      case "conditionWait":
        return "condition.wait()";
      case "conditionWaitFor":
        return `condition.wait_for(true_when_asked(times=${value.calls}))`;
      case "barrierWait":
        return "barrier.wait()";
      case "barrierReset":
        return "barrier.reset()";
      case "barrierAbort":
        return "barrier.abort()";
      case "put":
        return `${value.queue}.put(${value.item})`;
      case "get":
        return `${value.queue}.get()`;
      case "join":
        return `${value.queue}.join()`;
    }
  }

  #coroutine(body: Block): string {
    const name = `coroutine_${++this.#definitions}`;
    this.code.line(`async def ${name}():`);
    this.block(body);
    return name;
  }

  #callback(body: SyncBlock): string {
    const name = `callback_${++this.#definitions}`;
    this.code.line(`def ${name}(*_):`);
    this.code.indented(() => {
      for (const statement of body) this.sync(statement);
    });
    return name;
  }

  #spawn(s: Extract<Statement, { op: "spawn" }>): void {
    const options = [`${this.#coroutine(s.body)}()`];
    if (s.name !== null) options.push(`name=${literal(s.name)}`);
    if (s.eager) options.push("eager_start=True");
    if (s.inContext) options.push("context=context");
    const create = s.group === null ? "asyncio" : `(group[${s.group}] or asyncio)`;
    this.code.line(`slot[${s.slot}] = ${create}.create_task(${options.join(", ")})`, s.n);
  }

  #try(s: Extract<Statement, { op: "try" }>): void {
    const { code } = this;
    if (s.handlers.length === 0 && s.finally === null) {
      code.line("if True:", s.n);
      return this.block(s.body);
    }
    code.line("try:", s.n);
    this.block(s.body);
    for (const handler of s.handlers) {
      code.line(`except ${CATCHES[handler.catches]}:`);
      code.indented(() => {
        for (const statement of handler.body) this.statement(statement);
        if (handler.reraise) code.line("raise");
        else if (handler.body.length === 0) code.line("pass");
      });
    }
    if (s.finally !== null) {
      code.line("finally:");
      this.block(s.finally);
    }
  }

  #asCompleted(s: Extract<Statement, { op: "asCompleted" }>): void {
    const children = s.of.map((child) => this.expression(child)).join(", ");
    const limit = s.timeout === null ? "" : `, timeout=${s.timeout}`;
    this.code.line(`completed = asyncio.as_completed([${children}]${limit})`, s.n);
    this.code.line(`for _ in range(${Math.min(s.limit, s.of.length)}):`);
    this.code.indented(() => {
      this.code.line("try:");
      this.code.indented(() =>
        this.code.line(s.futures ? "await anext(completed)" : "await next(completed)"),
      );
      this.code.line("except Exception:");
      this.code.indented(() => this.code.line("pass"));
    });
  }
}
