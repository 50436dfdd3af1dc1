import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Update, UpdateState } from "../../../shared/updates";
import { CHECK_EVERY_MS, FIRST_CHECK_MS, Updates } from "./updates";
import type { UpdateOptions, Updater } from "./updates";

const update: Update = { version: "2.0.0", notes: "" };

let found: Update | null;
let checks: number;
let opened: number;
let states: UpdateState[];

beforeEach(() => {
  vi.useFakeTimers();
  found = null;
  checks = 0;
  opened = 0;
  states = [];
});
afterEach(() => vi.useRealTimers());

function open(changes: Partial<UpdateOptions> = {}): Updates {
  const updater: Updater = {
    check: async () => {
      checks += 1;
      return found;
    },
    download: async () => undefined,
    install: () => expect.fail("Nobody asked to install."),
  };
  const options: UpdateOptions = {
    obstacle: null,
    open: async () => {
      opened += 1;
      return updater;
    },
    leave: () => expect.fail("Nobody asked to install."),
    ...changes,
  };
  return new Updates(options, (push) => push.type === "updates" && states.push(push.state), {
    warn: () => undefined,
    error: () => undefined,
  });
}

describe("off, as it comes", () => {
  it("nothing is looked for, and nothing is loaded, however long it stays", async () => {
    const updates = open();
    updates.choose("off");
    await vi.advanceTimersByTimeAsync(10 * CHECK_EVERY_MS);
    expect([opened, checks, states]).toEqual([0, 0, []]);
    expect(() => updates.handlers["updates.check"]({})).toThrow("Updates are off in the settings.");
    expect(() => updates.handlers["updates.download"]({})).toThrow("Updates are off");
    expect(() => updates.handlers["updates.install"]({})).toThrow("Updates are off");
  });

  it("is what it goes back to", async () => {
    const updates = open();
    updates.choose("tell");
    await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS);
    updates.choose("off");
    await vi.advanceTimersByTimeAsync(10 * CHECK_EVERY_MS);
    expect(checks).toBe(1);
    expect(updates.state).toEqual({ kind: "off" });
  });
});

it("looks some time after the start, and once a day from then on", async () => {
  const updates = open();
  updates.choose("tell");
  await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS - 1);
  expect([opened, checks]).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect([opened, checks]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(2 * CHECK_EVERY_MS);
  expect([opened, checks]).toEqual([1, 3]);
  updates.close();
  await vi.advanceTimersByTimeAsync(2 * CHECK_EVERY_MS);
  expect(checks).toBe(3);
});

it("does not look for others once a version is there to be installed", async () => {
  const updates = open();
  found = update;
  updates.choose("download");
  await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS);
  updates.handlers["updates.download"]({});
  await vi.advanceTimersByTimeAsync(5 * CHECK_EVERY_MS);
  expect(checks).toBe(1);
  expect(updates.state).toEqual({ kind: "ready", update });
});

it("leaves an answer aside that comes after it was switched off", async () => {
  let answer: (update: Update) => void = () => undefined;
  const updates = open({
    open: async () => ({
      check: () => new Promise((resolve) => (answer = resolve)),
      download: async () => undefined,
      install: () => expect.fail("Nobody asked to install."),
    }),
  });
  updates.choose("tell");
  await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS);
  expect(updates.state.kind).toBe("checking");
  updates.choose("off");
  answer(update);
  await vi.advanceTimersByTimeAsync(0);
  expect(updates.state.kind).toBe("off");
});

it("is told of what cannot be loaded, and tries it again when asked", async () => {
  let isBroken = true;
  const updates = open({
    open: async () => {
      if (isBroken) throw new Error("no such module");
      return { check: async () => null, download: async () => undefined, install: vi.fn() };
    },
  });
  updates.choose("tell");
  updates.handlers["updates.check"]({});
  await vi.advanceTimersByTimeAsync(0);
  expect(updates.state).toMatchObject({ kind: "failed", detail: "no such module" });
  isBroken = false;
  updates.handlers["updates.check"]({});
  await vi.advanceTimersByTimeAsync(0);
  expect(updates.state).toEqual({ kind: "none" });
});

it("where there is an obstacle, says which, and does nothing", async () => {
  const updates = open({ obstacle: "no-feed" });
  updates.choose("download");
  await vi.advanceTimersByTimeAsync(5 * CHECK_EVERY_MS);
  expect(updates.state).toEqual({ kind: "unavailable", why: "no-feed" });
  expect([opened, checks]).toEqual([0, 0]);
  expect(() => updates.handlers["updates.check"]({})).toThrow(/does not update itself/);
});
