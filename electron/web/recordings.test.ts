import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { MAX_UPLOAD_CHUNK_BYTES } from "../../shared/command-limits";
import type { CommandInput, CommandName, CommandOutput } from "../../shared/contract";
import { DOWNLOAD_PATH } from "../../shared/library";
import type { ExportFormat, JobPush } from "../../shared/library";
import type { Result } from "../../shared/result";
import { TestLab } from "../lab/test-lab";
import type { TestPage } from "../lab/test-lab";
import { virtualClock } from "../scheduler";
import { serveWeb } from "./serve";

let lab: TestLab;
let page: TestPage;
let origin: string;
let token: string;

beforeEach(async () => {
  lab = await TestLab.open({ newClock: virtualClock });
  const folder = join(lab.profile, "page");
  await mkdir(folder);
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  const log = { warn: () => undefined, error: () => undefined };
  const host = await serveWeb({ lab: lab.lab, folder, port: 0, log });
  onTestFinished(async () => {
    await lab.close();
    await host.close();
  });
  const address = new URL(host.address);
  origin = address.origin;
  token = new URLSearchParams(address.hash.slice(1)).get("token")!;
  page = lab.follow("program");
  await lab.do("programs.run", { program: "two-tasks" });
  await page.untilPhase("ended");
});

/** Sends a command over the wire. */
async function call<K extends CommandName>(
  name: K,
  input: CommandInput<K>,
): Promise<Result<CommandOutput<K>>> {
  const response = await fetch(`${origin}/api/${name}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
  });
  return (await response.json()) as Result<CommandOutput<K>>;
}

async function exported(job: string, format: ExportFormat): Promise<string> {
  const source = { session: "program" } as const;
  const result = await call("recordings.export", { job, source, format });
  if (!result.ok || result.value.to !== "download") throw new Error(JSON.stringify(result));
  return `${DOWNLOAD_PATH}${result.value.ticket}`;
}

const endOf = (job: string): JobPush | undefined =>
  page.pushes.find(
    (push): push is JobPush => push.type === "job" && push.job === job && push.state === "ended",
  );
const untilEnd = (job: string) => page.until("it was told", () => endOf(job) !== undefined);

describe("a download", () => {
  it("is a file for whoever has its address, once, without the token", async () => {
    const path = await exported("x", "trace-events");
    const response = await fetch(origin + path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="Two tasks at once [-\d ]+\.trace\.json"; filename\*=UTF-8''Two%20tasks/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.json()).toHaveProperty("traceEvents");
    await untilEnd("x");
    expect(endOf("x")).toMatchObject({ failure: null });
    const again = await fetch(origin + path);
    expect([again.status, await again.json()]).toMatchObject([
      404,
      { error: { code: "not-found" } },
    ]);
  });

  it("is only read, and only by who can guess nothing", async () => {
    const path = await exported("x", "spans");
    expect((await fetch(origin + path, { method: "POST" })).status).toBe(405);
    expect((await fetch(`${origin}${DOWNLOAD_PATH}`)).status).toBe(404);
    expect((await fetch(`${origin}${DOWNLOAD_PATH}..%2f..`)).status).toBe(404);
    const foreign = await fetch(origin + path, { headers: { Origin: "http://evil.example" } });
    expect(foreign.status).toBe(403);
    expect((await fetch(origin + path)).status).toBe(200);
  });

  it("has the name that its recording has, in any letters", async () => {
    const name = 'Fäden "%" 並行'.replaceAll('"', "'");
    await lab.do("recordings.save", { job: "s", session: "program", name });
    const source = { recording: name };
    const result = await call("recordings.export", { job: "x", source, format: "json-lines" });
    if (!result.ok || result.value.to !== "download") throw new Error(JSON.stringify(result));
    const response = await fetch(`${origin}${DOWNLOAD_PATH}${result.value.ticket}`);
    const disposition = response.headers.get("content-disposition")!;
    expect(disposition).toContain(`filename="F_den '_' __.tasklab"`);
    const encoded = /filename\*=UTF-8''(\S+)$/.exec(disposition)![1]!;
    expect(decodeURIComponent(encoded)).toBe(`${name}.tasklab`);
    await response.body?.cancel();
  });

  it("is over when the browser breaks it off, and when it is cancelled here", async () => {
    const session = "playground" as const;
    await lab.do("tasks.create", { session, coroutine: "sleep", args: {}, count: 100_000 });
    const begun = async (job: string): Promise<IncomingMessage> => {
      const source = { session };
      const result = await call("recordings.export", { job, source, format: "spans" });
      if (!result.ok || result.value.to !== "download") throw new Error(JSON.stringify(result));
      const download = request(`${origin}${DOWNLOAD_PATH}${result.value.ticket}`);
      download.end();
      const [response] = (await once(download, "response")) as [IncomingMessage];
      // Whatever is in the buffers is all that was made: nobody reads.
      return response;
    };
    (await begun("x")).destroy();
    await untilEnd("x");
    expect(endOf("x")).toMatchObject({ failure: { code: "cancelled" } });
    const response = await begun("y");
    const broken = once(response, "error").catch((error: unknown) => [error]);
    response.on("error", () => undefined);
    expect(await call("recordings.cancel", { job: "y" })).toMatchObject({
      value: { accepted: true },
    });
    await untilEnd("y");
    expect(endOf("y")).toMatchObject({ failure: { message: "It was cancelled." } });
    response.resume();
    expect((await broken)[0]).toMatchObject({ code: "ECONNRESET" });
  });
});

describe("an upload", () => {
  it("brings a download back, in the largest parts that a page may send", async () => {
    const session = "playground" as const;
    await lab.do("tasks.create", { session, coroutine: "sleep", args: {}, count: 5_000 });
    const source = { session };
    const result = await call("recordings.export", { job: "x", source, format: "json-lines" });
    if (!result.ok || result.value.to !== "download") throw new Error(JSON.stringify(result));
    const response = await fetch(`${origin}${DOWNLOAD_PATH}${result.value.ticket}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.length).toBeGreaterThan(2 * MAX_UPLOAD_CHUNK_BYTES);
    for (let offset = 0; offset < bytes.length; offset += MAX_UPLOAD_CHUNK_BYTES) {
      const part = bytes.subarray(offset, offset + MAX_UPLOAD_CHUNK_BYTES);
      const isLast = offset + part.length === bytes.length;
      const input = { job: "u", name: "run", offset, data: part.toString("base64"), isLast };
      const answered = await call("recordings.openBytes", input);
      expect(answered).toMatchObject({ ok: true, value: { received: offset + part.length } });
      if (isLast) expect(answered).toMatchObject({ value: { opened: { name: "run" } } });
    }
    const shown = lab.follow("recording");
    await shown.until("it came", () => shown.table.size > 5_000);
  });

  it("takes no part that is larger", async () => {
    const data = "A".repeat(Math.ceil(MAX_UPLOAD_CHUNK_BYTES / 3) * 4 + 4);
    const input = { job: "u", name: "run", offset: 0, data, isLast: false };
    expect(await call("recordings.openBytes", input)).toMatchObject({
      ok: false,
      error: { code: "bad-input", field: "data" },
    });
  });
});
