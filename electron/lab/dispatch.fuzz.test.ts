import * as fc from "fast-check";
import type { z } from "zod";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commandInputs } from "../../shared/contract";
import type { CommandName } from "../../shared/contract";
import type { Result } from "../../shared/result";
import { inputsOf, spoilt, strangeValues } from "./__tests__/inputs";
import { dispatch } from "./dispatch";
import { TestLab } from "./test-lab";

const NAMES = Object.keys(commandInputs) as CommandName[];

/** What starts a process, which has tests of its own. */
const STARTS_A_PROCESS: ReadonlySet<CommandName> = new Set([
  "programs.check",
  "programs.prepare",
  "programs.runSource",
]);

/** The input, without what would hold up the loop or fill it for long: a fuzzer's turn must end. */
function moderate(input: unknown): unknown {
  const { coroutine, count, ...rest } = input as { coroutine?: string; count?: number };
  return {
    ...rest,
    ...(coroutine === undefined ? {} : { coroutine: coroutine.replace("block-the-loop", "sleep") }),
    ...(count === undefined ? {} : { count: (count % 100) + 1 }),
  };
}

let lab: TestLab;
let logged: string[];

beforeEach(async () => {
  lab = await TestLab.open();
  logged = [];
});
afterEach(() => lab.close());

function send(name: unknown, input: unknown): Promise<Result<unknown>> {
  return dispatch(lab.lab.handlers, name, input, {
    warn: (message) => void logged.push(message),
    error: (message, error) => void logged.push(`${message} ${String(error)}`),
  });
}

/** Whether the schema lets `input` through, if it can follow it. */
function takes(schema: z.ZodType, input: unknown): boolean {
  try {
    return schema.safeParse(input).success;
  } catch {
    return false;
  }
}

/** A sentence for a user, of a length that one reads. */
function expectRefusal(result: Result<unknown>): void {
  if (result.ok) throw new Error(`It was not refused: ${JSON.stringify(result.value)}`);
  expect(result.error.code).not.toBe("internal");
  expect(result.error.message).toMatch(/^[A-Z"“].*[.!?)]$/s);
  expect(result.error.message.length).toBeLessThan(2_000);
}

// A property runs hundreds of times, beside whatever else the machine does.

describe.each(NAMES)("the command %s", (name) => {
  const schema = commandInputs[name];
  const inputs = inputsOf(schema).map(moderate);

  it("refuses whatever is not what it takes, once, before anything happens", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoilt(inputs), strangeValues), async (input) => {
        fc.pre(!takes(schema, input));
        logged = [];
        const result = await send(name, input);
        expectRefusal(result);
        expect(logged).toHaveLength(1);
        expect(({} as { polluted?: true }).polluted).toBeUndefined();
      }),
      { numRuns: 150, seed: 6 },
    );
    expect(lab.logged).toEqual([]);
  });

  if (STARTS_A_PROCESS.has(name)) return;

  it("does what it is asked, or says in a sentence why it cannot", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        fc.pre(takes(schema, input));
        logged = [];
        const result = await send(name, input);
        if (!result.ok) expectRefusal(result);
        expect(logged).toEqual([]);
      }),
      { numRuns: 25, seed: 6 },
    );
  });
});

it("answers names that are no commands with a refusal, and stays as it is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), strangeValues), strangeValues, async (name, input) => {
      fc.pre(!NAMES.includes(name as CommandName));
      logged = [];
      expectRefusal(await send(name, input));
      expect(logged).toHaveLength(1);
    }),
    { numRuns: 500, seed: 6 },
  );
});
