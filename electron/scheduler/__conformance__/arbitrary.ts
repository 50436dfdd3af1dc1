import fc from "fast-check";
import { Grammar } from "./arbitrary/grammar";
import { PROFILES } from "./arbitrary/profiles";
import type { Program } from "./program";

/** Random programs. Numbered, small enough to read once shrunk, and never endless. */
export const programs: fc.Arbitrary<Program> = fc.oneof(
  ...PROFILES.map((profile) => new Grammar(profile).program()),
);
