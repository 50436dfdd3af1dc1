import { expect, it } from "vitest";
import { WHOLE_VIEW } from "../../shared/recording/view";
import { parseViewLink, viewLinkOf } from "./view-link";

const LINK = {
  recording: "Übung 1 & 2 #final",
  view: {
    ...WHOLE_VIEW,
    shown: { from: -0.25, to: 1.5 },
    range: { from: 0.5, to: 0.5 },
    task: 3,
    at: { time: 0.123456789, seq: 41 },
    search: "state:waiting fetch",
  },
};

it("gives back what it was made of", () => {
  expect(parseViewLink(viewLinkOf(LINK))).toEqual(LINK);
  const plain = { recording: "plain", view: WHOLE_VIEW };
  expect(viewLinkOf(plain)).toBe("#recording=plain");
  expect(parseViewLink("#recording=plain")).toEqual(plain);
});

it("takes no other fragment for one", () => {
  for (const fragment of ["", "#", "#token=x", "#view=1&recording=x"]) {
    expect(parseViewLink(fragment)).toBeNull();
  }
});

it.each([
  ["#recording=", "names no recording"],
  [`#recording=${"x".repeat(301)}`, "names no recording"],
  ["#recording=a&from=1", "is not right"],
  ["#recording=a&from=2&to=1", "is not right"],
  ["#recording=a&from=&to=1", "is not right"],
  ["#recording=a&from=0&to=1e99", "is not right"],
  ["#recording=a&task=0", "is not right"],
  ["#recording=a&task=<script>", "is not right"],
  ["#recording=a&at=1", "is not right"],
  ["#recording=a&at=1&event=-1", "is not right"],
  [`#recording=a&search=${"x".repeat(201)}`, "is not right"],
])("says in a sentence that %s is not right", (fragment, words) => {
  expect(parseViewLink(fragment)).toContain(words);
});
