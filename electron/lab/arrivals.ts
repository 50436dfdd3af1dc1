import { basename, isAbsolute } from "node:path";
import type { Arrival, GivenFile } from "../../shared/arrivals";
import type { Handlers } from "../../shared/contract";
import { parseAppLink } from "../../shared/links/app-link";
import { LabError } from "../../shared/result";
import { refusal } from "../../shared/texts/refusal";
import { MAX_GIVEN_FILES } from "./limits";

/** What the system asks to have opened: a file by its whole path, or a link. */
export type OpenRequest = { readonly file: string } | { readonly link: string };

/**
 * What the system handed over and no page has taken yet: files, and links that anybody may have sent. It is there
 * before the lab is, since a system says what to open before it says that it is ready.
 *
 * One file and one link wait at most. Another one takes the place of the one before: it is what somebody waits for.
 */
export class Arrivals {
  readonly handlers: Pick<Handlers, "arrivals.take"> = {
    "arrivals.take": () => ({ arrival: this.#take() }),
  };
  /** Called when something came. */
  onArrival: () => void = () => undefined;
  #file: string | null = null;
  #link: string | null = null;
  /** The paths of files that pages were told of, by their numbers: the newest ones. */
  readonly #given = new Map<number, string>();
  #lastNumber = 0;

  add(request: OpenRequest): void {
    if ("file" in request) this.#file = request.file;
    else this.#link = request.link;
    this.onArrival();
  }

  /** The path of a file that a page was told of. @throws LabError ("not-found") */
  pathOf(file: number): string {
    const path = this.#given.get(file);
    if (path !== undefined) return path;
    throw new LabError("not-found", refusal("recording.fileUnknown"), "file");
  }

  #take(): Arrival | null {
    const file = this.#file;
    if (file !== null) {
      this.#file = null;
      return { kind: "file", file: this.#give(file) };
    }
    const text = this.#link;
    this.#link = null;
    return text === null ? null : this.#read(text);
  }

  #read(text: string): Arrival {
    const link = parseAppLink(text);
    if (typeof link === "string") return { kind: "wrong-link", problem: link };
    if (link.kind !== "file") return { kind: "link", text, opens: link };
    // A path of another system's kind would be taken for one below some folder.
    if (!isAbsolute(link.path)) return { kind: "wrong-link", problem: "bad-path" };
    const { kind, view } = link;
    return { kind: "link", text, opens: { kind, file: this.#give(link.path), view } };
  }

  #give(path: string): GivenFile {
    const file = (this.#lastNumber += 1);
    this.#given.set(file, path);
    this.#given.delete(file - MAX_GIVEN_FILES);
    return { file, name: basename(path), path };
  }
}
