import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf } from "../../shared/batch";
import { buildForTest, removeBuild } from "./__tests__/lab";
import { Gateway } from "./gateway";
import { PROGRAM_LIMITS } from "./limits";
import { ProgramProcess } from "./program-process";
import type { FromHost } from "./protocol";
import { forkTransport } from "./transport";
import type { Transport } from "./transport";
import { outsideArchive, utilityTransport } from "./utility-transport";
import type { ForkUtility } from "./utility-transport";

const START_PATIENCE_MS = 60_000;

/** Runs in the place of Electron's own beginning of a utility process: gives it its `parentPort`. */
const PARENT_PORT = `
  process.parentPort = {
    postMessage: (message) => process.send(message),
    on: (event, listener) => process.on(event, (data) => listener({ data })),
  };
  process.once("disconnect", () => process.exit());
  await import(process.argv[2]);
`;

/** A process as Electron's `utilityProcess` gives it, over plain Node: it has no number until it runs. */
class FakeUtilityProcess {
  pid: number | undefined;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.once("spawn", () => (this.pid = child.pid));
  }

  postMessage(message: unknown): void {
    this.#child.send(message as object);
  }

  on(event: "message" | "error", listener: (message: unknown) => void): void {
    this.#child.on(event, listener);
  }

  once(event: "spawn" | "exit", listener: () => void): void {
    this.#child.once(event, listener);
  }
}

let folder: string;
beforeAll(async () => {
  folder = await buildForTest();
  await writeFile(join(folder, "parent-port.mjs"), PARENT_PORT);
}, START_PATIENCE_MS);
afterAll(() => removeBuild(folder));

const forkUtility: ForkUtility = (module, args, { cwd, env }) =>
  new FakeUtilityProcess(
    fork(join(folder, "parent-port.mjs"), [module, ...args], {
      cwd,
      env,
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    }),
  );

const TRANSPORTS: readonly (readonly [string, () => Transport])[] = [
  ["a child process", () => forkTransport(folder)],
  ["a utility process", () => utilityTransport(forkUtility, folder)],
];

const NO_GATEWAY = new Gateway({
  client: { get: () => Promise.reject(new Error("Nothing is fetched here.")) },
  postsUrl: () => "http://127.0.0.1:9",
  ownServer: () => "http://127.0.0.1:9",
  allowsNetwork: () => false,
});

/** Messages as they come. */
function heard(transport: Transport): { next(type: FromHost["type"]): Promise<FromHost> } {
  const messages: FromHost[] = [];
  let look = (): void => undefined;
  transport.onMessage((message) => {
    messages.push(message);
    look();
  });
  return {
    next: (type) =>
      new Promise((resolve) => {
        look = () => {
          const found = messages.find((message) => message.type === type);
          if (found !== undefined) resolve(found);
        };
        look();
      }),
  };
}

const hasExited = (transport: Transport) =>
  new Promise<void>((resolve) => transport.onExit(resolve));

function start(transport: Transport, source: string): void {
  transport.send({
    type: "start",
    program: {
      language: "typescript",
      source,
      file: "program.ts",
      clock: "virtual",
      time: { paused: false, dial: "1" },
      limits: PROGRAM_LIMITS,
      postsUrl: "http://127.0.0.1:9",
    },
  });
}

describe.each(TRANSPORTS)("%s", { timeout: START_PATIENCE_MS }, (_name, open) => {
  it("carries a program there and what it does back, in columns", async () => {
    const transport = open();
    const messages = heard(transport);
    start(transport, "print('here')");
    const events = await messages.next("events");
    expect(events).toMatchObject({ batch: { firstSeq: 0, texts: ["here"] } });
    expect((events as { batch: { time: unknown } }).batch.time).toBeInstanceOf(Float64Array);
    expect(await messages.next("ended")).toMatchObject({ end: { outcome: "finished" } });
    transport.kill();
    await hasExited(transport);
  });

  it("is killed at once, whatever it does, and tells so", async () => {
    const transport = open();
    const messages = heard(transport);
    start(transport, "print('spins'); for (;;);");
    await messages.next("events");
    const exited = hasExited(transport);
    transport.kill();
    await exited;
    // It is gone, and whoever still talks to it is not told off.
    transport.send({ type: "stop" });
    transport.kill();
  });

  it("is killed before it has begun", async () => {
    const transport = open();
    const exited = hasExited(transport);
    transport.kill();
    await exited;
  });

  it("holds the program in: no files, no processes, no code of strings", async () => {
    const programs = new ProgramProcess(open);
    const lines: string[] = [];
    // `process` is gone from the realm: what Node itself still does for the program must be refused.
    const source = `
      print(typeof process, typeof require, typeof fetch);
      try { print(eval("1 + 1")); } catch (error) { print(error.name); }
      try { print(Function("import('node:fs')")); } catch (error) { print(error.name); }
      try { await import("node:fs"); } catch (error) { print(error.message); }`;
    const end = await programs.start(
      source,
      "typescript",
      {
        onEvents: (batch) => {
          for (const event of eventsOf(batch)) if (event.kind === "printed") lines.push(event.text);
        },
      },
      { gateway: NO_GATEWAY },
    );
    programs.close();
    expect(lines).toEqual([
      "undefined undefined undefined",
      "EvalError",
      "EvalError",
      'A program can import "tasklab" and nothing else, not "node:fs".',
    ]);
    expect(end.outcome).toBe("finished");
  });
});

it("tells of a process that never began as of one", async () => {
  const programs = new ProgramProcess(() => forkTransport(join(folder, "nowhere")));
  const listener = { onEvents: () => undefined };
  const end = await programs.start("print(1)", "typescript", listener, { gateway: NO_GATEWAY });
  expect(end).toMatchObject({ outcome: "crashed", exitCode: 1 });
  expect(end.sentence).toContain("did not begin");
  programs.close();
});

it(
  "ends when nothing was asked of it for a while, and starts again when something is",
  async () => {
    let opened = 0;
    let exited = 0;
    const programs = new ProgramProcess(() => {
      opened += 1;
      const transport = forkTransport(folder);
      transport.onExit(() => (exited += 1));
      return transport;
    }, 50);
    await programs.prepare("typescript");
    await expect.poll(() => exited, { timeout: START_PATIENCE_MS }).toBe(1);
    await programs.prepare("typescript");
    expect(opened).toBe(2);
    programs.close();
  },
  START_PATIENCE_MS,
);

it.each([
  [
    "/opt/Tasklab/resources/app.asar/out/programs",
    "/opt/Tasklab/resources/app.asar.unpacked/out/programs",
  ],
  ["C:\\Tasklab\\app.asar\\out\\programs", "C:\\Tasklab\\app.asar.unpacked\\out\\programs"],
  ["/home/me/tasklab/out/programs", "/home/me/tasklab/out/programs"],
])("finds its files outside of a packaged app's archive: %s", (inside, outside) => {
  expect(outsideArchive(inside)).toBe(outside);
});
