import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { commandInputs } from "../../shared/contract";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import type { Settings } from "../../shared/settings";
import { checkedBaseUrl } from "./base-url";

/** As the command that changes settings checks them; what a later version may have added is left aside. */
const stored = z.object(commandInputs["settings.update"].shape.settings.shape);

export interface LoadedSettings {
  settings: Settings;
  /** A sentence for the user, if the file could not be used. */
  problem: string | null;
}

/**
 * The settings in one JSON file.
 *
 * A file that cannot be read as settings is not overwritten but set aside, so that nothing is lost.
 */
export class SettingsFile {
  readonly #path: string;
  /** Saves happen one after the other: the last one asked for is the last one written. */
  #saving: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** The settings in the file. Without one, or with one that is set aside, the defaults. */
  async load(): Promise<LoadedSettings> {
    let text: string;
    try {
      text = await readFile(this.#path, "utf8");
    } catch (error) {
      if (isMissing(error)) return { settings: DEFAULT_SETTINGS, problem: null };
      const problem = `The settings in ${this.#path} could not be read, so that the defaults hold: ${String(error)}`;
      return { settings: DEFAULT_SETTINGS, problem };
    }
    try {
      return { settings: parse(text), problem: null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { settings: DEFAULT_SETTINGS, problem: await this.#setAside(reason) };
    }
  }

  /**
   * Writes `settings` whole or not at all: beside the file first, then in its place.
   * @throws Error of the file system; the file is then as it was
   */
  save(settings: Settings): Promise<void> {
    const save = this.#saving.then(() => this.#write(settings));
    this.#saving = save.catch(() => undefined);
    return save;
  }

  /** Resolves when everything that was to be saved is saved, or has failed. */
  saved(): Promise<void> {
    return this.#saving;
  }

  async #write(settings: Settings): Promise<void> {
    const draft = `${this.#path}.${process.pid}.new`;
    await mkdir(dirname(this.#path), { recursive: true });
    try {
      await writeFile(draft, `${JSON.stringify(settings, null, 2)}\n`, { flush: true });
      await rename(draft, this.#path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** @returns a sentence that says so */
  async #setAside(reason: string): Promise<string> {
    const aside = `${this.#path}.unreadable-${new Date().toISOString().replaceAll(":", "-")}`;
    const what = `The settings in ${this.#path} could not be used, so that the defaults hold: ${reason}`;
    try {
      await rename(this.#path, aside);
      return `${what} The file was set aside as ${aside}.`;
    } catch (error) {
      return `${what} The file could not be set aside either: ${String(error)}`;
    }
  }
}

/** @throws Error with a sentence that says what is wrong */
function parse(text: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("it is no JSON.");
  }
  const parsed = stored.safeParse(value);
  if (!parsed.success) throw new Error(`${z.prettifyError(parsed.error)}.`);
  return mergedSettings(DEFAULT_SETTINGS, parsed.data);
}

/**
 * Puts `changes` over `settings`.
 * @throws LabError for a base URL that nothing can be fetched from
 */
export function mergedSettings(settings: Settings, changes: SettingsChanges): Settings {
  const merged = { ...settings };
  for (const [name, value] of Object.entries(changes)) {
    if (value !== undefined) Object.assign(merged, { [name]: value });
  }
  merged.baseUrl = checkedBaseUrl(merged.baseUrl);
  return merged;
}

/** The settings that are to change. One that is undefined stays as it is. */
export type SettingsChanges = { [K in keyof Settings]?: Settings[K] | undefined };

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
