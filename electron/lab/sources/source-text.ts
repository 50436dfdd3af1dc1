import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { MAX_SOURCE_LENGTH } from "../../../shared/command-limits";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import type { Refusal } from "../../../shared/texts/refusal";
import { MAX_SOURCE_BYTES } from "../limits";

/** What is in a program's file. */
export interface SourceText {
  /** Lines end in "\n". */
  readonly text: string;
  /** What its lines end in on the disk: what most of them end in, if they differ. */
  readonly lineEnd: "\n" | "\r\n";
  /** Names these bytes. */
  readonly version: string;
  /** Its permissions. */
  readonly mode: number;
}

/**
 * Reads a program.
 * @param name what sentences call it
 * @throws LabError ("bad-input") if it is none, or the system's error
 */
export async function readSource(path: string, name: string): Promise<SourceText> {
  const { size, mode } = await stat(path);
  if (size > MAX_SOURCE_BYTES)
    throw tooLong(name, refusal("program.kilobytes", { size: Math.round(size / 1_000) }));
  const bytes = await readFile(path);
  return { ...textOf(bytes, name), version: versionOf(bytes), mode };
}

/** The version that stands on the disk. @throws the system's error */
export async function versionOnDisk(path: string): Promise<string> {
  // What is too large to be a program is another version than any that was opened.
  return (await stat(path)).size > MAX_SOURCE_BYTES ? "too-large" : versionOf(await readFile(path));
}

/** The bytes of a program as they go onto the disk, and the version that they are. */
export function bytesOf(
  text: string,
  lineEnd: SourceText["lineEnd"],
): { content: string; version: string } {
  const content = lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd);
  return { content, version: versionOf(Buffer.from(content)) };
}

function textOf(bytes: Buffer, name: string): Pick<SourceText, "text" | "lineEnd"> {
  let decoded: string;
  try {
    decoded = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LabError("bad-input", refusal("program.notUtf8", { name }));
  }
  if (decoded.includes("\0")) {
    throw new LabError("bad-input", refusal("program.noText", { name }));
  }
  const text = decoded.replaceAll("\r\n", "\n");
  if (text.length > MAX_SOURCE_LENGTH) {
    throw tooLong(name, refusal("program.characters", { count: text.length }));
  }
  const returns = decoded.length - text.length;
  const lines = text.split("\n").length - 1;
  return { text, lineEnd: returns > lines / 2 ? "\r\n" : "\n" };
}

function versionOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}

function tooLong(name: string, size: Refusal): LabError {
  return new LabError(
    "bad-input",
    refusal("program.tooLarge", { name, most: MAX_SOURCE_LENGTH, size }),
  );
}
