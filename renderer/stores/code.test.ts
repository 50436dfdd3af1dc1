import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LabError } from "../../shared/result";
import type { OpenedSource } from "../../shared/sources";
import { SOURCE_TEMPLATES } from "../model/source-templates";
import { createConnectedStores, settled } from "../testing/mount";
import { TestBridge } from "../testing/test-bridge";
import { useCodeStore } from "./code";
import { useNoticesStore } from "./notices";
import { useRunsStore } from "./runs";
import { useWorkspaceStore } from "./workspace";

const BOTH: OpenedSource = {
  document: "library:both.py",
  name: "both.py",
  language: "python",
  place: null,
  text: "print(1)\n",
  version: "v1",
  draft: null,
};

let bridge: TestBridge;
let kept: Map<string, string>;

beforeEach(() => {
  // What a test before this one has typed may be kept late: it goes where that test's texts went.
  const drafts = new Map<string, string>();
  kept = drafts;
  bridge = new TestBridge()
    .on("sources.open", ({ document }) => {
      if (document === BOTH.document) return BOTH;
      const text = drafts.get(document);
      if (text === undefined) throw new LabError("not-found", "It was never saved.");
      const draft = { name: "untitled-1.py", text, changedAt: 1, base: null };
      return { ...BOTH, document, name: draft.name, text: "", version: null, draft };
    })
    .on("sources.keepDraft", ({ document, text }) => {
      drafts.set(document, text);
      return {};
    })
    .on("sources.dropDraft", ({ document }) => {
      drafts.delete(document);
      return {};
    })
    .on("sources.look", () => ({ version: "v1" }));
});
afterEach(() => {
  vi.useRealTimers();
});

async function open() {
  const { pinia } = await createConnectedStores(bridge);
  return {
    code: useCodeStore(pinia),
    notices: useNoticesStore(pinia),
    runs: useRunsStore(pinia),
    workspace: useWorkspaceStore(pinia),
  };
}

const callsOf = (name: string) => bridge.calls.filter((call) => call.name === name);

describe("what is typed", () => {
  it("goes to the lab soon, and is forgotten there when it is as it was saved", async () => {
    const { code } = await open();
    await code.open(BOTH.document);
    expect(code.isChanged).toBe(false);
    code.type("print(2)\n");
    expect(code.isChanged).toBe(true);
    await expect.poll(() => kept.get(BOTH.document)).toBe("print(2)\n");
    expect(callsOf("sources.keepDraft").at(-1)?.input).toMatchObject({ base: "v1" });
    code.type(BOTH.text);
    await expect.poll(() => kept.has(BOTH.document)).toBe(false);
  });

  it("is kept within a second, however fast somebody types", async () => {
    const { code } = await open();
    await code.open(BOTH.document);
    vi.useFakeTimers();
    for (let letter = 0; letter < 12; letter += 1) {
      code.type(`print(${letter})\n`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(kept.size).toBe(1);
  });

  it("is kept before another program is opened", async () => {
    const { code } = await open();
    await code.open(BOTH.document);
    code.type("print(2)\n");
    await code.begin("python");
    expect(kept.get(BOTH.document)).toBe("print(2)\n");
    expect(code.source?.document).toMatch(/^new:/);
  });

  it("says so when it cannot be kept, and tries again", async () => {
    const { code } = await open();
    await code.open(BOTH.document);
    bridge.on("sources.keepDraft", () => {
      throw new LabError("storage", "The disk is full.");
    });
    code.type("print(2)\n");
    await code.keep();
    expect(code.keepProblem).toContain("The disk is full.");
    bridge.on("sources.keepDraft", () => ({}));
    await code.keep();
    expect(code.keepProblem).toBeNull();
  });

  it("is shown again when the program is opened, with where it came from", async () => {
    const draft = { name: "both.py", text: "typed", changedAt: 5, base: "v1" };
    bridge.on("sources.open", () => ({ ...BOTH, draft }));
    const { code } = await open();
    await code.open(BOTH.document);
    expect([code.text, code.restoredFrom, code.diskChange]).toEqual(["typed", 5, null]);
    bridge.on("sources.open", () => ({ ...BOTH, draft: { ...draft, base: "v0" } }));
    await code.revert();
    expect(code.diskChange).toBe("changed");
  });
});

describe("a new program", () => {
  it("leaves nothing behind as long as nothing was typed into it", async () => {
    const { code } = await open();
    await code.begin("python");
    expect([code.text, code.isChanged]).toEqual([SOURCE_TEMPLATES.python, false]);
    code.type("print(1)\n");
    await code.keep();
    expect(kept.size).toBe(1);
    code.type(SOURCE_TEMPLATES.python);
    await code.open(BOTH.document);
    expect(kept.size).toBe(0);
  });

  it("is there again when the page is loaded anew, also if nothing was typed", async () => {
    const { code } = await open();
    await code.begin("typescript");
    const { document } = code.source!;
    const { code: later } = await open();
    await later.open(document);
    expect([later.fileName, later.text]).toEqual(["untitled-1.ts", SOURCE_TEMPLATES.typescript]);
  });

  it("goes on in the same editor when it gets its file", async () => {
    bridge.on("sources.saveAs", () => ({ document: "library:mine.py", version: "v2" }));
    const { code } = await open();
    await code.begin("python");
    const { openings } = code;
    await code.saveAs("mine");
    expect(code.openings).toBe(openings);
    await code.open(BOTH.document);
    expect(code.openings).toBe(openings + 1);
  });

  it("is asked for its name, and moves to its file", async () => {
    bridge.on("sources.saveAs", ({ name }) => {
      if (name === "con") throw new LabError("bad-input", "Choose another one.", "name");
      return { document: `library:${name}.py`, version: "v2" };
    });
    const { code, workspace } = await open();
    await code.begin("python");
    await code.save();
    expect(code.naming).toBe("save");
    expect(await code.saveAs("con")).toBe("Choose another one.");
    expect(await code.saveAs("mine")).toBeNull();
    expect(code.source).toMatchObject({ name: "mine.py", version: "v2" });
    expect(code.isChanged).toBe(false);
    expect(workspace.view).toEqual({ kind: "code", document: "library:mine.py" });
  });
});

describe("saving", () => {
  it("asks where somebody else has changed the file, and writes over it when told to", async () => {
    bridge.on("sources.save", ({ base, force }) => {
      if (base !== "v2" && !force) throw new LabError("conflict", "Changed.", "base");
      return { version: "v3" };
    });
    bridge.on("sources.look", () => ({ version: "v2" }));
    const { code } = await open();
    await code.open(BOTH.document);
    code.type("mine");
    await code.save();
    expect([code.diskChange, code.isChanged]).toEqual(["changed", true]);
    await code.keepMine();
    expect(code.diskChange).toBeNull();
    await code.save();
    expect(code.source?.version).toBe("v3");
    expect(code.isChanged).toBe(false);
  });

  it("notices a file that is gone", async () => {
    bridge.on("sources.look", () => ({ version: null }));
    const { code } = await open();
    await code.open(BOTH.document);
    await code.look();
    expect(code.diskChange).toBe("gone");
  });

  it("is said to be done when it is, and keeps nothing unsaved of what is on its way", async () => {
    const { code } = await open();
    await code.open(BOTH.document);
    let finish = (): void => undefined;
    bridge.on("sources.save", async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { version: "v2" };
    });
    code.type("some");
    const saving = code.save();
    await settled();
    expect([code.isChanged, code.writing]).toEqual([true, "some"]);
    await code.keep();
    expect(callsOf("sources.keepDraft")).toEqual([]);
    // Asked for once more, with more in it.
    code.type("some more");
    await code.save();
    finish();
    await settled();
    finish();
    await saving;
    const written = callsOf("sources.save").map(({ input }) => input);
    expect(written).toMatchObject([
      { text: "some", base: "v1" },
      { text: "some more", base: "v2" },
    ]);
    expect([code.isChanged, code.writing]).toEqual([false, null]);
  });

  it("keeps what was typed if it cannot be written", async () => {
    const { code, notices } = await open();
    await code.open(BOTH.document);
    bridge.on("sources.save", () => {
      throw new LabError("storage", "The disk is full.");
    });
    code.type("some");
    await code.save();
    expect(notices.notices.at(-1)?.text).toBe("The disk is full.");
    expect(kept.get(BOTH.document)).toBe("some");
    expect(code.isChanged).toBe(true);
  });

  it("keeps what is typed while it is written as changed", async () => {
    const { code } = await open();
    await code.open(BOTH.document);
    bridge.on("sources.save", () => {
      code.type("more");
      return { version: "v2" };
    });
    code.type("some");
    await code.save();
    expect(code.source?.text).toBe("some");
    expect(code.isChanged).toBe(true);
  });
});

it("says why a program cannot be opened", async () => {
  const { code } = await open();
  await code.open("new:gone");
  expect(code.problem).toBe("It was never saved.");
  expect(code.source).toBeNull();
});

it("brings back what was deleted or discarded", async () => {
  bridge
    .on("sources.delete", () => ({ deleted: "library:x-both.py" }))
    .on("sources.restore", () => ({ document: BOTH.document }));
  const { code, notices } = await open();
  await code.open(BOTH.document);
  await code.remove();
  expect(code.source).toBeNull();
  notices.notices.at(-1)!.action!.run();
  await settled();
  expect(callsOf("sources.restore")).toHaveLength(1);
  await code.begin("python");
  code.type("print('dear')\n");
  await code.remove();
  notices.notices.at(-1)!.action!.run();
  await settled();
  expect(code.text).toBe("print('dear')\n");
});

it("runs what is in the editor, and keeps it first", async () => {
  bridge.on("programs.runSource", () => ({ epoch: 2 }));
  const { code, runs } = await open();
  await code.open(BOTH.document);
  code.type("print(3)\n");
  await runs.start();
  const [run] = callsOf("programs.runSource");
  expect(run?.input).toMatchObject({ source: "print(3)\n", language: "python", file: "both.py" });
  expect(kept.get(BOTH.document)).toBe("print(3)\n");
});

it("refuses a file that is no program, and takes one that is", async () => {
  const { code, notices } = await open();
  await code.openFile(new File(["x"], "picture.png"));
  expect(notices.notices.at(-1)?.text).toContain("picture.png is no program");
  await code.openFile(new File([new Uint8Array([0xff, 0xfe, 0xfd])], "latin.py"));
  expect(notices.notices.at(-1)?.text).toContain("latin.py is not UTF-8");
  await code.openFile(new File(["print(1)\r\n"], "good.py"));
  expect([...kept.values()]).toEqual(["print(1)\n"]);
});
