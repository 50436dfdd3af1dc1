import { describe, expect, it } from "vitest";
import { isSamePage, isSameSite } from "./page-address";

const APP = "app://tasklab/";
const DEV_SERVER = "http://localhost:5173/";

describe("an address of the app's own site", () => {
  it.each([
    [APP, APP],
    ["app://tasklab/assets/index.js", APP],
    ["app://tasklab/?query#fragment", APP],
    ["http://localhost:5173/@vite/client", DEV_SERVER],
  ])("is %s, for the page %s", (url, page) => {
    expect(isSameSite(url, page)).toBe(true);
  });

  it.each([
    ["app://elsewhere/", APP],
    ["app://tasklab.example/", APP],
    ["https://tasklab/", APP],
    ["file:///tasklab/", APP],
    ["about:blank", APP],
    ["data:text/html,app://tasklab/", APP],
    ["", APP],
    ["no address", APP],
    ["http://localhost:5174/", DEV_SERVER],
    ["https://localhost:5173/", DEV_SERVER],
    ["http://localhost:5173@example.com/", DEV_SERVER],
  ])("is not %s, for the page %s", (url, page) => {
    expect(isSameSite(url, page)).toBe(false);
  });
});

describe("the page itself", () => {
  it("is what differs in query and fragment only", () => {
    expect(isSamePage("app://tasklab/?a#b", APP)).toBe(true);
    expect(isSamePage("app://tasklab", APP)).toBe(false);
    expect(isSamePage("app://tasklab/assets/index.js", APP)).toBe(false);
    expect(isSamePage("app://elsewhere/", APP)).toBe(false);
  });
});
