import type { SourceFile } from "../../../shared/recording/recording";
import { MAX_BLOCK_SECONDS } from "../limits";
import { blockTheLoop } from "./block-the-loop";
import blockTheLoopModule from "./block-the-loop.ts?raw";
import { count } from "./count";
import countModule from "./count.ts?raw";
import { failAfter } from "./fail-after";
import failAfterModule from "./fail-after.ts?raw";
import { fetchSeveral } from "./fetch-several";
import fetchSeveralModule from "./fetch-several.ts?raw";
import { fetchTitle } from "./fetch-title";
import fetchTitleModule from "./fetch-title.ts?raw";
import { ignoreOneCancel } from "./ignore-one-cancel";
import ignoreOneCancelModule from "./ignore-one-cancel.ts?raw";
import { offer } from "./offer";
import type { Offer } from "./offer";
import { sleepFor } from "./sleep-for";
import sleepForModule from "./sleep-for.ts?raw";

/** The longest wait that can be asked for, in seconds. */
const MAX_SECONDS = 3_600;
/** Beyond the hundred posts of the lab's own server: another one may have more, and a 404 is worth seeing. */
const MAX_POST = 1_000_000;

/** Every coroutine of the palette, in its order. */
export const OFFERS: readonly Offer[] = [
  offer({
    id: "sleep",
    title: "sleep",
    summary: "Waits for a while and returns. The loop is free meanwhile.",
    taskName: "sleep",
    parameters: [
      {
        kind: "number",
        name: "seconds",
        label: "for",
        default: 1,
        min: 0,
        max: MAX_SECONDS,
        unit: "s",
      },
    ],
    module: sleepForModule,
    start: sleepFor,
  }),
  offer({
    id: "fetch-title",
    title: "fetch title",
    summary: "Fetches one post over HTTP and returns its title.",
    taskName: "title",
    parameters: [
      {
        kind: "integer",
        name: "post",
        label: "post",
        default: 1,
        min: 1,
        max: MAX_POST,
        unit: "",
      },
    ],
    module: fetchTitleModule,
    start: fetchTitle,
  }),
  offer({
    id: "fetch-several",
    title: "fetch several",
    summary: "Creates a task for each post, gathers them and returns all titles.",
    taskName: "several",
    parameters: [
      {
        kind: "integer",
        name: "first",
        label: "from post",
        default: 1,
        min: 1,
        max: MAX_POST,
        unit: "",
      },
      {
        kind: "integer",
        name: "howMany",
        label: "posts",
        default: 3,
        min: 0,
        max: 100,
        unit: "",
      },
    ],
    module: fetchSeveralModule,
    start: fetchSeveral,
  }),
  offer({
    id: "fail-after",
    title: "fail after",
    summary: "Waits for a while, then throws an error.",
    taskName: "fails",
    parameters: [
      {
        kind: "number",
        name: "seconds",
        label: "after",
        default: 0.5,
        min: 0,
        max: MAX_SECONDS,
        unit: "s",
      },
      { kind: "text", name: "message", label: "message", default: "no such post", maxLength: 200 },
    ],
    module: failAfterModule,
    start: failAfter,
  }),
  offer({
    id: "count",
    title: "count",
    summary: "Prints one number after the other, with a pause after each.",
    taskName: "count",
    parameters: [
      { kind: "integer", name: "to", label: "to", default: 5, min: 0, max: 100_000, unit: "" },
      {
        kind: "number",
        name: "pause",
        label: "pause",
        default: 0.5,
        min: 0,
        max: MAX_SECONDS,
        unit: "s",
      },
    ],
    module: countModule,
    start: count,
  }),
  offer({
    id: "ignore-one-cancel",
    title: "ignore one cancel",
    summary: "Catches the first cancel and goes on; only a second one ends it.",
    taskName: "stubborn",
    parameters: [
      {
        kind: "number",
        name: "seconds",
        label: "sleeps for",
        default: 4,
        min: 0,
        max: MAX_SECONDS,
        unit: "s",
      },
    ],
    module: ignoreOneCancelModule,
    start: ignoreOneCancel,
  }),
  offer({
    id: "block-the-loop",
    title: "block the loop",
    summary:
      "Computes without a pause: for so long, nothing else runs, not even the window's answers.",
    taskName: "block",
    parameters: [
      {
        kind: "number",
        name: "seconds",
        label: "for",
        default: 1,
        min: 0,
        max: MAX_BLOCK_SECONDS,
        unit: "s",
      },
    ],
    module: blockTheLoopModule,
    start: blockTheLoop,
  }),
];

/** The generator functions of the palette, by name. */
export const OFFERED_FUNCTIONS: Readonly<Record<string, unknown>> = Object.fromEntries(
  OFFERS.map((offer) => [offer.functionName, offer.generatorFunction]),
);

/** The texts of their files. */
export const OFFERED_FILES: readonly SourceFile[] = OFFERS.map(
  ({ description: { file, source } }) => ({ file, source }),
);
