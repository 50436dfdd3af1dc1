import { expect, it } from "vitest";
import { readHelpPage, searchHelp } from "./help-pages";

const page = readHelpPage(
  "tea",
  "# Tea\n\nHow it is made.\n\n## The pot\n\nWarm it first.\n\n## Cups & saucers\n\nTwo `cups`.\n\n## The pot\n\nAgain.\n",
);

it("divides a page at its headings, and names them as addresses do", () => {
  expect(page.title).toBe("Tea");
  expect(page.sections.map(({ id }) => id)).toEqual([
    "tea",
    "the-pot",
    "cups--saucers",
    "the-pot-1",
  ]);
  expect(page.sections[2]?.text).toBe("Two cups.");
});

it("finds a section by its text, and those that are called so first", () => {
  expect(searchHelp([page], "warm first").map(({ section }) => section.id)).toEqual(["the-pot"]);
  expect(searchHelp([page], "cups")[0]).toMatchObject({ excerpt: "Two cups." });
  expect(searchHelp([page], "coffee")).toEqual([]);
});
