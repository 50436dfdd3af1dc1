import { afterEach, expect, it } from "vitest";
import { effectScope, nextTick, watchEffect } from "vue";
import { language, speak, t, writtenCount } from "./texts";

afterEach(() => speak("en"));

it("begins in English", () => {
  expect(language()).toBe("en");
  expect(t("settings.title")).toBe("Settings");
  expect(writtenCount(1_234_567)).toBe("1,234,567");
});

it("says everything anew in the language that is chosen, and tells the page's readers", async () => {
  const said: string[] = [];
  const scope = effectScope();
  scope.run(() => watchEffect(() => said.push(`${t("settings.title")} ${writtenCount(1_500)}`)));
  await speak("de");
  await nextTick();
  expect(said).toEqual(["Settings 1,500", "Einstellungen 1.500"]);
  expect(document.documentElement.lang).toBe("de");
  scope.stop();
});

it("ends with what was chosen last, whatever is loaded first", async () => {
  await Promise.all([speak("de"), speak("en")]);
  expect(language()).toBe("en");
  expect(document.documentElement.lang).toBe("en");
});

it("puts values into a text", () => {
  expect(t("settings.saved", { label: "Latency" })).toBe("Latency saved");
});
