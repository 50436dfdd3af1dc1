import { readdirSync, readFileSync } from "node:fs";
import { format } from "node:util";
import { expect, it } from "vitest";
import { examplesIn, runExample } from "./__tests__/examples";
import * as scheduler from "./index";

const folder = new URL(".", import.meta.url);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".ts") && !name.includes(".test"))
  .flatMap((name) => examplesIn(name, readFileSync(new URL(name, folder), "utf8")));

it("every exported name has an example", () => {
  const documented = new Set(examples.map(({ name }) => name));
  expect(Object.keys(scheduler).filter((name) => !documented.has(name))).toEqual([]);
});

it.each(examples)("the example of $name prints what it says", async ({ code, expected }) => {
  const printed = await runExample(code, { ...scheduler }, format);
  // An example may print in another order than it is written in.
  expect([...printed].sort()).toEqual([...expected].sort());
});
