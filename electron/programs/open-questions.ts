import type { SourceProblem } from "../../shared/own-program";
import type { FromHost, Language } from "./protocol";
import type { Transport } from "./transport";

type Problems = readonly SourceProblem[] | null;

/** What was asked of the process beside running a program, until it answers or is gone. */
export class OpenQuestions {
  #whenPrepared: { readonly language: Language; readonly resolve: () => void }[] = [];
  readonly #checks = new Map<number, (problems: Problems) => void>();
  #lastCheck = 0;

  prepare(transport: Transport, language: Language): Promise<void> {
    return new Promise((resolve) => {
      this.#whenPrepared.push({ language, resolve });
      transport.send({ type: "prepare", language });
    });
  }

  check(transport: Transport, source: string, file: string): Promise<Problems> {
    const id = (this.#lastCheck += 1);
    return new Promise((resolve) => {
      this.#checks.set(id, resolve);
      transport.send({ type: "check", id, source, file });
    });
  }

  /** @returns whether `message` is an answer to what is asked here */
  hear(message: FromHost): boolean {
    if (message.type === "prepared") {
      this.#prepared(({ language }) => language === message.language);
      return true;
    }
    if (message.type !== "checked") return false;
    this.#checks.get(message.id)?.(message.problems);
    this.#checks.delete(message.id);
    return true;
  }

  /** Nobody is left to answer. */
  giveUp(): void {
    this.#prepared(() => true);
    for (const resolve of this.#checks.values()) resolve(null);
    this.#checks.clear();
  }

  #prepared(is: (waiting: { readonly language: Language }) => boolean): void {
    const waiting = this.#whenPrepared;
    this.#whenPrepared = waiting.filter((one) => !is(one));
    for (const one of waiting) if (is(one)) one.resolve();
  }
}
