import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import type { Host } from "../hosts/host";
import { ComparePanel } from "./compare-panel";
import { ConsolePanel } from "./console-panel";
import { EditorPane } from "./editor-pane";
import { GuidePages } from "./guide-pages";
import { InspectorPanel } from "./inspector-panel";
import { LessonPage } from "./lesson-page";
import { LoopPanel } from "./loop-panel";
import { PalettePanel } from "./palette-panel";
import { RecordingsPanel } from "./recordings-panel";
import { SettingsPanel } from "./settings-panel";
import { SourceView } from "./source-view";
import { TaskTable } from "./task-table";
import { TimeControls } from "./time-controls";
import { TimelineView } from "./timeline-view";
import { WarningsPanel } from "./warnings-panel";

const ANNOUNCERS = {
  tasks: "tasks-announcer",
  selected: "announcer",
} as const;

/** The lab's page as a user meets it. Specs speak to this and never to selectors. */
export class LabPage {
  readonly page: Page;
  readonly palette: PalettePanel;
  readonly tasks: TaskTable;
  readonly editor: EditorPane;
  readonly guide: GuidePages;
  readonly inspector: InspectorPanel;
  readonly compare: ComparePanel;
  readonly console: ConsolePanel;
  readonly lesson: LessonPage;
  readonly recordings: RecordingsPanel;
  readonly settings: SettingsPanel;
  readonly source: SourceView;
  readonly time: TimeControls;
  readonly timeline: TimelineView;
  readonly loop: LoopPanel;
  readonly warnings: WarningsPanel;

  constructor({ page }: Pick<Host, "page">) {
    this.page = page;
    this.palette = new PalettePanel(page);
    this.tasks = new TaskTable(page);
    this.editor = new EditorPane(page);
    this.guide = new GuidePages(page);
    this.inspector = new InspectorPanel(page);
    this.compare = new ComparePanel(page);
    this.console = new ConsolePanel(page);
    this.lesson = new LessonPage(page);
    this.recordings = new RecordingsPanel(page);
    this.settings = new SettingsPanel(page);
    this.source = new SourceView(page);
    this.time = new TimeControls(page);
    this.timeline = new TimelineView(page);
    this.loop = new LoopPanel(page);
    this.warnings = new WarningsPanel(page);
  }

  /** Waits until events come in and the playground takes actions. */
  async isReady(): Promise<void> {
    await expect(this.connection).toHaveText(/connected/i);
    await expect(this.palette.coroutines).not.toHaveCount(0);
  }

  get connection() {
    return this.page.getByRole("contentinfo", { name: "Status" }).getByTestId("connection");
  }

  get status() {
    return this.page.getByRole("contentinfo", { name: "Status" });
  }

  get notices() {
    return this.page.getByRole("status", { name: "Notices" });
  }

  /** What screen readers were told last of what comes about. */
  told(of: keyof typeof ANNOUNCERS) {
    return this.page.getByTestId(ANNOUNCERS[of]);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await expect(this.connection).toHaveText(/connected/i);
  }

  get library() {
    return this.page.getByRole("navigation", { name: "Library" });
  }

  async open(title: string): Promise<void> {
    await this.library.getByRole("button", { name: title, exact: true }).click();
  }

  async openLesson(title: string): Promise<void> {
    const lessons = this.library.getByRole("group", { name: "Lessons" });
    await lessons.getByRole("button", { name: title, exact: true }).click();
  }

  /** Starts a built-in program: one click. */
  async startProgram(title: string): Promise<void> {
    await this.library.getByRole("button", { name: `Run ${title}`, exact: true }).click();
  }

  /** Runs a built-in program to its end. @returns the lines it printed */
  async runProgram(title: string): Promise<string[]> {
    await this.startProgram(title);
    await expect(this.page.getByRole("status", { name: "Run" })).toContainText("Ended", {
      timeout: 20_000,
    });
    // The last line of a run: what it printed stands before it.
    await expect(this.console.channel("Lab").last()).toContainText("ended after");
    return this.console.linesOf("Output");
  }

  async stop(): Promise<void> {
    await this.transport("Stop").click();
  }

  async clear(): Promise<void> {
    await this.transport("Clear").click();
  }

  transport(name: "Stop" | "Clear") {
    return this.page.getByRole("toolbar", { name: "Transport" }).getByRole("button", { name });
  }
}
