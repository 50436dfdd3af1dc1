import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { BUILD_PATIENCE_MS, builtPrograms } from "./__tests__/built-programs";
import { TRANSPORTS } from "./__tests__/transports";
import { Gateway } from "./gateway";
import { PROGRAM_LIMITS, STOP_TIMES } from "./limits";
import { ProgramProcess } from "./program-process";
import type { FromHost, ProgramEnd, ToHost } from "./protocol";
import { forkTransport, hostEnvironment } from "./transport";
import type { Transport } from "./transport";
import { outsideArchive } from "./utility-transport";

const START_PATIENCE_MS = 60_000;

let folder: string;
beforeAll(async () => {
  folder = await builtPrograms();
}, BUILD_PATIENCE_MS);

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

describe.each(TRANSPORTS)("%s", { timeout: START_PATIENCE_MS }, (_name, openIn) => {
  const open = (): Transport => openIn(folder);

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
});

it("gives the process an environment that says nothing of the lab, and is not empty", () => {
  const { SystemRoot: _, ...environment } = hostEnvironment();
  expect(environment).toEqual({ LANG: "C.UTF-8" });
});

it("tells of a process that never began as of one", async () => {
  const programs = new ProgramProcess(() => forkTransport(join(folder, "nowhere")));
  const listener = { onEvents: () => undefined };
  const end = await programs.start("print(1)", "typescript", listener, { gateway: NO_GATEWAY });
  expect(end).toMatchObject({ outcome: "crashed", exitCode: 1 });
  expect(end.sentence).toContain("did not begin");
  programs.close();
});

it("gives up a process that neither begins nor ends, with a sentence", async () => {
  const silent: Transport = {
    send: () => undefined,
    onMessage: () => undefined,
    onExit: () => undefined,
    kill: () => undefined,
  };
  const programs = new ProgramProcess(() => silent, 60_000, 20);
  const listener = { onEvents: () => undefined };
  const options = { gateway: NO_GATEWAY };
  const prepared = programs.prepare("python");
  const end = await programs.start("print(1)", "python", listener, options);
  expect(end).toMatchObject({ outcome: "crashed", exitCode: 1 });
  expect(end.sentence).toContain("did not begin");
  await prepared;
  void programs.start("print(1)", "python", listener, options);
  expect(await programs.stop()).toMatchObject({ outcome: "killed", exitCode: 130 });
  programs.close();
});

it.each([
  ["that says so itself", { isSpent: true, isStopped: false }],
  ["that was killed, and had sent its end before", { isSpent: false, isStopped: true }],
])("begins no program in a process of no more use, %s", async (_what, { isSpent, isStopped }) => {
  const sent: ToHost["type"][][] = [];
  const programs = new ProgramProcess(() => {
    let hear: (message: FromHost) => void = () => undefined;
    const own: ToHost["type"][] = [];
    sent.push(own);
    const end = (): void =>
      hear({ type: "ended", end: { outcome: "finished", sentence: "", exitCode: 0 }, isSpent });
    return {
      send: ({ type }) => {
        own.push(type);
        if (type === "start" && !isStopped) setImmediate(end);
      },
      onMessage: (listener) => void (hear = listener),
      onExit: () => undefined,
      kill: () => {
        if (isStopped) end();
      },
    };
  });
  const listener = { onEvents: () => undefined };
  const stop = { ...STOP_TIMES, kill: 1 };
  const options = { gateway: NO_GATEWAY, limits: { stop } };
  const begin = async (): Promise<ProgramEnd> => {
    const ended = programs.start("print(1)", "python", listener, options);
    if (isStopped) await programs.stop();
    return ended;
  };
  expect((await begin()).outcome).toBe("finished");
  expect((await begin()).outcome).toBe("finished");
  expect(sent.map(([first]) => first)).toEqual(["start", "start"]);
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
