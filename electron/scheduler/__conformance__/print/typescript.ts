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
 * The program as TypeScript over this scheduler. Slots are arrays; an operation on an empty one
 * does nothing. What the interpreter records is left out, a statement's number stands in a comment.
 */
export function toTypeScript(program: Program): string {
  const printer = new TypeScriptPrinter();
  printer.code.line("function* main() {");
  printer.block(program.main);
  printer.code.line("}");
  return printer.code.toString();
}

const literal = (value: Value | boolean): string => JSON.stringify(value);

const CATCHES: Readonly<Record<Handler["catches"], string>> = {
  AppError: "error instanceof AppError",
  TimeoutError: "error instanceof TimeoutError",
  CancelledError: "error instanceof CancelledError",
  ExceptionGroup: "error instanceof ExceptionGroup",
  Error: "!(error instanceof CancelledError)",
  everything: "true",
};

const error = ({ type, message }: ErrorData): string => `new ${type}(${literal(message)})`;

const target = (of: Target): string => {
  if (of === "self") return "currentTask()";
  return typeof of === "number" ? `slot[${of}]` : of;
};

class TypeScriptPrinter {
  readonly code = new Code("//", "  ");
  #definitions = 0;

  block(body: Block): void {
    this.code.indented(() => {
      for (const statement of body) this.statement(statement);
    });
  }

  statement(s: Statement): void {
    const { code } = this;
    switch (s.op) {
      case "await":
        return this.#around("yield* ", s.value, ";", s.n);
      case "return":
        return code.line(`return ${literal(s.value)};`, s.n);
      case "repeat":
        code.line(`for (let time = 0; time < ${s.times}; time++) {`, s.n);
        this.block(s.body);
        return code.line("}");
      case "try":
        return this.#try(s);
      case "timeout": {
        const open = s.absolute ? "timeoutAt" : "timeout";
        code.line(`yield* ${open}(${literal(s.delay)}, function* (limit) {`, s.n);
        code.indented(() => code.line(`scope[${s.scope}] = limit;`));
        this.block(s.body);
        return code.line("});");
      }
      case "taskGroup":
        code.line("yield* taskGroup(function* (tasks) {", s.n);
        code.indented(() => code.line(`group[${s.group}] = tasks;`));
        this.block(s.body);
        return code.line("});");
      case "with":
        code.line(`yield* ${s.what}.with(function* () {`, s.n);
        this.block(s.body);
        return code.line("});");
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
        return print(`print("mark");`);
      case "raise":
        return print(`throw ${error(s.error)};`);
      case "spawn":
        return this.#spawn(s);
      case "future":
        return print(`slot[${s.slot}] = loop.createFuture();`);
      case "ensureFuture":
        return this.#around(`slot[${s.slot}] = ensureFuture(`, s.of, ");", s.n);
      case "setResult":
        return print(`slot[${s.slot}].setResult(${literal(s.value)});`);
      case "setException":
        return print(`slot[${s.slot}].setException(${error(s.error)});`);
      case "cancel":
        return print(
          `${target(s.target)}.cancel(${s.message === null ? "" : literal(s.message)});`,
        );
      case "uncancel":
        return print(`${target(s.target)}.uncancel();`);
      case "inspect": {
        const of = target(s.target);
        return print(`print(${of}.done(), ${of}.cancelled(), ${of}.cancelling());`);
      }
      case "outcome":
        return print(`print(${target(s.target)}.result(), ${target(s.target)}.exception());`);
      case "rename":
        return print(`${target(s.target)}.setName(${literal(s.name)});`);
      case "onDone":
        return this.#callback(
          `${target(s.target)}.addDoneCallback(`,
          s.body,
          s.n,
          s.inContext ? ", { context }" : "",
        );
      case "offDone":
        return print(`${target(s.target)}.removeDoneCallback(theLastOneAdded);`);
      case "callSoon":
        return this.#callback(`handle[${s.handle}] = loop.callSoon(`, s.body, s.n);
      case "callLater":
        return this.#callback(`handle[${s.handle}] = loop.callLater(${s.delay}, `, s.body, s.n);
      case "cancelHandle":
        return print(`handle[${s.handle}].cancel();`);
      case "tasks":
        return print("print(allTasks());");
      case "stop":
        return print("loop.stop();");
      case "reschedule": {
        const when = s.delay === null ? "null" : `loop.time() + ${s.delay}`;
        return print(`scope[${s.scope}].reschedule(${when});`);
      }
      case "inspectScope":
        return print(`print(scope[${s.scope}].when(), scope[${s.scope}].expired());`);
      case "release":
        return print(`${s.what}.release();`);
      case "inspectHoldable":
        return print(`print(${s.what}.locked());`);
      case "event":
        return print(s.action === "isSet" ? "print(event.isSet());" : `event.${s.action}();`);
      case "notify":
        return print(
          s.count === "all" ? "condition.notifyAll();" : `condition.notify(${s.count});`,
        );
      case "inspectBarrier":
        return print("print(barrier.waiting, barrier.broken);");
      case "putNowait":
        return print(`${s.queue}.putNowait(${s.item});`);
      case "getNowait":
        return print(`print(${s.queue}.getNowait());`);
      case "taskDone":
        return print(`${s.queue}.taskDone();`);
      case "shutdown":
        return print(`${s.queue}.shutdown(${s.immediate});`);
      case "inspectQueue":
        return print(`print(${s.queue}.qsize(), ${s.queue}.empty(), ${s.queue}.full());`);
      case "setVariable":
        return print(`token = variable.set(${s.value});`);
      case "readVariable":
        return print("print(variable.get());");
      case "resetVariable":
        return print("variable.reset(token);");
      case "copyContext":
        return print("context = copyContext();");
    }
  }

  /** Prints an expression between two texts. Coroutines in it are defined on the lines before. */
  #around(before: string, value: Awaitable, after: string, n: number): void {
    this.code.line(`${before}${this.#expression(value)}${after}`, n);
  }

  #expression(value: Awaitable): string {
    switch (value.kind) {
      case "slot":
        return `slot[${value.slot}]`;
      case "coroutine":
        return `${this.#coroutine(value.body)}()`;
      case "sleep":
        return value.result === null
          ? `sleep(${value.delay})`
          : `sleep(${value.delay}, ${literal(value.result)})`;
      case "gather": {
        const children = value.of.map((child) => this.#expression(child)).join(", ");
        return `gather([${children}]${value.returnExceptions ? ", { returnExceptions: true }" : ""})`;
      }
      case "wait": {
        const slots = value.slots.map((slot) => `slot[${slot}]`).join(", ");
        const limit = value.timeout === null ? "" : `timeout: ${value.timeout}, `;
        return `wait([${slots}], { ${limit}returnWhen: ${value.returnWhen} })`;
      }
      case "waitFor":
        return `waitFor(${this.#expression(value.of)}, ${literal(value.timeout)})`;
      case "shield":
        return `shield(${this.#expression(value.of)})`;
      case "acquire":
        return `${value.what}.acquire()`;
      case "eventWait":
        return "event.wait()";
      case "conditionWait":
        return "condition.wait()";
      case "conditionWaitFor":
        return `condition.waitFor(trueWhenAsked(${value.calls}))`;
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
    const name = `coroutine${++this.#definitions}`;
    this.code.line(`function* ${name}() {`);
    this.block(body);
    this.code.line("}");
    return name;
  }

  #callback(before: string, body: SyncBlock, n: number, options = ""): void {
    this.code.line(`${before}() => {`, n);
    this.code.indented(() => {
      for (const statement of body) this.sync(statement);
    });
    this.code.line(`}${options});`);
  }

  #spawn(s: Extract<Statement, { op: "spawn" }>): void {
    const coroutine = `${this.#coroutine(s.body)}()`;
    const options: string[] = [];
    if (s.name !== null) options.push(`name: ${literal(s.name)}`);
    if (s.eager) options.push("eagerStart: true");
    if (s.inContext) options.push("context");
    const create = s.group === null ? "createTask" : `(group[${s.group}] ?? loop).createTask`;
    const given = options.length === 0 ? "" : `, { ${options.join(", ")} }`;
    this.code.line(`slot[${s.slot}] = ${create}(${coroutine}${given});`, s.n);
  }

  #try(s: Extract<Statement, { op: "try" }>): void {
    const { code } = this;
    if (s.handlers.length === 0 && s.finally === null) {
      code.line("{", s.n);
      this.block(s.body);
      return code.line("}");
    }
    code.line("try {", s.n);
    this.block(s.body);
    if (s.handlers.length > 0) {
      code.line("} catch (error) {");
      code.indented(() => this.#handlers(s.handlers));
    }
    if (s.finally !== null) {
      code.line("} finally {");
      this.block(s.finally);
    }
    code.line("}");
  }

  #handlers(handlers: readonly Handler[]): void {
    const { code } = this;
    for (const [index, handler] of handlers.entries()) {
      code.line(`${index === 0 ? "" : "} else "}if (${CATCHES[handler.catches]}) {`);
      this.block(handler.body);
      if (handler.reraise) code.indented(() => code.line("throw error;"));
    }
    code.line("} else throw error;");
  }

  #asCompleted(s: Extract<Statement, { op: "asCompleted" }>): void {
    const children = s.of.map((child) => this.#expression(child)).join(", ");
    const limit = s.timeout === null ? "" : `, { timeout: ${s.timeout} }`;
    const times = Math.min(s.limit, s.of.length);
    this.code.line(`const completed = asCompleted([${children}]${limit});`, s.n);
    this.code.line(`for (let time = 0; time < ${times}; time++) {`);
    this.code.indented(() => {
      this.code.line("try {");
      this.code.indented(() =>
        this.code.line(
          s.futures ? "yield* completed.nextDone();" : "yield* completed.next().value;",
        ),
      );
      this.code.line("} catch (error) {");
      this.code.indented(() => this.code.line("if (error instanceof CancelledError) throw error;"));
      this.code.line("}");
    });
    this.code.line("}");
  }
}
