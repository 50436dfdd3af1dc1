import { Channel } from "../../../shared/events";
import { Recorder } from "../../lab/recorder";
import { textOfError } from "../../lab/text";
import { UnseenErrors } from "../../lab/unseen-errors";
import { fetchPost } from "../../lab/tools";
import * as scheduler from "../../scheduler";
import type { Coroutine } from "../../scheduler";
import type * as Tasklab from "../tasklab";
import type { FromRunner, ProgramEnd, ProgramSpec } from "../protocol";
import { compileProgram, ProgramSyntaxError } from "./program-module";
import type { CompiledProgram } from "./program-module";
import { KeyboardInterrupt, ProgramLoops } from "./program-loops";
import { ProgramRequests } from "./program-requests";
import type { ProgramResponse } from "./program-requests";
import { RemoteClient } from "./remote-client";
import { RingLog } from "./ring-log";
import { TaskCommands } from "./task-commands";

const EXIT_FAILED = 1;
const EXIT_INTERRUPTED = 130;

const FINISHED: ProgramEnd = { outcome: "finished", sentence: "", exitCode: 0 };
const STOPPED: ProgramEnd = {
  outcome: "stopped",
  sentence: "It was stopped.",
  exitCode: EXIT_INTERRUPTED,
};

/** A TypeScript program: its record, its loops, and what it is given to work with. */
export class TypeScriptProgram {
  readonly client: RemoteClient;
  readonly commands: TaskCommands;
  readonly #program: ProgramSpec;
  readonly #post: (message: FromRunner) => void;
  readonly #recorder: Recorder;
  readonly #unseen: UnseenErrors;
  readonly #requests: ProgramRequests;
  readonly #loops: ProgramLoops;
  #columnOf: CompiledProgram["columnOf"] = (_line, column) => column;
  #failure: { readonly error: unknown } | null = null;
  /** By error: the line on which the first task stood that ended with it. */
  readonly #lines = new WeakMap<Error, number>();

  constructor(program: ProgramSpec, ring: SharedArrayBuffer, post: (message: FromRunner) => void) {
    this.#program = program;
    this.#post = post;
    this.#recorder = new Recorder(new RingLog(ring), (task, error) => {
      this.#noteLine(task);
      this.#unseen.taskFailed(task, error);
    });
    this.#unseen = new UnseenErrors(this.#recorder, (error) => this.#placeOf(error));
    this.client = new RemoteClient(post, () => this.#recorder.runningTask);
    this.#requests = new ProgramRequests(this.#recorder, this.client, program.postsUrl);
    this.#loops = new ProgramLoops({
      isVirtual: program.clock === "virtual",
      time: program.time,
      recorder: this.#recorder,
      unseen: this.#unseen,
      tools: {
        print: (text) => this.#recorder.print(Channel.OUTPUT, text),
        fetchPost: (post) => this.#requests.fetchPost(post),
      },
      onClock: (runs) => post({ type: "clock", runs }),
      onResumed: () => post({ type: "resumed" }),
    });
    this.commands = new TaskCommands(this.#loops, this.#unseen);
  }

  /** Runs its top level and its loops to their end. Never rejects. */
  async run(): Promise<void> {
    try {
      await this.#evaluate();
    } catch (error) {
      this.failed(error);
    }
    await this.#loops.ended();
  }

  stop(): void {
    this.#loops.interrupt();
  }

  /** How it ended. */
  end(): ProgramEnd {
    if (this.#failure === null) {
      return this.#loops.interruption.aborted ? STOPPED : FINISHED;
    }
    const { error } = this.#failure;
    if (error instanceof KeyboardInterrupt) return STOPPED;
    return { outcome: "failed", sentence: textOfError(error), exitCode: EXIT_FAILED };
  }

  /** Nobody caught `error`. The first one counts. */
  failed(error: unknown): void {
    if (this.#failure !== null) return;
    this.#failure = { error };
    if (error instanceof KeyboardInterrupt) return;
    this.#recorder.print(Channel.ERROR, this.#textOf(error));
  }

  async #evaluate(): Promise<void> {
    const given = this.#given();
    Object.assign(globalThis, given, { console: this.#console() });
    let coroutines: Readonly<Record<string, unknown>> = {};
    const { source, file } = this.#program;
    const module = await compileProgram(source, file, given, (functions) => {
      coroutines = Object.fromEntries(Object.entries(functions).filter(([, value]) => value));
      this.#recorder.nameFunctions(coroutines);
      this.commands.coroutines = coroutines;
      this.#post({ type: "started", coroutines: Object.keys(coroutines) });
    });
    this.#columnOf = module.columnOf;
    await module.evaluate();
    const { main } = coroutines;
    // A program that ran nothing itself says by the name what is to be run.
    if (this.#loops.count === 0 && typeof main === "function") {
      await this.#loops.run((main as () => Coroutine<unknown>)());
    }
  }

  /** What a program can import from "tasklab", or use by name. */
  #given(): Readonly<Record<string, unknown>> {
    const { run, Runner, print } = this.#loops;
    const httpGet = (url: string): Coroutine<ProgramResponse> => this.#requests.get(url);
    const given = { ...scheduler, run, Runner, print, fetchPost, httpGet };
    return given satisfies { [Name in keyof typeof Tasklab]: unknown };
  }

  #console(): Readonly<Record<string, unknown>> {
    const { print } = this.#loops;
    const report = (...values: readonly unknown[]): void =>
      this.#recorder.print(
        Channel.ERROR,
        values.map((value) => (typeof value === "string" ? value : this.#textOf(value))).join(" "),
      );
    return { log: print, info: print, debug: print, warn: report, error: report };
  }

  /** A task has failed: what it awaited may have been told so by the loop, in whose frames no program stands. */
  #noteLine(id: number): void {
    const task = this.#recorder.taskOf(id);
    const error = task === undefined ? null : scheduler.peekError(task)?.error;
    if (error instanceof Error && !this.#lines.has(error)) {
      this.#lines.set(error, this.#recorder.lineOf(id));
    }
  }

  /**
   * An error with the frames that are the learner's own. Where it has none, as one of the scheduler's,
   * what caused it says where, or else where its task stood; of a group, each error is told.
   */
  #textOf(error: unknown): string {
    const text = textOfError(error);
    if (!(error instanceof Error) || error instanceof ProgramSyntaxError) return text;
    const frames = this.#framesOf(error);
    const parts = error instanceof scheduler.ExceptionGroup ? error.exceptions : [];
    const told = parts.map((part) => `  ${this.#textOf(part).replaceAll("\n", "\n  ")}`);
    return [text, ...frames, ...told].join("\n");
  }

  /** The file and line where `error` came up; empty where that is not known. */
  #placeOf(error: unknown): string {
    const [frame = ""] = error instanceof Error ? this.#framesOf(error) : [];
    return /[^\s(]+?:\d+(?=(?::\d+)?\)?$)/.exec(frame)?.[0] ?? "";
  }

  #framesOf(error: Error): string[] {
    const frames = this.#ownFrames(error);
    if (frames.length === 0) frames.push(...this.#ownFrames(error.cause));
    const line = this.#lines.get(error) ?? 0;
    if (frames.length === 0 && line > 0) frames.push(`    at ${this.#program.file}:${line}`);
    return frames;
  }

  #ownFrames(error: unknown): string[] {
    if (!(error instanceof Error)) return [];
    const own = `(${this.#program.file}:`;
    const bare = `at ${this.#program.file}:`;
    return String(error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line) && (line.includes(own) || line.includes(bare)))
      .map((frame) => this.#withOwnColumn(frame));
  }

  /** A frame's column counts the marks; the learner's does not. */
  #withOwnColumn(frame: string): string {
    return frame.replace(
      /(\d+):(\d+)(\)?)$/,
      (_, line: string, column: string, end: string) =>
        `${line}:${this.#columnOf(Number(line), Number(column))}${end}`,
    );
  }
}
