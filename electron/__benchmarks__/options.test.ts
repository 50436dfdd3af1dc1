import { expect, it } from "vitest";
import { readOptions, USAGE } from "./options";

it("measures everything in five processes each, if nothing is asked for", () => {
  expect(readOptions([])).toMatchObject({ only: null, subjects: null, rounds: 5, help: false });
});

it("starts fewer processes in a quick run, unless it is told how many", () => {
  expect(readOptions(["--quick"]).rounds).toBe(2);
  expect(readOptions(["--quick", "--rounds", "7"]).rounds).toBe(7);
});

it("refuses an option that there is not, and a number of rounds that is none", () => {
  expect(() => readOptions(["--fast"])).toThrow("--fast");
  expect(() => readOptions(["--rounds", "0"])).toThrow("--rounds is a whole number above 0.");
});

it("says in its usage what every option is", () => {
  for (const option of Object.keys(readOptions([]))) expect(USAGE).toContain(`--${option} `);
});
