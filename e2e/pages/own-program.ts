import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import type { Host } from "../hosts/host";
import type { LabPage } from "./lab-page";

export type Language = "typescript" | "python";

const FILES: Readonly<Record<Language, string>> = { typescript: "mine.ts", python: "mine.py" };

/** What is looked at of a session's status. */
interface Status {
  readonly blocking: { readonly line: number | null } | null;
  readonly end: { readonly outcome: string } | null;
}

/** How long a busy machine may take for what takes it a second otherwise, in milliseconds. */
const PATIENCE_MS = 20_000;

/** A program of the user's own: run by its text, followed in the page. */
export class OwnProgram {
  readonly #host: Host;
  readonly #lab: LabPage;

  constructor(host: Host, lab: LabPage) {
    this.#host = host;
    this.#lab = lab;
  }

  get #page(): Page {
    return this.#lab.page;
  }

  /** Runs `source`, with the tasks of the session of programs in view. */
  async run(source: string, language: Language): Promise<void> {
    await this.#lab.open("Two tasks at once");
    const file = FILES[language];
    const answer = await this.#host.call("programs.runSource", {
      source,
      language,
      title: file,
      file,
    });
    expect(answer).toMatchObject({ ok: true });
  }

  /** The lab's own account of the session; null if it could not be asked just now. */
  async #status(): Promise<Status | null> {
    try {
      const answer = await this.#host.call("lab.describe", {});
      return (answer as { value: { sessions: { program: Status } } }).value.sessions.program;
    } catch {
      // A connection that was kept for another request may have been closed meanwhile.
      return null;
    }
  }

  async untilBlockingAt(line: number): Promise<void> {
    const blocking = async () => (await this.#status())?.blocking?.line;
    await expect.poll(blocking, { timeout: PATIENCE_MS }).toBe(line);
  }

  /** @param patience in milliseconds */
  async untilEnded(outcome: RegExp, patience = PATIENCE_MS): Promise<void> {
    const ended = async () => (await this.#status())?.end?.outcome ?? "";
    await expect.poll(ended, { timeout: patience }).toMatch(outcome);
  }

  /** Creates a task of one of its coroutines, by the form. */
  async create(coroutine: string, args: string): Promise<void> {
    await this.#page.getByRole("button", { name: "New task of the program" }).click();
    const { form } = this;
    await form.getByLabel("coroutine").selectOption(coroutine);
    await form.getByLabel("arguments").fill(args);
    await form.getByRole("button", { name: /^Create task/ }).click();
    await this.#page.keyboard.press("Escape");
  }

  /** Where a task of one of its coroutines is created. */
  get form() {
    return this.#page.getByRole("dialog", { name: "New task of the program" });
  }

  /** What the form says is wrong. */
  get problem() {
    return this.form.getByRole("alert");
  }
}
