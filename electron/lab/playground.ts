import { Channel } from "../../shared/events";
import { LabError } from "../../shared/result";
import { NEXT_ACTION } from "../../shared/session";
import { refusal } from "../../shared/texts/refusal";
import { CancelledError, createTask, currentTask, fromPromise, sleep } from "../scheduler";
import type { Coroutine } from "../scheduler";
import type { Call } from "./coroutines/arguments";
import { MAX_QUEUED_ACTIONS, TASKS_A_STEP } from "./limits";
import type { Session } from "./session";
import { textOfError, textOfValue } from "./text";

/** Tasks that a command created, by the numbers of the first and the last. Of many, others may stand between. */
export interface Created {
  firstTask: number;
  lastTask: number;
}

interface CreateAction {
  kind: "create";
  call: Call;
  name: string;
  count: number;
  resolve: (created: Created) => void;
  reject: (error: LabError) => void;
}

type Action = CreateAction | { kind: "await"; call: Call; count: number };

/**
 * The user's own program: a `main` that does one action after the other, as they come.
 *
 * So creating a task and awaiting a coroutine directly are what they are in any program: the first
 * schedules and goes on, the second occupies `main`, and what the user asks for meanwhile waits.
 */
export class Playground {
  readonly session: Session;
  readonly #queue: Action[] = [];
  /** Direct awaits that are queued or under way. */
  #awaits = 0;
  /** `main` awaits something directly. */
  #isBusy = false;
  #wake: () => void = () => undefined;
  /** How many tasks had to be named, by what their coroutine calls them. */
  readonly #named = new Map<string, number>();

  constructor(session: Session) {
    this.session = session;
  }

  /**
   * Lets `main` create `count` tasks. At once if it is free; otherwise when its turn comes.
   * @param name of the task, or, numbered, of each; empty for one of the coroutine's own
   * @returns the tasks, or how many actions come before: with none before, a pause is in the way
   * @throws LabError ("conflict") if no more can wait, or the playground is being stopped
   */
  create(call: Call, name: string, count: number): Promise<Created> | { queued: number } {
    this.#open();
    const queued = this.#ahead;
    const created = new Promise<Created>((resolve, reject) => {
      this.#queue.push({ kind: "create", call, name, count, resolve, reject });
    });
    if (this.#awaits === 0) {
      this.#wake();
      if (!this.session.time.paused) return created;
    }
    // Nobody waits for what becomes of it.
    created.catch(() => undefined);
    this.#tellQueue();
    return { queued };
  }

  /**
   * Lets `main` await a coroutine directly, `count` times, one after the other.
   * @returns how many actions come before
   * @throws LabError ("conflict") if no more can wait, or the playground is being stopped
   */
  awaitDirectly(call: Call, count: number): { queued: number } {
    this.#open();
    const queued = this.#ahead;
    this.#awaits += 1;
    this.#queue.push({ kind: "await", call, count });
    this.#tellQueue();
    this.#wake();
    return { queued };
  }

  /** How many actions come before the next one. */
  get #ahead(): number {
    return this.#queue.length + (this.#isBusy ? 1 : 0);
  }

  /** Makes sure that `main` runs and can take one more action. */
  #open(): void {
    const { phase } = this.session.status;
    if (phase === "empty" || phase === "ended") {
      void this.session.start(this.#main(), null).then(() => this.#dropQueue());
    }
    if (this.session.status.phase !== "running") {
      throw new LabError("conflict", refusal("playgroundStopping"));
    }
    if (this.#queue.length >= MAX_QUEUED_ACTIONS) {
      throw new LabError("conflict", refusal("queueFull", { most: MAX_QUEUED_ACTIONS }));
    }
  }

  *#main(): Coroutine<never> {
    for (;;) {
      const action = this.#queue.shift();
      if (action === undefined) yield* this.#nextAction();
      else if (action.kind === "create") yield* this.#createNow(action);
      else yield* this.#awaitNow(action.call, action.count);
    }
  }

  *#nextAction(): Coroutine<void> {
    this.session.recorder.labelNextWait(NEXT_ACTION);
    // A promise of the host's, as a read from a keyboard is: no other task can bring it about.
    yield* fromPromise(
      () =>
        new Promise<void>((resolve) => {
          this.#wake = resolve;
        }),
    );
  }

  /** In slices: other tasks, and whoever watches, get their turns while many are created. */
  *#createNow({ call, name, count, resolve, reject }: CreateAction): Coroutine<void> {
    const { recorder, unseen } = this.session;
    const { offer, values, text } = call;
    const firstTask = recorder.nextTask;
    let created = 0;
    try {
      while (created < count) {
        if (created > 0) yield* sleep(0);
        const firstOfSlice = recorder.nextTask;
        for (const end = Math.min(created + TASKS_A_STEP, count); created < end; created += 1) {
          recorder.labelNextTask(text);
          const taskName = this.#nameOf(name, created + 1, count, offer.taskName);
          createTask(offer.start(values), { name: taskName });
        }
        unseen.leaveToUser(firstOfSlice, recorder.nextTask - 1);
      }
    } finally {
      if (created < count) reject(endedEarly());
    }
    resolve({ firstTask, lastTask: recorder.nextTask - 1 });
    if (this.#awaits > 0) this.#tellQueue();
  }

  #nameOf(name: string, n: number, count: number, fallback: string): string {
    if (name !== "") return count === 1 ? name : `${name}-${n}`;
    const number = (this.#named.get(fallback) ?? 0) + 1;
    this.#named.set(fallback, number);
    return `${fallback}-${number}`;
  }

  *#awaitNow(call: Call, count: number): Coroutine<void> {
    const { session } = this;
    this.#isBusy = true;
    session.awaiting = {
      coroutine: call.text,
      since: session.now(),
      queued: this.#queue.length,
    };
    try {
      for (let n = 0; n < count; n += 1) {
        const result = yield* resultOf(call);
        session.recorder.print(Channel.RESULT, `await ${call.text} ${result}`);
      }
    } finally {
      this.#awaits -= 1;
      this.#isBusy = false;
      session.awaiting = null;
    }
  }

  #tellQueue(): void {
    const { awaiting } = this.session.status;
    if (awaiting !== null) this.session.awaiting = { ...awaiting, queued: this.#queue.length };
  }

  /** The run is over: nobody does what still waits. Not `main`'s own clean-up, which may never run. */
  #dropQueue(): void {
    const dropped = this.#queue.splice(0);
    this.#awaits = 0;
    this.#isBusy = false;
    if (dropped.length === 0) return;
    const what =
      dropped.length === 1 ? "1 action that waited" : `${dropped.length} actions that waited`;
    this.session.recorder.print(Channel.LAB, `main has ended: ${what} for it will not be done.`, 0);
    for (const action of dropped) if (action.kind === "create") action.reject(endedEarly());
  }
}

function endedEarly(): LabError {
  return new LabError("conflict", refusal("mainEnded"));
}

/** Awaits `call` directly, and says what that gave. An error stays here: `main` goes on, as a prompt would. */
function* resultOf(call: Call): Coroutine<string> {
  try {
    return `gave ${textOfValue(yield* call.offer.start(call.values))}`;
  } catch (error) {
    // Somebody cancelled `main` itself, and not only what the coroutine waited for.
    if (error instanceof CancelledError && currentTask()!.cancelling() > 0) throw error;
    return `threw ${textOfError(error)}`;
  }
}
