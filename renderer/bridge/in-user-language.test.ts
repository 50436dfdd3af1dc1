import { afterEach, expect, it } from "vitest";
import type { StreamMessage } from "../../shared/stream";
import { failureOf, LabError } from "../../shared/result";
import { refusal } from "../../shared/texts/refusal";
import { TestBridge } from "../testing/test-bridge";
import { speak } from "../texts";
import { inUserLanguage } from "./in-user-language";

afterEach(() => speak("en"));

const full = new LabError(
  "storage",
  refusal("disk.failed", {
    what: refusal("disk.programSave"),
    reason: refusal("disk.ENOSPC"),
    code: "ENOSPC",
  }),
);

it("says refusals, and the parts they are made of, in the language that is spoken", async () => {
  const bridge = new TestBridge();
  bridge.on("sources.save", () => {
    throw full;
  });
  const save = () =>
    inUserLanguage(bridge).call("sources.save", {
      document: "library:a.py",
      text: "",
      base: null,
      force: false,
    });
  expect(await save()).toMatchObject({
    error: { message: "The program could not be saved: the disk is full (ENOSPC)." },
  });
  await speak("de");
  expect(await save()).toMatchObject({
    error: {
      code: "storage",
      message: "Das Programm ließ sich nicht speichern: der Datenträger ist voll (ENOSPC).",
    },
  });
});

it("says why work came to nothing, and leaves a sentence that has no name as it is", async () => {
  await speak("de");
  const bridge = new TestBridge();
  const got: StreamMessage[] = [];
  inUserLanguage(bridge).connect({
    onOpen: () => undefined,
    onLost: () => undefined,
    onMessage: (message) => got.push(message),
  });
  bridge.emit({ type: "job", job: "a", state: "ended", failure: failureOf(full) });
  const bare = { code: "internal", message: "Something else." } as const;
  bridge.emit({ type: "job", job: "b", state: "ended", failure: bare });
  const why = got.map((one) => one.type === "job" && one.state === "ended" && one.failure?.message);
  expect(why).toEqual([
    "Das Programm ließ sich nicht speichern: der Datenträger ist voll (ENOSPC).",
    "Something else.",
  ]);
});
