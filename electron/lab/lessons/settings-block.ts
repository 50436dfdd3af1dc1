import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { LessonError } from "./lesson-error";
import { MAX_SETTINGS_LENGTH } from "./limits";

/** The words for a schema's complaint, with the settings as their writer knows them. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  const path = z.core.toDotPath(issue.path);
  const at = path === "" ? "" : `${path}: `;
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${key}"`).join(" and ");
    return `${at}There is no setting ${keys}.`;
  }
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    return `${path === "" ? "A setting" : `The setting "${path}"`} is missing.`;
  }
  return `${at}${issue.message}.`;
}

/**
 * Reads a block of YAML by a schema.
 * @param firstLine the line of the file in which `text` begins
 * @throws LessonError that names the line
 */
export function readSettings<T>(text: string, firstLine: number, schema: z.ZodType<T>): T {
  if (text.length > MAX_SETTINGS_LENGTH) {
    const message = `These settings are too long: ${MAX_SETTINGS_LENGTH} characters at most.`;
    throw new LessonError(message, firstLine);
  }
  const lines = new LineCounter();
  const lineAt = (offset: number): number =>
    firstLine + Math.max(0, lines.linePos(offset).line - 1);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const hint =
      fault.code === "BLOCK_AS_IMPLICIT_KEY" ? " Put a text with a colon in it in quotes." : "";
    throw new LessonError(`${fault.message}.${hint}`, lineAt(fault.pos[0]));
  }
  let value: unknown;
  try {
    // Aliases can make little text into very much.
    value = document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch (error) {
    throw new LessonError(`These settings cannot be read: ${(error as Error).message}.`, firstLine);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue!.code === "unrecognized_keys" ? issue!.keys.slice(0, 1) : [];
  throw new LessonError(sentenceOf(issue!), lineOfPath([...issue!.path, ...unknown]));

  /** The line of what `path` names; if that is not there, of what it should be in. */
  function lineOfPath(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return firstLine;
  }
}
