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
  ["#recording=", "no-name"],
  [`#recording=${"x".repeat(301)}`, "no-name"],
  ["#recording=a&from=1", "bad-view"],
  ["#recording=a&from=2&to=1", "bad-view"],
  ["#recording=a&from=&to=1", "bad-view"],
  ["#recording=a&from=0&to=1e99", "bad-view"],
  ["#recording=a&task=0", "bad-view"],
  ["#recording=a&task=<script>", "bad-view"],
  ["#recording=a&at=1", "bad-view"],
  ["#recording=a&at=1&event=-1", "bad-view"],
  [`#recording=a&search=${"x".repeat(201)}`, "bad-view"],
])("does not take %s", (fragment, problem) => {
  expect(parseViewLink(fragment)).toBe(problem);
});
