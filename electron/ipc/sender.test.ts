import { describe, expect, it } from "vitest";
import { isOwnPage } from "./sender";

const PAGE = "app://tasklab/";

describe("a message's sender", () => {
  it("is the app's own page", () => {
    expect(isOwnPage({ url: "app://tasklab/#settings", parent: null }, PAGE)).toBe(true);
  });

  it("is refused when it is a frame inside of the page, even of the same site", () => {
    expect(isOwnPage({ url: PAGE, parent: { url: PAGE } }, PAGE)).toBe(false);
  });

  it("is refused when it is of another site, blank, or gone", () => {
    for (const url of ["https://tasklab/", "app://other/", "about:blank", "file:///index.html"]) {
      expect(isOwnPage({ url, parent: null }, PAGE)).toBe(false);
    }
    expect(isOwnPage(null, PAGE)).toBe(false);
  });
});
