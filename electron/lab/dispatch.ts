import { z } from "zod";
import { commandInputs } from "../../shared/contract";
import type { CommandName, Handlers } from "../../shared/contract";
import { failure, LabError, ok } from "../../shared/result";
import type { Result } from "../../shared/result";

/** Told of every refused command and every fault: where hosts keep their log. */
export interface Log {
  warn(message: string): void;
  error(message: string, error: unknown): void;
}

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
    if (error instanceof LabError) return failure(error.code, error.message, error.field);
    log.error(`The command "${name}" failed.`, error);
    return failure("internal", `The lab could not do that: ${String(error)}`);
  }
}

function parse(
  name: CommandName,
  input: unknown,
): { data: unknown } | { field: string; reason: string } {
  try {
    const parsed = commandInputs[name].safeParse(input);
    if (parsed.success) return { data: parsed.data };
    const [issue] = parsed.error.issues;
    return {
      field: issue === undefined ? "" : z.core.toDotPath(issue.path),
      reason: issue?.message ?? "it has the wrong form",
    };
  } catch (error) {
    // A schema that goes into its own depth ends with the stack.
    if (error instanceof RangeError) return { field: "", reason: "it is nested too deeply" };
    throw error;
  }
}

function isCommandName(name: unknown): name is CommandName {
  return typeof name === "string" && Object.hasOwn(commandInputs, name);
}
