import { expect, it } from "vitest";
import { spokenLanguage } from "./language";

it("speaks the first of the system's languages that it knows, English without one", () => {
  expect(spokenLanguage("system", ["fr-CA", "de-AT", "en-GB"])).toBe("de");
  expect(spokenLanguage("system", ["EN-us", "de"])).toBe("en");
  expect(spokenLanguage("system", ["fr", "den"])).toBe("en");
  expect(spokenLanguage("system", [])).toBe("en");
});

it("speaks what was chosen, whatever the system speaks", () => {
  expect(spokenLanguage("en", ["de"])).toBe("en");
  expect(spokenLanguage("de", ["en"])).toBe("de");
});
