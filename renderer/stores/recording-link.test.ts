import { expect, it, vi } from "vitest";
import { parseAppLink } from "../../shared/links/app-link";
import type { LibraryEntry, OpenedRecording } from "../../shared/library";
import { WHOLE_VIEW } from "../../shared/recording/view";
import { createConnectedStores } from "../testing/mount";
import { TestBridge, testDescription } from "../testing/test-bridge";
import { parseViewLink } from "../model/view-link";
import { useRecordingLink } from "./recording-link";
import { useWorkspaceStore } from "./workspace";

const ENTRY = { id: "class demo", name: "class demo", kind: "saved" } as LibraryEntry;
const AUTOSAVE = { ...ENTRY, id: ".last-program", kind: "autosave" } as LibraryEntry;

/** The link to a recording that is open, with a task selected; null if none is offered. */
async function copied(
  host: "desktop" | "browser",
  origin: Pick<OpenedRecording, "entry" | "place">,
): Promise<string | null> {
  const description = testDescription();
  const { recording } = description.sessions;
  const opened = { name: "x", info: {}, remarks: [], ...origin } as never as OpenedRecording;
  const sessions = { ...description.sessions, recording: { ...recording, recording: opened } };
  const bridge = new TestBridge({ ...description, host, sessions });
  bridge.on("recordings.list", () => ({ recordings: [ENTRY, AUTOSAVE], others: 0 }));
  const { pinia } = await createConnectedStores(bridge);
  const workspace = useWorkspaceStore(pinia);
  workspace.show({ kind: "recording" });
  workspace.select(3);
  const link = useRecordingLink(pinia);
  const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  write.mockClear();
  await link.copy();
  expect(link.isThere).toBe(write.mock.calls.length === 1);
  expect(link.isCopied).toBe(link.isThere);
  return write.mock.calls[0]?.[0] ?? null;
}

const VIEW = { ...WHOLE_VIEW, task: 3 };
const SAVED = { entry: ENTRY.id, place: null };

it("is an address in a browser", async () => {
  const link = await copied("browser", SAVED);
  expect(link).toContain(location.origin);
  expect(parseViewLink(new URL(link!).hash)).toEqual({ recording: ENTRY.id, view: VIEW });
});

it("is one of the app's own on the desktop, by the id or by the file's path", async () => {
  expect(parseAppLink((await copied("desktop", SAVED))!)).toEqual({
    kind: "recording",
    recording: ENTRY.id,
    view: VIEW,
  });
  const path = "/home/ada/sent by Bob.tasklab";
  expect(parseAppLink((await copied("desktop", { entry: null, place: path }))!)).toEqual({
    kind: "file",
    path,
    view: VIEW,
  });
});

it("is none to what a link could not open again", async () => {
  for (const host of ["desktop", "browser"] as const) {
    expect(await copied(host, { entry: AUTOSAVE.id, place: null })).toBeNull();
    expect(await copied(host, { entry: null, place: null })).toBeNull();
  }
  expect(await copied("desktop", { entry: null, place: "/home/ada/run.jsonl" })).toBeNull();
  expect(await copied("desktop", { entry: null, place: "//host/share/run.tasklab" })).toBeNull();
});
