import type { Page } from "@playwright/test";

/** What went wrong while a test ran: errors of the page, of its console, and of the main process. */
export class Problems {
  readonly #seen: string[] = [];
  readonly #expected: RegExp[] = [];

  /** From now on, and for what was seen already, problems like this one are part of the test. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  unexpected(): string[] {
    return this.#seen.filter((problem) => !this.#expected.some((one) => one.test(problem)));
  }

  /** Everything that was seen, what was expected included. */
  all(): readonly string[] {
    return this.#seen;
  }

  watchPage(page: Page): void {
    page.on("pageerror", (error) => this.#seen.push(`page: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.#seen.push(`console: ${message.text()}`);
      }
    });
    page.on("crash", () => this.#seen.push("page: it crashed"));
  }

  /** @param isProblem which lines count: a Chromium under the app says much that is not the app's */
  watchOutput(stream: NodeJS.ReadableStream, isProblem: (line: string) => boolean): void {
    let rest = "";
    stream.on("data", (chunk: Buffer | string) => {
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (isProblem(line)) this.#seen.push(`main: ${line}`);
    });
  }
}
