import { beforeEach, expect, it, vi } from "vitest";
import { MAX_UPLOAD_CHUNK_BYTES } from "../../shared/command-limits";
import type { LibraryEntry, OpenedRecording } from "../../shared/library";
import { LabError } from "../../shared/result";
import { createConnectedStores, settled } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { useNoticesStore } from "./notices";
import { useRecordingsStore } from "./recordings";
import { useWorkspaceStore } from "./workspace";

const ENTRY: LibraryEntry = {
  id: "class demo.jsonl",
  kind: "saved",
  name: "class demo",
  bytes: 900,
  changedAt: 0,
  about: null,
  problem: null,
};
const OPENED: OpenedRecording = {
  name: "class demo",
  entry: ENTRY.id,
  place: null,
  info: {
    lab: "1",
    session: "program",
    program: null,
    source: null,
    startedAt: "2026-03-01T12:00:00.000Z",
    clock: "real",
    first: 0,
    evictedTasks: 0,
    events: null,
  },
  events: 3,
  endedAt: 1,
  cutShort: false,
  remarks: [],
};

let bridge: TestBridge;
let recordings: ReturnType<typeof useRecordingsStore>;
let notices: ReturnType<typeof useNoticesStore>;
let workspace: ReturnType<typeof useWorkspaceStore>;

beforeEach(async () => {
  bridge = new TestBridge();
  const { pinia } = await createConnectedStores(bridge);
  recordings = useRecordingsStore(pinia);
  notices = useNoticesStore(pinia);
  workspace = useWorkspaceStore(pinia);
});

it("asks for the list when the connection stands, and again when it is told to", async () => {
  expect(recordings.entries).toEqual([]);
  bridge.on("recordings.list", () => ({ recordings: [ENTRY], others: 2 }));
  bridge.emit({ type: "library" });
  await settled();
  expect(recordings.entries).toEqual([ENTRY]);
  expect(recordings.others).toBe(2);
});

it("shows how work goes on until it is over, and cancels it by its name", async () => {
  let finish = () => undefined as void;
  bridge.on("recordings.open", async () => {
    await new Promise<void>((resolve) => (finish = resolve));
    return { opened: OPENED };
  });
  bridge.on("recordings.cancel", () => ({ accepted: true }));
  const opening = recordings.open(ENTRY);
  const [job] = [...recordings.jobs.keys()];
  bridge.emit({ type: "job", job: job!, state: "running", done: 5, total: 10, unit: "bytes" });
  bridge.emit({ type: "job", job: "another", state: "running", done: 1, total: 1, unit: "bytes" });
  expect([...recordings.jobs.values()]).toEqual([
    { title: "Opening “class demo”", done: 5, total: 10, unit: "bytes" },
  ]);
  await recordings.cancel(job!);
  expect(bridge.calls.at(-1)).toEqual({ name: "recordings.cancel", input: { job } });
  finish();
  await opening;
  expect(recordings.jobs.size).toBe(0);
  expect(workspace.view).toEqual({ kind: "recording" });
  expect(workspace.session).toBe("recording");
});

it("sends a file in pieces, in order, the last one marked", async () => {
  const pieces: { offset: number; bytes: number; isLast: boolean }[] = [];
  bridge.on("recordings.openBytes", ({ offset, data, isLast }) => {
    pieces.push({ offset, bytes: atob(data).length, isLast });
    return { received: offset, opened: isLast ? OPENED : null };
  });
  await recordings.openFile(new File([new Uint8Array(MAX_UPLOAD_CHUNK_BYTES + 7)], "run.jsonl"));
  expect(pieces).toEqual([
    { offset: 0, bytes: MAX_UPLOAD_CHUNK_BYTES, isLast: false },
    { offset: MAX_UPLOAD_CHUNK_BYTES, bytes: 7, isLast: true },
  ]);
  expect(workspace.view).toEqual({ kind: "recording" });
});

it("sends an empty file too: the lab says what is wrong with it", async () => {
  bridge.on("recordings.openBytes", () => {
    throw new LabError("bad-input", "The file is empty.");
  });
  await recordings.openFile(new File([], "empty.jsonl"));
  expect(notices.notices.map(({ text }) => text)).toEqual(["The file is empty."]);
  expect(workspace.view).toEqual({ kind: "playground" });
});

it("says why saving was refused, and nothing of what the user cancelled", async () => {
  bridge.on("recordings.save", () => {
    throw new LabError("bad-input", "A name must not hold a slash.", "name");
  });
  expect(await recordings.save("a/b")).toBe("A name must not hold a slash.");
  bridge.on("recordings.export", () => {
    throw new LabError("cancelled", "It was cancelled.");
  });
  await recordings.exportAs({ session: "playground" }, "spans");
  expect(notices.notices).toEqual([]);
});

it("shows how a download is written until the lab says that it is over, or the connection is lost", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  bridge.on("recordings.export", () => ({ to: "download", ticket: "one", fileName: "run.json" }));
  await recordings.exportAs({ recording: ENTRY.id }, "trace-events");
  const [job] = [...recordings.jobs.keys()];
  bridge.emit({ type: "job", job: job!, state: "running", done: 5, total: 10, unit: "events" });
  expect([...recordings.jobs.values()]).toEqual([
    { title: "Exporting", done: 5, total: 10, unit: "events" },
  ]);
  bridge.emit({ type: "job", job: job!, state: "ended", failure: null });
  expect(recordings.jobs.size).toBe(0);
  await recordings.exportAs({ recording: ENTRY.id }, "trace-events");
  expect(recordings.jobs.size).toBe(1);
  recordings.forgetDownloads();
  expect(recordings.jobs.size).toBe(0);
  click.mockRestore();
});

it("lets the browser download what was exported, and says where a file went", async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    expect(this.getAttribute("href")).toBe("/download/secret");
    expect(this.download).toBe("run.json");
  });
  bridge.on("recordings.export", () => ({
    to: "download",
    ticket: "secret",
    fileName: "run.json",
  }));
  await recordings.exportAs({ recording: ENTRY.id }, "trace-events");
  expect(clicked).toHaveBeenCalledOnce();
  bridge.on("recordings.export", () => ({ to: "file", path: "/home/me/run.json" }));
  await recordings.exportAs({ recording: ENTRY.id }, "trace-events");
  expect(notices.notices.at(-1)?.text).toBe("Exported to /home/me/run.json.");
});
