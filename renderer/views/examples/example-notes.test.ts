import { expect, it } from "vitest";
import { EXAMPLE_NOTES } from "./example-notes";
import { exampleList, foundExamples } from "./example-list";

const files = Object.keys(import.meta.glob("../../../examples/*.{py,ts}")).map((path) =>
  path.split("/").at(-1)!,
);
const entries = files.map((name) => ({
  document: `example:${name}`,
  name,
  title: name,
  language: name.endsWith(".py") ? ("python" as const) : ("typescript" as const),
}));

it("says of each example what it shows, and each is there in both languages", () => {
  const examples = exampleList(entries, EXAMPLE_NOTES);
  expect(examples.map(({ id }) => id).sort()).toEqual(Object.keys(EXAMPLE_NOTES).sort());
  for (const { documents, summary } of examples) {
    expect(Object.keys(documents).sort()).toEqual(["python", "typescript"]);
    expect(summary).not.toBe("");
  }
});

it("finds examples by asyncio's own words, in a group or in all", () => {
  const examples = exampleList(entries, EXAMPLE_NOTES);
  expect(foundExamples(examples, "deadlock", null).map(({ id }) => id)).toEqual(["deadlock"]);
  expect(foundExamples(examples, "deadlock", "First steps")).toEqual([]);
  expect(foundExamples(examples, "", null)).toHaveLength(examples.length);
});
