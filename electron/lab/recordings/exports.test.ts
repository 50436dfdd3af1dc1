import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { ExportFormat, JobPush } from "../../../shared/library";
import { EXPORT_FORMATS } from "../../../shared/library";
import { virtualClock } from "../../scheduler";
import { DOWNLOAD_PATIENCE_MS } from "../limits";
import { TestLab } from "../test-lab";
import type { TestPage } from "../test-lab";
import type { FileProposal } from "./exports";
import { read } from "./__tests__/sessions";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasklab exports "));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the user answers when asked for a file. */
type Answer = (proposal: FileProposal) => string | null;

async function newLab(answer?: Answer): Promise<{ lab: TestLab; page: TestPage }> {
  const chooseFile =
    answer === undefined
      ? {}
      : { chooseFile: (proposal: FileProposal) => Promise.resolve(answer(proposal)) };
  const lab = await TestLab.open({ newClock: virtualClock, ...chooseFile });
  onTestFinished(() => lab.close());
  const page = lab.follow("program");
  await lab.do("programs.run", { program: "two-tasks" });
  await page.untilPhase("ended");
  await page.until("all of it came", () => page.events.at(-1)?.kind === "printed");
  return { lab, page };
}

const program = { session: "program" } as const;
const endOf = (page: TestPage, job: string): JobPush | undefined =>
  page.pushes.find(
    (push): push is JobPush => push.type === "job" && push.job === job && push.state === "ended",
  );

/** Something that stands in every file of a format. */
const MARKS: Record<ExportFormat, string> = {
  "json-lines": '"format":"tasklab-recording"',
  "trace-events": '"traceEvents"',
  spans: '"resourceSpans"',
};
const SUFFIXES: Record<ExportFormat, string> = {
  "json-lines": ".tasklab",
  "trace-events": ".trace.json",
  spans: ".otlp.json",
};

describe("an export to a file", () => {
  it.each(EXPORT_FORMATS)("writes %s where the user wants it", async (format) => {
    const proposals: FileProposal[] = [];
    const path = join(folder, "chosen");
    const { lab, page } = await newLab((proposal) => {
      proposals.push(proposal);
      return path;
    });
    const input = { job: "x", source: program, format };
    expect(await lab.do("recordings.export", input)).toEqual({ to: "file", path });
    expect(await readFile(path, "utf8")).toContain(MARKS[format]);
    expect(await readdir(folder)).toEqual(["chosen"]);
    expect(proposals[0]!.fileName).toMatch(/^Two tasks at once \d{4}-\d\d-\d\d \d\d \d\d \d\d\./);
    expect(proposals[0]!.fileName.endsWith(SUFFIXES[format])).toBe(true);
    await page.until("it was told", () => endOf(page, "x") !== undefined);
    expect(endOf(page, "x")).toMatchObject({ failure: null });
  });

  it("writes a recording of the library without opening it", async () => {
    const path = join(folder, "chosen");
    const { lab } = await newLab(() => path);
    await lab.do("recordings.save", { job: "s", session: "program", name: "mine" });
    const source = { recording: "mine" };
    await lab.do("recordings.export", { job: "x", source, format: "json-lines" });
    const saved = join(lab.profile, "recordings", "mine.tasklab");
    expect(await readFile(path, "utf8")).toBe(await readFile(saved, "utf8"));
    expect((await lab.do("lab.describe", {})).sessions.recording.phase).toBe("empty");
  });

  it("comes to nothing if the user changes their mind", async () => {
    const { lab, page } = await newLab(() => null);
    expect(
      await lab.refused("recordings.export", { job: "x", source: program, format: "spans" }),
    ).toMatchObject({ code: "cancelled", message: "No file was chosen." });
    await page.until("it was told", () => endOf(page, "x") !== undefined);
  });

  it("leaves the file that was there when the disk refuses, or it is cancelled", async () => {
    const path = join(folder, "chosen");
    const { lab } = await newLab(() => {
      void lab.do("recordings.cancel", { job: "x" });
      return path;
    });
    await writeFile(path, "old");
    const input = { job: "x", source: program, format: "json-lines" } as const;
    expect(await lab.refused("recordings.export", input)).toMatchObject({ code: "cancelled" });
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["chosen"]);
    const none = await newLab(() => join(folder, "none", "chosen"));
    expect(await none.lab.refused("recordings.export", input)).toMatchObject({
      code: "storage",
      message: "The export could not be written: it is not there any more (ENOENT).",
    });
  });

  it.skipIf(process.platform !== "linux")("says that the disk is full", async () => {
    const { lab } = await newLab(() => "/dev/full");
    expect(
      await lab.refused("recordings.export", { job: "x", source: program, format: "spans" }),
    ).toMatchObject({ code: "storage", message: expect.stringContaining("the disk is full") });
  });
});

describe("an export as a download", () => {
  async function offered(format: ExportFormat = "json-lines") {
    const { lab, page } = await newLab();
    const outcome = await lab.do("recordings.export", { job: "x", source: program, format });
    if (outcome.to !== "download") throw new Error("It was no download.");
    return { lab, page, outcome };
  }

  it("waits for whoever has its ticket, once", async () => {
    const { lab, page, outcome } = await offered();
    expect(outcome.fileName).toMatch(/^Two tasks at once .*\.tasklab$/);
    expect(lab.lab.downloads.take("another")).toBeNull();
    const download = lab.lab.downloads.take(outcome.ticket)!;
    expect(lab.lab.downloads.take(outcome.ticket)).toBeNull();
    let text = "";
    for await (const chunk of download.chunks) text += chunk;
    download.onOver(null);
    expect((await read(text)).rows).toEqual(page.events);
    expect(endOf(page, "x")).toMatchObject({ failure: null });
  });

  it("is cancelled before it begins, and while it goes on", async () => {
    const { lab, page, outcome } = await offered();
    await lab.do("recordings.cancel", { job: "x" });
    expect(lab.lab.downloads.take(outcome.ticket)).toBeNull();
    expect(endOf(page, "x")).toMatchObject({ failure: { code: "cancelled" } });
    const other = await offered("trace-events");
    const download = other.lab.lab.downloads.take(other.outcome.ticket)!;
    await other.lab.do("recordings.cancel", { job: "x" });
    expect(download.signal.aborted).toBe(true);
    await expect(download.chunks[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: "cancelled",
    });
    download.onOver(new Error("aborted"));
    expect(endOf(other.page, "x")).toMatchObject({ failure: { message: "It was cancelled." } });
  });

  it("is over when nobody comes for it, and when it is broken off", async () => {
    const broken = await offered();
    broken.lab.lab.downloads.take(broken.outcome.ticket)!.onOver(new Error("Premature close"));
    expect(endOf(broken.page, "x")).toMatchObject({
      failure: { code: "cancelled", message: "The download was broken off: Premature close." },
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const { lab, page } = broken;
    const input = { job: "y", source: program, format: "spans" } as const;
    const outcome = await lab.do("recordings.export", input);
    vi.advanceTimersByTime(DOWNLOAD_PATIENCE_MS);
    expect(endOf(page, "y")).toMatchObject({ failure: { message: "The download did not begin." } });
    if (outcome.to === "download") expect(lab.lab.downloads.take(outcome.ticket)).toBeNull();
    vi.useRealTimers();
  });
});

it("goes on while a recording is opened, and another run is saved", async () => {
  const { lab, page } = await newLab();
  await lab.do("recordings.save", { job: "s", session: "program", name: "mine" });
  const jobs = (["json-lines", "trace-events", "spans"] as const).map((format) => ({
    job: `export-${format}`,
    source: { recording: "mine" },
    format,
  }));
  const exporting = Promise.all(jobs.map((input) => lab.do("recordings.export", input)));
  const opening = lab.do("recordings.open", { job: "o", recording: "mine" });
  const saving = lab.do("recordings.save", { job: "t", session: "program", name: "other" });
  for (const outcome of await exporting) {
    if (outcome.to !== "download") throw new Error("It was no download.");
    const download = lab.lab.downloads.take(outcome.ticket)!;
    let text = "";
    for await (const chunk of download.chunks) text += chunk;
    download.onOver(null);
    expect(text.length).toBeGreaterThan(1_000);
  }
  expect((await opening).opened.events).toBe(page.events.length);
  expect((await saving).recording).toBe("other");
});

describe("a picture that a page has made", () => {
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 10]);
  const image = {
    name: "Two tasks: at once",
    format: "png",
    data: bytes.toString("base64"),
  } as const;

  it("is written where the user wants it", async () => {
    const proposals: FileProposal[] = [];
    const path = join(folder, "chosen.png");
    const { lab } = await newLab((proposal) => {
      proposals.push(proposal);
      return path;
    });
    expect(await lab.do("images.save", image)).toEqual({ path });
    expect(proposals).toEqual([{ fileName: "Two tasks  at once.png", title: "PNG picture" }]);
    expect(await readFile(path)).toEqual(bytes);
    expect(await readdir(folder)).toEqual(["chosen.png"]);
  });

  it("is not written if the user chooses no file, nor where nobody can be asked", async () => {
    const { lab } = await newLab(() => null);
    expect(await lab.do("images.save", image)).toEqual({ path: null });
    const { lab: other } = await newLab();
    const { code, message } = await other.refused("images.save", image);
    expect([code, message]).toEqual(["conflict", expect.stringContaining("the browser itself")]);
  });

  it("is refused if it is no base64, and says what the disk says", async () => {
    const { lab } = await newLab(() => join(folder, "no such folder", "x.png"));
    expect((await lab.refused("images.save", { ...image, data: "<svg>" })).code).toBe("bad-input");
    const { code, message } = await lab.refused("images.save", image);
    expect([code, message]).toEqual(["storage", expect.stringContaining("could not be written")]);
  });
});

it("writes how a session is looked at into the recording that is exported", async () => {
  const path = join(folder, "seen.jsonl");
  const { lab } = await newLab(() => path);
  const view = { task: 2, shown: { from: 0, to: 1, unit: "s" }, zoom: 3 } as never;
  const input = { job: "seen", source: program, format: "json-lines", view } as const;
  await lab.do("recordings.export", input);
  const { info } = await read(await readFile(path, "utf8"));
  expect(info.view).toMatchObject({ task: 2, shown: { from: 0, to: 1 }, range: null });
  expect(await readFile(path, "utf8")).not.toMatch(/"zoom"|"unit"/);
  const wrong = { ...input, job: "wrong", view: { task: -1 } as never };
  expect((await lab.refused("recordings.export", wrong)).message).toContain("a view is");
});
