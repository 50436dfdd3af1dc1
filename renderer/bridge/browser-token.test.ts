import { beforeEach, expect, it } from "vitest";
import { takeToken } from "./browser-token";

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, "", "/");
});

it("takes the token out of the address that the user sees", () => {
  history.replaceState(null, "", "/#token=secret-1&view=x");
  expect(takeToken()).toBe("secret-1");
  expect(location.hash).toBe("#view=x");
});

it("remembers the token for a reload", () => {
  history.replaceState(null, "", "/#token=secret-1");
  takeToken();
  expect(location.hash).toBe("");
  expect(takeToken()).toBe("secret-1");
});

it("prefers a new token to the remembered one", () => {
  sessionStorage.setItem("tasklab-token", "old");
  history.replaceState(null, "", "/#token=new");
  expect(takeToken()).toBe("new");
});

it("gives an empty token where there is none", () => {
  expect(takeToken()).toBe("");
});
