import { expect, it } from "vitest";
import { Refusals } from "./refusals";

it("logs no more refusals than the log can bear, and counts the others", () => {
  const said: string[] = [];
  let now = 0;
  const log = { warn: (message: string) => void said.push(message) };
  const refusals = new Refusals(log, { burst: 2, perSecond: 1 }, () => now);
  for (let time = 0; time < 5; time += 1) refusals.add("No.");
  expect(said).toEqual(["No.", "No."]);
  now = 1_000;
  refusals.add("Not you.");
  expect(said).toEqual(["No.", "No.", "Not you. (So were 3 before it.)"]);
  now = 2_000;
  refusals.add("No.");
  expect(said.at(-1)).toBe("No.");
});
