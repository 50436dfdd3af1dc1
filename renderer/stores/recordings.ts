import { defineStore } from "pinia";
import { computed, shallowReactive, shallowRef } from "vue";
import type { GivenFile } from "../../shared/arrivals";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_CHUNK_BYTES } from "../../shared/command-limits";
import { DOWNLOAD_PATH } from "../../shared/library";
import type { ExportFormat, JobPush, LibraryEntry, OpenedRecording } from "../../shared/library";
import type { RecordedView } from "../../shared/recording/view";
import type { FailureCode, Result } from "../../shared/result";
import type { SessionId } from "../../shared/session";
import { useFileChooser } from "../composables/use-file-chooser";
import { toBase64 } from "../model/base64";
import { downloadFrom } from "../model/download";
import { t } from "../texts";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useNoticesStore } from "./notices";
import { useViewStateStore } from "./view-state";
import { useWorkspaceStore } from "./workspace";

/** What an export is made of: what a session holds, or a file of the library. */
export type ExportSource = { session: SessionId } | { recording: string };

/** Saving, opening or exporting, while it goes on. */
export interface JobProgress {
  readonly title: string;
  readonly done: number;
  /** Null where it is not known. */
  readonly total: number | null;
  readonly unit: "events" | "bytes";
}

const RECORDING_ENDINGS = ".tasklab,.jsonl,.ndjson,.json,.txt";

const NO_LAB: ReadonlySet<FailureCode> = new Set(["disconnected", "forbidden"]);

/** The recordings that the lab keeps, the one that is shown, and the work on them. */
export const useRecordingsStore = defineStore("recordings", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const notices = useNoticesStore();
  const viewState = useViewStateStore();
  const workspace = useWorkspaceStore();

  const entries = shallowRef<readonly LibraryEntry[]>([]);
  /** Older ones that the list leaves out. */
  const others = shallowRef(0);
  /** By the name that this page gave it. */
  const jobs = shallowReactive(new Map<string, JobProgress>());
  /** Those of them of whose end the lab tells: no command waits for it. */
  const downloads = new Set<string>();
  const opened = computed<OpenedRecording | null>(() => lab.sessions.recording.recording);
  /** Something was recorded in the session in view. */
  const canSave = computed(() => lab.sessions[workspace.session].phase !== "empty");

  async function refresh(): Promise<void> {
    const result = await bridge.call("recordings.list", {});
    if (!result.ok) {
      // That the lab is gone, or does not let this page in, is said elsewhere.
      if (!NO_LAB.has(result.error.code)) tell(result);
      return;
    }
    entries.value = result.value.recordings;
    others.value = result.value.others;
  }

  /** Saves what the session in view holds now. @returns the sentence of a refusal, null when saved */
  async function save(name: string): Promise<string | null> {
    const { session } = workspace;
    const view = viewState.current();
    const result = await during(t("recordings.saving", { name }), (job) =>
      bridge.call("recordings.save", { job, session, name, view }),
    );
    if (!result.ok) return result.error.message;
    notices.show("info", t("recordings.saved", { name }));
    return null;
  }

  /** @param view how it is to be looked at; as it was when it was saved, if nothing is given */
  async function open(entry: LibraryEntry, view?: RecordedView): Promise<void> {
    const result = await during(t("recordings.opening", { name: entry.name }), (job) =>
      bridge.call("recordings.open", { job, recording: entry.id }),
    );
    if (result.ok) show(result.value.opened, view);
    else tell(result);
  }

  function show({ info }: OpenedRecording, view: RecordedView | undefined): void {
    viewState.pending = view ?? info.view ?? null;
    workspace.show({ kind: "recording" });
  }

  /** Opens a file that only this page has: chosen, or dropped on the window. */
  async function openFile(file: File): Promise<void> {
    if (file.size > MAX_UPLOAD_BYTES) {
      const most = Math.round(MAX_UPLOAD_BYTES / 1_000_000);
      return notices.show("error", t("recordings.tooLarge", { name: file.name, most }));
    }
    const result = await during(t("recordings.openingFile", { name: file.name }), (job) =>
      send(file, job),
    );
    if (!result.ok) tell(result);
    else if (result.value.opened !== null) show(result.value.opened, undefined);
  }

  /** Opens a file that the system handed to the app. */
  async function openGiven({ file, name }: GivenFile, view?: RecordedView): Promise<void> {
    const result = await during(t("recordings.openingFile", { name }), (job) =>
      bridge.call("recordings.openGiven", { job, file }),
    );
    if (result.ok) show(result.value.opened, view);
    else tell(result);
  }

  /** Lets the user choose a file to open. */
  const choose = useFileChooser(RECORDING_ENDINGS, (file) => void openFile(file));

  async function send(file: File, job: string) {
    for (let offset = 0; ; offset += MAX_UPLOAD_CHUNK_BYTES) {
      const slice = file.slice(offset, offset + MAX_UPLOAD_CHUNK_BYTES);
      const data = toBase64(new Uint8Array(await slice.arrayBuffer()));
      const isLast = offset + MAX_UPLOAD_CHUNK_BYTES >= file.size;
      const input = { job, name: file.name, offset, data, isLast };
      const result = await bridge.call("recordings.openBytes", input);
      if (!result.ok || isLast) return result;
    }
  }

  /** The recording of the library that a link names. Null if there is none, which is said. */
  async function find(name: string): Promise<LibraryEntry | null> {
    await refresh();
    const found = entries.value.find((entry) => entry.id === name || entry.name === name);
    if (found === undefined) notices.show("error", t("recordings.notInLibrary", { name }));
    return found ?? null;
  }

  /** @returns the sentence of a refusal, null when renamed */
  async function rename(id: string, name: string): Promise<string | null> {
    const result = await bridge.call("recordings.rename", { recording: id, name });
    return result.ok ? null : result.error.message;
  }

  async function remove(id: string): Promise<void> {
    const result = await bridge.call("recordings.delete", { recording: id });
    if (!result.ok) tell(result);
  }

  async function exportAs(source: ExportSource, format: ExportFormat): Promise<void> {
    // Of a recording of the library that is not open, nobody looks at anything.
    const isSeen = "session" in source && source.session === workspace.session;
    const view = isSeen ? { view: viewState.current() } : {};
    const job = begin(t("recordings.exporting"));
    const result = await bridge.call("recordings.export", { job, source, format, ...view });
    if (!result.ok || result.value.to === "file") jobs.delete(job);
    if (!result.ok) return tell(result);
    if (result.value.to === "file") {
      notices.show("info", t("recordings.exported", { path: result.value.path }));
    } else if (jobs.has(job)) {
      downloads.add(job);
      downloadFrom(`${DOWNLOAD_PATH}${result.value.ticket}`, result.value.fileName);
    }
  }

  async function cancel(job: string): Promise<void> {
    await bridge.call("recordings.cancel", { job });
  }

  /** Takes in how work goes on, of this page's or of another's. */
  function receive(push: JobPush): void {
    const known = jobs.get(push.job);
    if (known === undefined) return;
    if (push.state === "ended") {
      jobs.delete(push.job);
      downloads.delete(push.job);
      return;
    }
    const { done, total, unit } = push;
    jobs.set(push.job, { ...known, done, total, unit });
  }

  /** The connection is lost: nobody will say when they are over. */
  function forgetDownloads(): void {
    for (const job of downloads) jobs.delete(job);
    downloads.clear();
  }

  /** Shows new work. @returns its name */
  function begin(title: string): string {
    const job = crypto.randomUUID();
    jobs.set(job, { title, done: 0, total: null, unit: "events" });
    return job;
  }

  async function during<T>(
    title: string,
    work: (job: string) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const job = begin(title);
    return work(job).finally(() => jobs.delete(job));
  }

  function tell(result: Result<unknown>): void {
    // Who cancelled knows that it came to nothing.
    if (!result.ok && result.error.code !== "cancelled")
      notices.show("error", result.error.message);
  }

  return {
    entries,
    others,
    jobs,
    opened,
    canSave,
    refresh,
    save,
    open,
    openFile,
    openGiven,
    find,
    choose,
    rename,
    remove,
    exportAs,
    cancel,
    receive,
    forgetDownloads,
  };
});
