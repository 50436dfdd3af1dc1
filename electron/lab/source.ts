/**
 * The text of a module as a learner would write it: without what only ties it into this project.
 *
 * It is made from the very file that runs, so that what is shown cannot drift from what is done.
 * @param module the whole file, as `?raw` gives it
 */
export function sourceShown(module: string): string {
  return module
    .replace(/^import [^;]*;\n/gm, "")
    .replace(/^export /gm, "")
    .trim();
}
