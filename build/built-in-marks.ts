import { basename, relative } from "node:path";
import type { Plugin } from "vite";
import { linesBefore } from "../electron/lab/source";
import { markLines, withoutTypes } from "../electron/programs/line-marks";

/** The folders of the coroutines and programs that come with the lab. */
const BUILT_INS = /^electron[\\/]lab[\\/](coroutines|programs)[\\/](?!.*\.test\.)[\w-]+\.ts$/;
const STANDING = "$standing";
const FIRST = "$first";

/**
 * Marks the lines of the lab's own coroutines and programs, as those of a user's program are marked
 * when it is run. Lines are counted as the page shows the source.
 * @param root the project's folder
 */
export function builtInMarks(root: string): Plugin {
  return {
    name: "built-in-marks",
    enforce: "pre",
    transform(source, id) {
      if (!BUILT_INS.test(relative(root, id)) || !/function\s*\*/.test(source)) return null;
      const skipped = linesBefore(source);
      const { code } = markLines(withoutTypes(source), {
        standing: STANDING,
        place: (line) => `${FIRST}+${line - skipped}`,
      });
      const from = `import { standing as ${STANDING}, placesOf as $placesOf } from "../source-line";`;
      const first = `const ${FIRST} = $placesOf(${JSON.stringify(basename(id))});`;
      // On the first line: no other one moves.
      return { code: `${from} ${first} ${code}`, map: null };
    },
  };
}
