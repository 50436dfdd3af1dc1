import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labForTests } from "./__tests__/lab";

/**
 * Programs as tutorials have them. Each says at its end what is seen of it: `# out |` a line that it
 * prints, `# err |` a part of what else the console shows, `# sentence |` and `# exit |` how it ends.
 * `# latency ms |` is how long the posts server takes for an answer.
 */
const FOLDER = join(import.meta.dirname, "__tests__/tutorials");

interface Expected {
  readonly clock: "real" | "virtual";
  readonly output: readonly string[];
  readonly remarks: readonly string[];
  readonly sentence: string | undefined;
  readonly exitCode: number;
  readonly latencyMs: number;
}

function expectedOf(source: string): Expected {
  const linesOf = (what: string): string[] =>
    [...source.matchAll(new RegExp(`^# ${what} \\| (.*)$`, "gm"))].map(([, text]) => text!);
  return {
    // Requests are answered in real time.
    clock: /^# real time$/m.test(source) ? "real" : "virtual",
    output: linesOf("out"),
    remarks: linesOf("err"),
    sentence: linesOf("sentence")[0],
    exitCode: Number(linesOf("exit")[0] ?? 0),
    latencyMs: Number(linesOf("latency ms")[0] ?? 0),
  };
}

const lab = labForTests();

describe("a program of a tutorial", () => {
  it.each(readdirSync(FOLDER))(
    "%s runs as it stands",
    async (file) => {
      const source = readFileSync(join(FOLDER, file), "utf8");
      const { clock, output, remarks, sentence, exitCode, latencyMs } = expectedOf(source);
      lab.server.setDials({ latencyMs });
      const seen = await lab.run(source, "python", { file, clock });
      expect(seen.output).toEqual(output);
      const told = seen.remarks.join("\n");
      for (const part of remarks) expect(told).toContain(part);
      if (remarks.length === 0) expect(told).toBe("");
      expect(seen.end.exitCode).toBe(exitCode);
      if (sentence !== undefined) expect(seen.end.sentence).toBe(sentence);
      // What lies between the learner's own lines is left out.
      expect(told).not.toMatch(/File "\/|\/lab\//);
    },
    60_000,
  );
});
