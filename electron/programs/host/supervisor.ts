import { Channel } from "../../../shared/events";
import {
  BLOCKING_AFTER_MS,
  DRAIN_INTERVAL_MS,
  END_THREAD_MS,
  HEARTBEAT_MS,
  PROGRAM_LIMITS,
} from "../limits";
import type { ProgramLimits } from "../limits";
import type {
  CheckRequest,
  FromHost,
  FromRunner,
  Language,
  OpenLine,
  ProgramEnd,
  ProgramSpec,
  ToHost,
} from "../protocol";
import { EventCollector } from "./event-collector";
import { NOWHERE, whereThreadStands } from "./javascript-stack";
import type { Place } from "./javascript-stack";
import { RunnerThread } from "./runner-thread";

/** The number that this signal of CPython's has in WebAssembly. */
const SIGUSR1 = 10;

const MEGABYTE = 1_048_576;
/** What a command exits with: after an error, and after an interrupt. */
const EXIT_FAILED = 1;
const EXIT_INTERRUPTED = 130;

const NO_LINES: readonly OpenLine[] = [];

interface Run {
  program: ProgramSpec;
  readonly thread: RunnerThread;
  readonly events: EventCollector;
  readonly timers: NodeJS.Timeout[];
  /** When it was asked last whether it yields, and the first time it did not answer; in milliseconds. */
  pingedAt: number;
  /** Of the whole process, when it began, in bytes. */
  readonly memoryBefore: number;
  isBlocking: boolean;
  /** Those that it has now, and those that the lab was told of last. */
  openLines: readonly OpenLine[];
  toldLines: readonly OpenLine[];
  /** CPython was asked for its line, or the other thread for its heap, and has not said it yet. */
  isAsked: boolean;
  isStopping: boolean;
  isOver: boolean;
}

/** Watches the thread that runs a program: takes its events, its pulse and its memory, and ends it. */
export class Supervisor {
  readonly #send: (message: FromHost) => void;
  /** One for each language that was asked for: who goes back and forth between two waits for neither. */
  readonly #threads = new Map<Language, RunnerThread>();
  #run: Run | null = null;
  /** The last source that is to be read once CPython is there. */
  #waitingCheck: CheckRequest | null = null;
  /** Those that CPython was given to read. */
  readonly #openChecks = new Set<number>();

  constructor(send: (message: FromHost) => void) {
    this.#send = send;
  }

  handle(message: ToHost): void {
    switch (message.type) {
      case "prepare":
        if (this.#threadFor(message.language, PROGRAM_LIMITS).isLoaded) {
          this.#send({ type: "prepared", language: message.language });
        }
        return;
      case "start":
        this.#start(message.program);
        return;
      case "check":
        this.#check(message);
        return;
      case "stop":
        this.#stop();
        return;
      case "remark":
        if (this.#run === null) return;
        this.#drain(this.#run);
        this.#run.events.tell(Channel.LAB, message.text);
        return;
      case "command":
        this.#command(message);
        return;
      case "http-answer":
        this.#run?.thread.send(message);
    }
  }

  /** A source is read by CPython itself, once it is there, and not while a program has it. */
  #check(request: CheckRequest): void {
    const thread = this.#threadFor("python", this.#run?.program.limits ?? PROGRAM_LIMITS);
    this.#answerCheck();
    if (this.#run?.thread === thread)
      this.#send({ type: "checked", id: request.id, problems: null });
    else if (thread.isLoaded) this.#read(thread, request);
    else this.#waitingCheck = request;
  }

  #read(thread: RunnerThread, request: CheckRequest): void {
    this.#openChecks.add(request.id);
    thread.send(request);
  }

  /** Nobody will read the source that waits: a later one has come, or a program. */
  #answerCheck(): void {
    const waiting = this.#waitingCheck;
    this.#waitingCheck = null;
    if (waiting !== null) this.#send({ type: "checked", id: waiting.id, problems: null });
  }

  /** Nobody will read what CPython was given: its thread is gone. */
  #answerOpenChecks(): void {
    for (const id of this.#openChecks) this.#send({ type: "checked", id, problems: null });
    this.#openChecks.clear();
  }

  #command(message: Extract<ToHost, { type: "command" }>): void {
    const run = this.#run;
    if (run === null) return;
    const { id, command } = message;
    if (run.thread.isLoaded) run.thread.send(message);
    else if (command.do === "steer") {
      run.program = { ...run.program, time: command.time };
      this.#send({ type: "answer", id, answer: { value: true } });
    } else {
      const error = "The program has not begun yet.";
      this.#send({ type: "answer", id, answer: { error } });
    }
  }

  #start(program: ProgramSpec): void {
    if (program.language === "python") this.#answerCheck();
    const thread = this.#threadFor(program.language, program.limits);
    const events = new EventCollector(thread.ring, program.limits, (batch) =>
      this.#send({ type: "events", batch }),
    );
    const run: Run = {
      program,
      thread,
      events,
      timers: [],
      pingedAt: 0,
      memoryBefore: process.memoryUsage.rss(),
      isBlocking: false,
      openLines: NO_LINES,
      toldLines: NO_LINES,
      isAsked: false,
      isStopping: false,
      isOver: false,
    };
    this.#run = run;
    const drain = (): void => {
      this.#drain(run);
      this.#tellOpenLines(run);
    };
    run.timers.push(setInterval(drain, DRAIN_INTERVAL_MS));
    if (thread.isLoaded) thread.send({ type: "start", program });
  }

  /** A thread that is there already serves if it has the same limits. */
  #threadFor(language: Language, limits: ProgramLimits): RunnerThread {
    const ready = this.#threads.get(language);
    if (ready?.heapMb === limits.heapMb && ready.pythonMb === limits.pythonMb) return ready;
    void ready?.end();
    const thread: RunnerThread = new RunnerThread(language, limits, {
      onMessage: (message) => this.#hear(thread, message),
      onGone: (error) => this.#threadGone(thread, error),
    });
    this.#threads.set(language, thread);
    return thread;
  }

  #hear(thread: RunnerThread, message: FromRunner): void {
    const run = this.#run?.thread === thread ? this.#run : null;
    if (message.type === "loaded") {
      this.#send({ type: "prepared", language: thread.language });
      if (run !== null) thread.send({ type: "start", program: run.program });
      else if (thread.language === "python" && this.#waitingCheck !== null) {
        this.#read(thread, this.#waitingCheck);
        this.#waitingCheck = null;
      }
      return;
    }
    if (message.type === "checked") {
      this.#openChecks.delete(message.id);
      this.#send(message);
      return;
    }
    if (run === null) return;
    switch (message.type) {
      case "started":
        this.#send(message);
        run.timers.push(setInterval(() => this.#feelPulse(run), HEARTBEAT_MS));
        return;
      case "line":
        run.isAsked = false;
        if (!thread.hasAnswered()) this.#tellBlocking(run, message);
        return;
      case "open-lines":
        run.openLines = message.lines;
        return;
      case "ended":
        this.#end(run, message.end);
        return;
      case "clock":
      case "resumed":
      case "answer":
      case "http":
      case "http-abort":
        // What it answers or asks for comes after what it recorded before.
        this.#drain(run);
        this.#send(message);
    }
  }

  #drain(run: Run): void {
    if (run.isOver) return;
    const excess = run.events.drain();
    if (excess !== null) this.#giveUp(run, "over-limit", excess);
  }

  #tellOpenLines(run: Run): void {
    const { openLines: lines } = run;
    if (lines === run.toldLines || run.isOver) return;
    run.toldLines = lines;
    this.#send({ type: "open-lines", lines });
  }

  #feelPulse(run: Run): void {
    const now = performance.now();
    const { thread } = run;
    if (process.memoryUsage.rss() > run.program.limits.processMb * MEGABYTE) {
      this.#giveUp(run, "out-of-memory", outOfMemory(run.program.limits.processMb));
      return;
    }
    if (thread.language === "typescript") this.#lookIntoHeap(run);
    if (run.pingedAt === 0 || thread.hasAnswered()) {
      if (run.isBlocking) {
        run.isBlocking = false;
        this.#send({ type: "blocking", blocking: null });
      }
      if (thread.language === "python") run.isAsked = false;
      run.pingedAt = now;
      thread.ping();
      return;
    }
    if (now - run.pingedAt < BLOCKING_AFTER_MS) return;
    run.isBlocking = true;
    if (thread.language === "typescript") return;
    // It takes signals between two instructions: inside of one, as in a long sum, it says nothing.
    if (run.isAsked) this.#tellBlocking(run, NOWHERE);
    run.isAsked = true;
    // Not on the way to a stop: one signal would take the place of the other.
    if (!run.isStopping) thread.signal(SIGUSR1);
  }

  /** Looks how large a program's heap is, and, if it does not yield, where it stands. */
  #lookIntoHeap(run: Run): void {
    if (run.isAsked) {
      // It cannot even be interrupted: in a long single instruction, or while its heap is swept again and again.
      const { heapMb } = run.program.limits;
      const grown = process.memoryUsage.rss() - run.memoryBefore;
      if (grown > heapMb * MEGABYTE) this.#giveUp(run, "out-of-memory", outOfMemory(heapMb));
      else if (run.isBlocking) this.#tellBlocking(run, NOWHERE);
      return;
    }
    run.isAsked = true;
    const { thread, program } = run;
    void thread
      .heapUsed()
      .then((bytes) => {
        run.isAsked = false;
        if (run.isOver) return;
        if (bytes !== null && bytes > program.limits.heapMb * MEGABYTE) {
          this.#giveUp(run, "out-of-memory", outOfMemory(program.limits.heapMb));
        } else if (run.isBlocking && !thread.hasAnswered()) {
          // This waits for the thread, and nobody is watched meanwhile: it has just answered.
          this.#tellBlocking(run, whereThreadStands(program.file));
        }
      })
      // It has ended, which is told elsewhere.
      .catch(() => undefined);
  }

  #tellBlocking(run: Run, { line, functionName }: Place): void {
    const seconds = (performance.now() - run.pingedAt) / 1_000;
    this.#send({ type: "blocking", blocking: { line, functionName, seconds } });
  }

  #stop(): void {
    const run = this.#run;
    if (run === null || run.isStopping) return;
    run.isStopping = true;
    const { thread } = run;
    if (!thread.isLoaded) {
      const sentence = "It was stopped before it began.";
      // Nothing of it has run there.
      this.#close(run);
      this.#finish(run, { outcome: "stopped", sentence, exitCode: EXIT_INTERRUPTED });
      return;
    }
    if (thread.language === "python") thread.interrupt();
    else thread.send({ type: "stop" });
    const asked = performance.now();
    run.pingedAt = asked;
    thread.ping();
    const later = (milliseconds: number, act: () => void): void => {
      run.timers.push(setTimeout(() => !run.isOver && act(), milliseconds));
    };
    const { interruptAgain, endBlocked, end } = run.program.limits.stop;
    later(interruptAgain, () => {
      // The first one only cancels `main`, which a program that never yields does not hear of.
      if (thread.language === "python" && !thread.hasAnswered()) thread.interrupt();
    });
    later(endBlocked, () => !thread.hasAnswered() && this.#kill(run));
    later(end, () => this.#kill(run));
  }

  #kill(run: Run): void {
    const sentence = run.thread.hasAnswered()
      ? "It had not cleaned up in time after it was stopped, and was ended as it was."
      : "It did not yield after it was stopped, and was ended where it stood.";
    this.#giveUp(run, "killed", sentence);
  }

  #threadGone(thread: RunnerThread, error: Error | null): void {
    this.#forget(thread);
    if (thread.language === "python") {
      this.#answerCheck();
      this.#answerOpenChecks();
    }
    const run = this.#run;
    if (run?.thread !== thread) {
      // Whoever waits for it finds out with the next program.
      this.#send({ type: "prepared", language: thread.language });
      return;
    }
    const isMemory = (error as NodeJS.ErrnoException | null)?.code === "ERR_WORKER_OUT_OF_MEMORY";
    if (isMemory) this.#giveUp(run, "out-of-memory", outOfMemory(run.program.limits.heapMb));
    else this.#giveUp(run, "crashed", crashed(error));
  }

  #forget(thread: RunnerThread): void {
    if (this.#threads.get(thread.language) === thread) this.#threads.delete(thread.language);
  }

  /** Ends the thread as it is, with a sentence for the console. */
  #giveUp(run: Run, outcome: ProgramEnd["outcome"], sentence: string): void {
    const wasAsked = outcome === "killed" || outcome === "stopped";
    const exitCode = wasAsked ? EXIT_INTERRUPTED : EXIT_FAILED;
    this.#end(run, { outcome, sentence, exitCode });
  }

  /** Its thread ends with it: the next program gets one in which nothing has run. */
  #end(run: Run, end: ProgramEnd): void {
    if (run.isOver) return;
    this.#close(run);
    this.#forget(run.thread);
    if (run.thread.language === "python") this.#answerOpenChecks();
    let isLate: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      isLate = setTimeout(() => resolve(true), END_THREAD_MS);
    });
    void Promise.race([run.thread.end().then(() => false), late]).then((isLeft) => {
      clearTimeout(isLate);
      this.#finish(run, end, isLeft);
    });
  }

  #close(run: Run): void {
    run.isOver = true;
    for (const timer of run.timers) clearTimeout(timer);
    this.#run = null;
  }

  /** Once nothing is written any more: the last events, then the end. */
  #finish(run: Run, end: ProgramEnd, isSpent = false): void {
    const excess = run.events.drain();
    // It was ended in the middle of them.
    for (const { channel, text } of run.openLines) run.events.tell(channel, text);
    if (run.toldLines.length > 0) this.#send({ type: "open-lines", lines: NO_LINES });
    const told = excess !== null && end.outcome === "finished" ? overLimit(excess) : end;
    if (told.outcome !== "finished" && told.outcome !== "failed" && told.sentence !== "") {
      run.events.tell(
        told.exitCode === EXIT_INTERRUPTED ? Channel.LAB : Channel.ERROR,
        told.sentence,
      );
    }
    if (run.isBlocking) this.#send({ type: "blocking", blocking: null });
    this.#send({ type: "ended", end: told, isSpent });
    // The next program is likely to be of the same language, and need not wait for its thread.
    if (this.#run === null && !isSpent) this.#threadFor(run.program.language, run.program.limits);
  }
}

function overLimit(sentence: string): ProgramEnd {
  return { outcome: "over-limit", sentence, exitCode: EXIT_FAILED };
}

/** What a stack says that is used up: V8's, on which CPython's own functions run too. */
const STACK_USED_UP = "Maximum call stack size exceeded";

function crashed(error: Error | null): string {
  const message = error?.message ?? "its thread ended";
  if (!message.includes(STACK_USED_UP)) return `It crashed: ${message}.`;
  return "It crashed: something in it is nested deeper than the interpreter can go.";
}

function outOfMemory(megabytes: number): string {
  return `It ran out of memory: a program has ${megabytes} MB. Is there a list or a loop that grows for ever?`;
}
