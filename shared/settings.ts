import type { OwnKeys } from "./keymap";
import type { LanguageChoice } from "./texts/language";
import type { UpdateChoice } from "./updates";

/** What the user can set. Kept by the main process in one file, the same for all windows. */
export interface Settings {
  /** Where fetches go. Empty: the lab's own posts server. Otherwise an http or https address that answers `/posts/:id` in its form. */
  baseUrl: string;
  /** How long the posts server waits before it answers, in milliseconds. */
  latencyMs: number;
  /** How far the latency varies to either side, in milliseconds. */
  jitterMs: number;
  /** The share of requests that the posts server answers with an error, 0 to 1. */
  errorRate: number;
  /** The share of connections that the posts server drops without an answer, 0 to 1. */
  dropRate: number;
  theme: Theme;
  language: LanguageChoice;
  /** Whether programs of the user's own may fetch from anywhere. Without it they reach the lab's posts, and the site that tutorials use. */
  allowNetwork: boolean;
  /** Events kept for each session. More remembers longer and takes more memory, in the lab and in every page. */
  historyEvents: number;
  /** The keys that the user gave to actions. */
  keys: OwnKeys;
  /** What the desktop app may do about newer versions of itself. */
  updates: UpdateChoice;
  /** Whether the user has seen the tour of the window, or said no to it. */
  tourSeen: boolean;
}

export type Theme = "system" | "light" | "dark";

export const DEFAULT_SETTINGS: Settings = {
  baseUrl: "",
  latencyMs: 800,
  jitterMs: 200,
  errorRate: 0,
  dropRate: 0,
  theme: "system",
  language: "system",
  allowNetwork: false,
  historyEvents: 2_000_000,
  keys: {},
  updates: "off",
  tourSeen: false,
};

/** The fewest events that can be kept: a few seconds of a busy run. */
export const MIN_HISTORY_EVENTS = 100_000;
/** The most that can be kept: about half a gigabyte here, and as much in a page. */
export const MAX_HISTORY_EVENTS = 10_000_000;

/** The longest latency that can be set, in milliseconds: longer than any client waits. */
export const MAX_LATENCY_MS = 60_000;
