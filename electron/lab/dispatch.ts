import { z } from "zod";
import { commandInputs } from "../../shared/contract";
import type { CommandName, Handlers } from "../../shared/contract";
import { failure, failureOf, faultOf, LabError, ok } from "../../shared/result";
import type { Result } from "../../shared/result";

/** Told of every refused command and every fault: where hosts keep their log. */
export interface Log {
  warn(message: string): void;
  error(message: string, error: unknown): void;
}

/** How many objects and lists an input may lie in each other: more than any command needs, and far less than a schema that follows them can take. */
const MAX_DEPTH = 64;

/** How many values an input may hold. One that holds itself several times would be without end. */
const MAX_VALUES = 100_000;

/** The longest command name that is repeated in a refusal, in characters. */
const MAX_ECHO = 60;

/**
 * The one door for commands: whatever a page sent, parsed and checked, then handed to its handler.
 *
 * Never throws. What is refused comes back as a failure with its reason, and is logged once.
 */
export async function dispatch(
  handlers: Handlers,
  name: unknown,
  input: unknown,
  log: Log,
): Promise<Result<unknown>> {
  if (!isCommandName(name)) {
    const shown =
      typeof name === "string" ? `"${name.slice(0, MAX_ECHO)}"` : `of the type ${typeof name}`;
    const message = `There is no command ${shown}.`;
    log.warn(message);
    return failure("unknown-command", message);
  }
  const parsed = parse(name, input);
  if ("reason" in parsed) {
    const { field, reason } = parsed;
    const message = `The command "${name}" was refused: ${field === "" ? "" : `${field}: `}${reason}.`;
    log.warn(message);
    return failure("bad-input", message, field === "" ? undefined : field);
  }
  try {
    // The schema that was just applied is this handler's: the map ties them together by name.
    const handler = handlers[name] as (input: unknown) => unknown;
    return ok(await handler(parsed.data));
  } catch (error) {
    if (error instanceof LabError) return { ok: false, error: failureOf(error) };
    log.error(`The command "${name}" failed.`, error);
    return { ok: false, error: failureOf(faultOf(error)) };
  }
}

function parse(
  name: CommandName,
  input: unknown,
): { data: unknown } | { field: string; reason: string } {
  if (isTooLarge(input)) return { field: "", reason: "it is nested too deeply, or too large" };
  const parsed = commandInputs[name].safeParse(input);
  if (parsed.success) return { data: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    field: issue === undefined ? "" : z.core.toDotPath(issue.path),
    reason: issue?.message ?? "it has the wrong form",
  };
}

function isTooLarge(input: unknown): boolean {
  let level = [input];
  let values = 0;
  for (let depth = 0; depth <= MAX_DEPTH && values <= MAX_VALUES; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
    values += level.length;
    if (level.length === 0) return false;
  }
  return true;
}

function isCommandName(name: unknown): name is CommandName {
  return typeof name === "string" && Object.hasOwn(commandInputs, name);
}
