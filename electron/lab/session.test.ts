import { describe, expect, it } from "vitest";
import { eventsOf } from "../../shared/batch";
import type { TaskEvent } from "../../shared/events";
import { Advice, CancelOrigin, Channel, Outcome } from "../../shared/events";
import type { SessionStatus } from "../../shared/session";
import { coroutine, createTask, realClock, sleep, virtualClock } from "../scheduler";
import type { Coroutine } from "../scheduler";
import { EventLog } from "./event-log";
import { CHUNK_EVENTS } from "./limits";
import { Session } from "./session";
import { print } from "./tools";

const PROGRAM = { id: "test", title: "The test", summary: "", source: "", file: "test.ts" };
/** Longer than anything here takes. */
const LONG_MS = 10_000;

function newSession(newClock = virtualClock, log = new EventLog()) {
  const statuses: SessionStatus[] = [];
  const session = new Session({
    id: "program",
    epoch: 1,
    log,
    newClock,
    clock: "virtual",
    fetcher: () => () => {
      throw new Error("Nothing is fetched here.");
    },
    onStatus: (status) => void statuses.push(status),
  });
  const events = (): TaskEvent[] => [...eventsOf(log.read(log.start, CHUNK_EVENTS))];
  const texts = (channel: Channel) =>
    events().flatMap((event) =>
      event.kind === "printed" && event.channel === channel ? [event.text] : [],
    );
  /** Runs a program to its end. */
  const play = (main: Coroutine<unknown>) => session.start(main, PROGRAM);
  return { session, statuses, events, texts, play };
}

const hostTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("a session", () => {
  it("goes through its phases, and says how long it took", async () => {
    const { session, statuses, texts, play } = newSession();
    expect(session.status).toMatchObject({ phase: "empty", program: null });
    await play(sleep(2));
    expect(statuses.map(({ phase, program }) => [phase, program])).toEqual([
      ["running", "test"],
      ["stopping", "test"],
      ["ended", "test"],
    ]);
    expect(texts(Channel.LAB)).toEqual(["The test ended after 2.00 s."]);
    expect(session.now()).toBe(2);
  });

  it("warns of tasks that are pending when main ends, and says who cancels them", async () => {
    const { events, play } = newSession();
    function* main() {
      createTask(sleep(60), { name: "forgotten" });
      yield* sleep(1);
    }
    await play(main());
    const all = events();
    expect(all.find((event) => event.kind === "printed" && event.task === 2)).toMatchObject({
      channel: Channel.WARNING,
      advice: Advice.OUTLIVING,
      text: expect.stringContaining("forgotten was still pending when main ended") as string,
    });
    expect(all.find((event) => event.kind === "cancel-requested")).toMatchObject({
      task: 2,
      origin: CancelOrigin.END,
    });
  });

  it("lets a program's own task be awaited and cancelled from outside", async () => {
    const { session, events, texts, play } = newSession(realClock);
    function* main() {
      const a = createTask(sleep(0.02, "done"), { name: "a" });
      const b = createTask(sleep(60), { name: "b" });
      yield* a;
      yield* b;
    }
    const end = play(main());
    await hostTurn();
    await hostTurn();
    const awaiter = session.awaitTask(2);
    expect(session.cancelTask(3, "enough")).toBe(true);
    await end;
    const done = events().filter((event) => event.kind === "task-done");
    expect(done.sort((one, other) => one.task - other.task)).toMatchObject([
      { task: 1, outcome: Outcome.CANCELLED },
      { task: 2, text: '"done"' },
      { task: 3, outcome: Outcome.CANCELLED, text: "CancelledError: enough" },
      { task: awaiter, text: '"done"' },
    ]);
    expect(texts(Channel.RESULT)).toEqual(['await a gave "done"']);
    expect(events().find((event) => event.kind === "cancel-requested")).toMatchObject({
      task: 3,
      by: 0,
      message: "enough",
    });
  });

  it("gives the user's awaiting of a task that is over its result at once", async () => {
    const { session, texts, play } = newSession(realClock);
    function* main() {
      yield* createTask(sleep(0, "early"), { name: "a" });
      yield* sleep(60);
    }
    const end = play(main());
    for (let n = 0; n < 20 && session.recorder.taskOf(2)?.done() !== true; n += 1) await hostTurn();
    session.awaitTask(2);
    for (let n = 0; n < 20 && texts(Channel.RESULT).length === 0; n += 1) await hostTurn();
    expect(texts(Channel.RESULT)).toEqual(['await a gave "early"']);
    void session.stop(LONG_MS);
    await end;
  });

  it("tells an error once that nobody looked at, at the end, with what to do", async () => {
    const { texts, play } = newSession();
    function* fails(): Coroutine<void> {
      yield* sleep(0);
      throw new Error("burnt");
    }
    function* main() {
      createTask(fails(), { name: "unseen" });
      const seen = createTask(fails(), { name: "seen" });
      yield* sleep(1);
      try {
        yield* seen;
      } catch {
        print("seen");
      }
    }
    await play(main());
    expect(texts(Channel.OUTPUT)).toEqual(["seen"]);
    expect(texts(Channel.ERROR)).toEqual([
      "unseen failed, and nobody has looked at its error: Error: burnt. Await the task, or catch the error inside of it.",
    ]);
  });

  it("tells the error of main, and that only", async () => {
    const { texts, play } = newSession();
    function* main(): Coroutine<void> {
      yield* sleep(1);
      throw new TypeError("no number");
    }
    await play(main());
    expect(texts(Channel.ERROR)).toEqual(["main ended with TypeError: no number"]);
  });

  it("warns of a coroutine that was never awaited", async () => {
    const { texts, play } = newSession();
    const forgotten = coroutine(function* forgotten() {
      yield* sleep(1);
    });
    function* main() {
      forgotten();
      yield* sleep(1);
    }
    await play(main());
    expect(texts(Channel.WARNING)).toEqual([
      expect.stringMatching(/^coroutine 'forgotten.*' was never awaited. Await it/),
    ]);
  });

  it("stops everything and lets it clean up", async () => {
    const { session, texts, play } = newSession(realClock);
    function* tidy(name: string) {
      try {
        yield* sleep(60);
      } finally {
        yield* sleep(0.01);
        print(`${name} has tidied up`);
      }
    }
    function* main() {
      createTask(tidy("child"));
      yield* tidy("main");
    }
    const end = play(main());
    await hostTurn();
    await session.stop(LONG_MS);
    await end;
    expect(texts(Channel.OUTPUT).sort()).toEqual(["child has tidied up", "main has tidied up"]);
    expect(texts(Channel.ERROR)).toEqual([]);
    expect(texts(Channel.LAB)).toEqual([expect.stringMatching(/^The test was stopped after/)]);
    expect(session.status.phase).toBe("ended");
  });

  it("cancels again what ignored a stop, when it is stopped once more", async () => {
    const { session, texts, play } = newSession(realClock);
    function* main() {
      try {
        yield* sleep(60);
      } catch {
        print("not yet");
      }
      yield* sleep(60);
    }
    const end = play(main());
    await hostTurn();
    void session.stop(LONG_MS);
    for (let n = 0; n < 20 && texts(Channel.OUTPUT).length === 0; n += 1) await hostTurn();
    expect(session.status.phase).toBe("stopping");
    void session.stop(LONG_MS);
    await end;
    expect(texts(Channel.OUTPUT)).toEqual(["not yet"]);
    expect(texts(Channel.ERROR)).toEqual([]);
  });

  it("lets a program go that will not end, says so, and can be started again", async () => {
    const { session, events, texts, play } = newSession(realClock);
    function* stubborn() {
      for (;;) {
        try {
          yield* sleep(60);
        } catch {
          // Nobody tells it what to do.
        }
      }
    }
    function* main() {
      createTask(stubborn(), { name: "stubborn" });
      yield* stubborn();
    }
    const end = play(main());
    await hostTurn();
    await session.stop(30);
    await end;
    expect(texts(Channel.ERROR)).toEqual([
      "main, stubborn had not ended in time and were let go as they were: they are pending for ever.",
    ]);
    expect(() => session.cancelTask(2)).toThrow("was let go");
    expect(() => session.awaitTask(2)).toThrow("cannot be awaited");

    await play(sleep(0.01));
    expect(session.status.phase).toBe("ended");
    expect(
      events()
        .filter(({ kind }) => kind === "task-done")
        .map(({ task }) => task),
    ).toEqual([3]);
  });

  it("refuses a task that was never there, one that is forgotten, and to await when nothing runs", async () => {
    const log = new EventLog({ events: 2 * CHUNK_EVENTS, text: Infinity });
    const { session, play } = newSession(virtualClock, log);
    function* main() {
      for (let n = 0; n < CHUNK_EVENTS; n += 1) yield* createTask(sleep(0));
    }
    await play(main());
    expect(() => session.cancelTask(1_000_000)).toThrow(
      expect.objectContaining({ code: "not-found", message: expect.stringContaining("no task") }),
    );
    expect(() => session.cancelTask(2)).toThrow(
      expect.objectContaining({ code: "not-found", message: expect.stringContaining("over") }),
    );
    expect(session.cancelTask(1)).toBe(false);
    expect(() => session.awaitTask(1)).toThrow(expect.objectContaining({ code: "conflict" }));
  });
});
