const IMPORTS = /^import [^;]*;\n/gm;

/**
 * The text of a module as a learner would write it: without what only ties it into this project.
 *
 * It is made from the very file that runs, so that what is shown cannot drift from what is done.
 * @param module the whole file, as `?raw` gives it: all imports stand at its beginning
 */
export function sourceShown(module: string): string {
  return module
    .replace(IMPORTS, "")
    .replace(/^export /gm, "")
    .trim();
}

/** How many lines of a module stand before the first one that is shown. */
export function linesBefore(module: string): number {
  const head = /^(?:import [^;]*;\n|\s*\n)*/.exec(module)![0];
  return head.split("\n").length - 1;
}

/** What the rows of a recording call the file of a coroutine, which is named as what it exports: `sleepFor` is in `sleep-for.ts`. */
export function fileOfFunction(name: string): string {
  return `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
}
