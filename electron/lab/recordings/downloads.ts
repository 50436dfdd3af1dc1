import { randomBytes } from "node:crypto";
import { DOWNLOAD_PATIENCE_MS } from "../limits";

/** A file that somebody may fetch. */
export interface Download {
  readonly fileName: string;
  readonly mediaType: string;
  /** Made as they are read. */
  readonly chunks: AsyncIterable<string>;
  /** Aborted when it is called off. */
  readonly signal: AbortSignal;
  /** To be told when all of it was fetched, or why not. */
  readonly onOver: (error: Error | null) => void;
}

/** Files that wait to be fetched, each once, by whoever has its ticket. */
export class Downloads {
  readonly #waiting = new Map<string, { download: Download; timer: NodeJS.Timeout }>();

  /**
   * Waits for somebody to fetch `download`.
   * @param onUnused called if nobody came
   * @returns its ticket: a secret that cannot be guessed, in letters that an address may hold
   */
  offer(download: Download, onUnused: () => void): string {
    const ticket = randomBytes(24).toString("base64url");
    const timer = setTimeout(() => {
      this.#waiting.delete(ticket);
      onUnused();
    }, DOWNLOAD_PATIENCE_MS);
    timer.unref();
    this.#waiting.set(ticket, { download, timer });
    return ticket;
  }

  /** Gives the file to whoever shows its ticket. Null if there is none, or not any more. */
  take(ticket: string): Download | null {
    const waiting = this.#waiting.get(ticket);
    if (waiting === undefined) return null;
    clearTimeout(waiting.timer);
    this.#waiting.delete(ticket);
    return waiting.download;
  }
}
