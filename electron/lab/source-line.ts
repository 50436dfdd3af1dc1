/**
 * Where the code that runs now stands in its source. A generator does not tell: marks that the build,
 * or the thread of a program, puts into the code (`programs/line-marks.ts`) write it down as they
 * are passed, and the recorder reads it when a step is over. A mark costs one store.
 */
export const standing = {
  /** A file and a line of it in one small integer, see `placeIn`; 0 where nothing is known. */
  place: 0,
};

/** More than the lines of the longest program. A place is below 2³⁰, which engines keep as a plain number. */
const LINES_PER_FILE = 1 << 18;
const MAX_FILES = 1 << 12;

/** By number: 0 stands for no file. */
const files: string[] = [""];

/** What has to be added to a line of `file` to get its place. */
export function placesOf(file: string): number {
  const known = files.indexOf(file);
  if (known > 0) return known * LINES_PER_FILE;
  return files.length < MAX_FILES ? (files.push(file) - 1) * LINES_PER_FILE : 0;
}

/** From 1 on. */
export function lineOf(place: number): number {
  return place % LINES_PER_FILE;
}

export function fileOf(place: number): string {
  return files[Math.floor(place / LINES_PER_FILE)] ?? "";
}
