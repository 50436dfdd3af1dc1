import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import type { IncomingMessage, RequestOptions } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { Handlers } from "../../../shared/contract";
import { EventKind } from "../../../shared/events";
import { LabError } from "../../../shared/result";
import type { Push, StreamFrame, StreamRequest } from "../../../shared/stream";
import { decodeFrame } from "../../../shared/wire";
import { EventLog } from "../../lab/event-log";
import { Publisher } from "../../lab/publisher";
import { Downloads } from "../../lab/recordings/downloads";
import type { WebLimits } from "../limits";
import { serveWeb } from "../serve";

/** A page as it might be built, in a folder beside which there is a secret. */
async function newPageFolder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "tasklab web "));
  onTestFinished(() => rm(root, { recursive: true }));
  const folder = join(root, "renderer");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Tasklab</title>");
  await writeFile(join(folder, "assets", "index.js"), "export {};");
  await writeFile(join(root, "secret.txt"), "secret");
  return folder;
}

function notInThisTest(): never {
  throw new LabError("conflict", "This lab has no scheduler.");
}

/** As much of a lab as a web host needs: one session whose events the test writes itself. */
export class SmallLab {
  readonly log = new EventLog();
  readonly publisher = new Publisher(() => ({ epoch: 1, log: this.log, now: () => 0 }));
  readonly handlers: Handlers = {
    "lab.describe": notInThisTest,
    "tasks.create": ({ count }) => ({ firstTask: 1, lastTask: count }),
    "tasks.awaitDirectly": notInThisTest,
    "tasks.await": notInThisTest,
    "tasks.cancel": notInThisTest,
    "tasks.cancelAll": () => ({ accepted: 3 }),
    "programs.run": notInThisTest,
    "programs.runSource": notInThisTest,
    "programs.prepare": notInThisTest,
    "programs.check": notInThisTest,
    "programs.source": notInThisTest,
    "programs.createTask": notInThisTest,
    "session.stop": notInThisTest,
    "session.clear": notInThisTest,
    "time.pause": notInThisTest,
    "time.resume": notInThisTest,
    "time.step": notInThisTest,
    "time.dial": notInThisTest,
    "loop.look": notInThisTest,
    "settings.update": notInThisTest,
    "about.describe": notInThisTest,
    "about.showLogs": notInThisTest,
    "updates.check": notInThisTest,
    "updates.download": notInThisTest,
    "updates.install": notInThisTest,
    "arrivals.take": notInThisTest,
    "recordings.list": notInThisTest,
    "recordings.save": notInThisTest,
    "recordings.open": notInThisTest,
    "recordings.openBytes": ({ data }) => ({ received: data.length, opened: null }),
    "recordings.openGiven": notInThisTest,
    "recordings.rename": notInThisTest,
    "recordings.delete": notInThisTest,
    "recordings.export": notInThisTest,
    "recordings.cancel": notInThisTest,
    "images.save": notInThisTest,
    "runs.list": notInThisTest,
    "runs.take": notInThisTest,
    "runs.read": notInThisTest,
    "lessons.list": notInThisTest,
    "lessons.read": notInThisTest,
    "lessons.mark": notInThisTest,
    "lessons.setLanguage": notInThisTest,
    "lessons.startOver": notInThisTest,
    "sources.list": notInThisTest,
    "sources.open": notInThisTest,
    "sources.look": notInThisTest,
    "sources.save": notInThisTest,
    "sources.saveAs": notInThisTest,
    "sources.saveElsewhere": notInThisTest,
    "sources.choose": notInThisTest,
    "sources.rename": notInThisTest,
    "sources.delete": notInThisTest,
    "sources.restore": notInThisTest,
    "sources.keepDraft": notInThisTest,
    "sources.dropDraft": notInThisTest,
  };
  readonly downloads = new Downloads();

  print(...lines: string[]): void {
    for (const line of lines) this.log.append(EventKind.PRINTED, 0, 0, 0, 0, line);
  }
}

export interface Host {
  lab: SmallLab;
  /** The folder of its page. */
  folder: string;
  /** What the host logged. */
  warnings: string[];
  origin: string;
  port: number;
  token: string;
  /** See `WebHost`. */
  newOpeningAddress(): string;
  close(): Promise<void>;
}

export async function newHost(limits: Partial<WebLimits> = {}): Promise<Host> {
  const lab = new SmallLab();
  const folder = await newPageFolder();
  const warnings: string[] = [];
  const host = await serveWeb({
    lab,
    folder,
    port: 0,
    log: { warn: (message) => warnings.push(message), error: (message) => warnings.push(message) },
    limits,
  });
  onTestFinished(() => host.close());
  const { origin, port, hash } = new URL(host.address);
  const token = new URLSearchParams(hash.slice(1)).get("token")!;
  return {
    lab,
    folder,
    warnings,
    origin,
    port: Number(port),
    token,
    newOpeningAddress: () => host.newOpeningAddress(),
    close: () => host.close(),
  };
}

interface Response {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** Node's own client: a path goes out as it is written, and every header can be set. */
export async function send(
  host: Host,
  path: string,
  options: RequestOptions = {},
  body = "",
): Promise<Response> {
  const request = httpRequest({
    host: "127.0.0.1",
    port: host.port,
    path,
    agent: false,
    ...options,
  });
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode!, headers: response.headers, text };
}

export function command(
  host: Host,
  name: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const authorization = `Bearer ${host.token}`;
  return send(
    host,
    `/api/${name}`,
    { method: "POST", headers: { authorization, ...headers } },
    body,
  );
}

/** What a page's connection is, as far as this test needs one. */
export class Page {
  readonly frames: StreamFrame[] = [];
  readonly pushes: Push[] = [];
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.on("message", (data, isBinary) => {
      if (isBinary) this.frames.push(decodeFrame(data as ArrayBuffer));
      else this.pushes.push(JSON.parse(String(data)) as Push);
    });
  }

  static async open(host: Host): Promise<Page> {
    const socket = openSocket(host, ["tasklab", host.token]);
    const page = new Page(socket);
    await once(socket, "open");
    return page;
  }

  request(request: StreamRequest): void {
    this.socket.send(JSON.stringify(request));
  }

  attach(from: { epoch: number; seq: number } | null = null): void {
    this.request({ type: "attach", session: "playground", from });
  }

  /** The lines it got, once it has all up to `seq`. */
  async linesUpTo(seq: number): Promise<string[]> {
    while ((this.frames.at(-1)?.seq ?? 0) < seq) await once(this.socket, "message");
    return this.frames.flatMap(({ batch }) => batch.texts);
  }
}

export function openSocket(
  host: Host,
  protocols: string[],
  headers: Record<string, string> = {},
): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/stream`, protocols, { headers });
  onTestFinished(() => socket.terminate());
  return socket;
}

/** The status with which the host refuses a stream. */
export async function refusal(socket: WebSocket): Promise<number | undefined> {
  socket.on("error", () => {});
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  return response.statusCode;
}
