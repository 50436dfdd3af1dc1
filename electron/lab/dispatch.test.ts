import { beforeEach, describe, expect, it, vi } from "vitest";
import { commandInputs } from "../../shared/contract";
import type { Handlers } from "../../shared/contract";
import { LabError } from "../../shared/result";
import { dispatch } from "./dispatch";

const log = { warn: vi.fn(), error: vi.fn() };
const create = vi.fn();

/** Every handler says that it was called; only the first is looked at. */
const handlers = Object.fromEntries(
  Object.keys(commandInputs).map((name) => [name, name === "tasks.create" ? create : () => name]),
) as unknown as Handlers;

const call = (name: unknown, input: unknown) => dispatch(handlers, name, input, log);

const right = {
  session: "playground",
  coroutine: "sleep",
  args: { seconds: 1 },
  count: 1,
} as const;

function nested(levels: number): unknown[] {
  let list: unknown[] = [];
  for (let level = 0; level < levels; level += 1) list = [list];
  return list;
}

/** Electron's messages can hold what JSON cannot say. */
function twiceItself(): unknown[] {
  const list: unknown[] = [];
  list.push(list, list);
  return list;
}

beforeEach(() => {
  vi.resetAllMocks();
});

describe("the door for commands", () => {
  it("hands a command that is right to its handler, and its answer back", async () => {
    create.mockResolvedValue({ firstTask: 1, lastTask: 1 });
    expect(await call("tasks.create", right)).toEqual({
      ok: true,
      value: { firstTask: 1, lastTask: 1 },
    });
    expect(create).toHaveBeenCalledExactlyOnceWith(right);
    expect(log.warn).not.toHaveBeenCalled();
  });

  it.each([
    ["a name that does not exist", "tasks.destroy", '"tasks.destroy"'],
    ["a name of the prototype", "constructor", '"constructor"'],
    ["another name of the prototype", "__proto__", '"__proto__"'],
    ["a method of all objects", "hasOwnProperty", '"hasOwnProperty"'],
    ["no text at all", { toString: "tasks.create" }, "of the type object"],
    ["nothing", undefined, "of the type undefined"],
    ["a very long name", "x".repeat(10_000), `"${"x".repeat(60)}"`],
  ])("refuses %s, says which, and logs it once", async (_what, name, shown) => {
    expect(await call(name, {})).toEqual({
      ok: false,
      error: { code: "unknown-command", message: `There is no command ${shown}.` },
    });
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["no input", undefined, undefined],
    ["a list", [], undefined],
    ["a missing field", { ...right, count: undefined }, "count"],
    ["a field too many", { ...right, more: 1 }, undefined],
    ["a session that does not exist", { ...right, session: "other" }, "session"],
    ["a coroutine of the prototype", { ...right, coroutine: "toString" }, "coroutine"],
    ["a count of 0", { ...right, count: 0 }, "count"],
    ["a count beyond the bound", { ...right, count: 100_001 }, "count"],
    ["half a task", { ...right, count: 1.5 }, "count"],
    ["an argument that is an object", { ...right, args: { seconds: {} } }, "args.seconds"],
    ["an argument that is not finite", { ...right, args: { seconds: Infinity } }, "args.seconds"],
    ["a name that is too long", { ...right, name: "n".repeat(81) }, "name"],
  ])("refuses %s before the handler sees it, and names the field", async (_what, input, field) => {
    const result = await call("tasks.create", input);
    expect(result).toMatchObject({ ok: false, error: { code: "bad-input" } });
    if (!result.ok) {
      expect(result.error.field).toBe(field);
      expect(result.error.message).toContain('The command "tasks.create" was refused');
      if (field !== undefined) expect(result.error.message).toContain(field);
    }
    expect(create).not.toHaveBeenCalled();
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["nested too deeply", nested(100_000)],
    ["without end", twiceItself()],
    ["too large", new Array<number>(200_000).fill(1)],
  ])("refuses what is %s before a schema follows it", async (_what, args) => {
    expect(await call("programs.createTask", { coroutine: "work", args })).toMatchObject({
      ok: false,
      error: { code: "bad-input", message: expect.stringContaining("too deeply") as string },
    });
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it("passes on what the lab refuses, with its field", async () => {
    create.mockRejectedValue(new LabError("not-found", "There is no task 7.", "task"));
    expect(await call("tasks.create", right)).toEqual({
      ok: false,
      error: { code: "not-found", message: "There is no task 7.", field: "task" },
    });
    expect(log.error).not.toHaveBeenCalled();
  });

  it("answers a fault of the lab itself too, and logs it", async () => {
    const fault = new TypeError("x is not a function");
    create.mockImplementation(() => {
      throw fault;
    });
    expect(await call("tasks.create", right)).toMatchObject({
      ok: false,
      error: { code: "internal" },
    });
    expect(log.error).toHaveBeenCalledExactlyOnceWith('The command "tasks.create" failed.', fault);
  });
});
