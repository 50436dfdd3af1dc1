import { describe, expect, it } from "vitest";
import type { Update, UpdateState } from "../../../shared/updates";
import { nextState } from "./update-state";
import type { UpdateEvent } from "./update-state";

const update: Update = { version: "2.0.0", notes: "More of it." };
const failure = { type: "failed", problem: "unreachable", detail: "nobody there" } as const;

const STATES: readonly UpdateState[] = [
  { kind: "unavailable", why: "no-feed" },
  { kind: "off" },
  { kind: "waiting" },
  { kind: "checking" },
  { kind: "none" },
  { kind: "available", update },
  { kind: "downloading", update, percent: 40 },
  { kind: "ready", update },
  { kind: "installing", update },
  { kind: "failed", problem: "other", detail: "", update: null },
  { kind: "failed", problem: "other", detail: "", update },
];
const EVENTS: readonly UpdateEvent[] = [
  { type: "check" },
  { type: "found", update },
  { type: "found", update: null },
  { type: "download", choice: "download" },
  { type: "progress", percent: 50 },
  { type: "downloaded" },
  { type: "install" },
  failure,
];

const run = (state: UpdateState, ...events: UpdateEvent[]): UpdateState =>
  events.reduce(nextState, state);
const kinds = (event: UpdateEvent): string[] =>
  STATES.filter((state) => nextState(state, event) !== state).map(({ kind }) => kind);

it("goes from switching it on to a version that is there to be installed", () => {
  const steps: UpdateEvent[] = [
    { type: "chose", choice: "download" },
    { type: "check" },
    { type: "found", update },
    { type: "download", choice: "download" },
    { type: "progress", percent: 33.7 },
    { type: "downloaded" },
    { type: "install" },
  ];
  const seen: UpdateState[] = [];
  let state: UpdateState = { kind: "off" };
  for (const step of steps) seen.push((state = nextState(state, step)));
  expect(seen).toEqual([
    { kind: "waiting" },
    { kind: "checking" },
    { kind: "available", update },
    { kind: "downloading", update, percent: 0 },
    { kind: "downloading", update, percent: 33 },
    { kind: "ready", update },
    { kind: "installing", update },
  ]);
});

it("says that there is no newer version, and can be asked again", () => {
  const state = run({ kind: "checking" }, { type: "found", update: null });
  expect(state).toEqual({ kind: "none" });
  expect(nextState(state, { type: "check" })).toEqual({ kind: "checking" });
});

describe("while it is off, or cannot be had", () => {
  it.each(STATES.slice(0, 2))("nothing that anybody asks or tells changes it ($kind)", (state) => {
    for (const event of EVENTS) expect(nextState(state, event)).toBe(state);
  });

  it("no choice makes it possible where there is no feed", () => {
    for (const choice of ["off", "tell", "download"] as const) {
      expect(nextState(STATES[0]!, { type: "chose", choice })).toBe(STATES[0]);
    }
  });
});

describe("an event that does not fit changes nothing", () => {
  it.each([
    [{ type: "check" }, ["waiting", "none", "available", "failed", "failed"]],
    [{ type: "found", update }, ["checking"]],
    [{ type: "download", choice: "download" }, ["available", "failed"]],
    [{ type: "progress", percent: 50 }, ["downloading"]],
    [{ type: "downloaded" }, ["downloading"]],
    [{ type: "install" }, ["ready"]],
    [failure, ["checking", "downloading", "installing"]],
  ] as const)("%o", (event, expected) => {
    expect(kinds(event)).toEqual(expected);
  });
});

it("fetches nothing for who wants to be told only", () => {
  const state: UpdateState = { kind: "available", update };
  expect(nextState(state, { type: "download", choice: "tell" })).toBe(state);
});

it("gives up what is on its way, and what is there, when the user wants to be told only", () => {
  for (const state of [STATES[6]!, STATES[7]!]) {
    expect(nextState(state, { type: "chose", choice: "tell" })).toEqual({
      kind: "available",
      update,
    });
    expect(nextState(state, { type: "chose", choice: "off" })).toEqual({ kind: "off" });
  }
});

it("never goes back in percent, nor over 100", () => {
  const state: UpdateState = { kind: "downloading", update, percent: 40 };
  expect(nextState(state, { type: "progress", percent: 39 })).toBe(state);
  expect(nextState(state, { type: "progress", percent: 40.9 })).toBe(state);
  expect(nextState(state, { type: "progress", percent: 130 })).toMatchObject({ percent: 100 });
});

it("keeps the version that could not be fetched, to try it again", () => {
  const failed = run(STATES[6]!, failure);
  expect(failed).toEqual({
    kind: "failed",
    problem: "unreachable",
    detail: "nobody there",
    update,
  });
  expect(run(failed, { type: "download", choice: "download" })).toEqual({
    kind: "downloading",
    update,
    percent: 0,
  });
  expect(run({ kind: "checking" }, failure)).toMatchObject({ update: null });
});
