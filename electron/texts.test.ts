import { afterEach, expect, it } from "vitest";
import { speak, t } from "./texts";

afterEach(() => speak("en"));

it("speaks English until it is told otherwise, and the other language from then on", () => {
  expect(t("native.hangs")).toBe("The window does not respond.");
  speak("de");
  expect(t("native.hangs")).toBe("Das Fenster reagiert nicht.");
});

it("puts values into a text", () => {
  expect(t("native.stoppedDetail", { reason: "oom" })).toContain("(Reason: oom.)");
});
