import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { Channel } from "../../../shared/events";
import { MAX_DRAFT_BYTES } from "../limits";
import { TestLab } from "../test-lab";
import type { LabOptions } from "../lab";

let profile: string;
let elsewhere: string;
let labs: TestLab[] = [];

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "tasklab sources "));
  elsewhere = await mkdtemp(join(tmpdir(), "tasklab elsewhere "));
});
afterEach(async () => {
  for (const lab of labs) await lab.close();
  labs = [];
  await rm(profile, { recursive: true, force: true });
  await rm(elsewhere, { recursive: true, force: true });
});

async function openLab(options: Partial<LabOptions> = {}): Promise<TestLab> {
  const lab = await TestLab.open({ profile, ...options });
  labs.push(lab);
  return lab;
}

const inFolder = (name: string) => join(profile, "programs", name);
const SOURCE = "import asyncio\n\nprint('Grüße')\n";
const unsaved = {
  document: "new:1",
  name: "Untitled",
  language: "python",
  text: SOURCE,
  base: null,
} as const;

async function saved(lab: TestLab, name = "both", text = SOURCE) {
  return lab.do("sources.saveAs", { document: "new:1", name, language: "python", text });
}

describe("the library of programs", () => {
  it("has the examples in both languages, and a program when it was saved", async () => {
    const lab = await openLab();
    const { examples, sources } = await lab.do("sources.list", {});
    expect(sources).toEqual([]);
    const names = examples.map(({ name }) => name);
    expect(names).toContain("both-at-once.py");
    expect(names).toContain("both-at-once.ts");
    const { document, version } = await saved(lab);
    expect(document).toBe("library:both.py");
    expect(await readFile(inFolder("both.py"), "utf8")).toBe(SOURCE);
    expect((await lab.do("sources.list", {})).sources).toMatchObject([
      { document, name: "both.py", language: "python", place: null },
    ]);
    expect(await lab.do("sources.open", { document })).toEqual({
      document,
      name: "both.py",
      language: "python",
      place: null,
      text: SOURCE,
      version,
      draft: null,
    });
  });

  it("has every example that there is", async () => {
    const lab = await openLab();
    const { examples } = await lab.do("sources.list", {});
    const files = await readdir(join(import.meta.dirname, "../../../examples"));
    expect(examples.map(({ name }) => name).sort()).toEqual(files.sort());
    const { text } = await lab.do("sources.open", { document: examples[0]!.document });
    expect(text).toContain("function* ");
  });

  it("tells pages that it has changed", async () => {
    const lab = await openLab();
    const page = lab.follow();
    await saved(lab);
    await page.until("the change was told", () =>
      page.pushes.some((push) => push.type === "sources"),
    );
  });

  it("shows what was put into its folder by hand, and nothing that is no program", async () => {
    const lab = await openLab();
    await mkdir(inFolder(""), { recursive: true });
    await writeFile(inFolder("mine.ts"), "print(1);\n");
    await writeFile(inFolder("notes.txt"), "no");
    await writeFile(inFolder(".hidden.py"), "no");
    const { sources } = await lab.do("sources.list", {});
    expect(sources.map(({ name }) => name)).toEqual(["mine.ts"]);
  });

  it("takes names that every system takes, with or without the ending", async () => {
    const lab = await openLab();
    for (const name of ["a/b", "..", "con", "", "x.ts", "a\u0000b", "a".repeat(90)]) {
      const refusal = await lab.refused("sources.saveAs", {
        document: "new:1",
        name,
        language: "python",
        text: "",
      });
      expect(refusal).toMatchObject({ code: "bad-input", field: "name" });
    }
    expect((await saved(lab, "three.py")).document).toBe("library:three.py");
  });

  it("gives a name once, whatever its capital letters", async () => {
    const lab = await openLab();
    await saved(lab, "both");
    const refusal = await lab.refused("sources.saveAs", {
      document: "new:1",
      name: "Both",
      language: "python",
      text: "",
    });
    expect(refusal.message).toBe('There is a program "Both.py" already.');
    expect(await readFile(inFolder("both.py"), "utf8")).toBe(SOURCE);
  });

  it("renames, and moves what was not saved along", async () => {
    const lab = await openLab();
    const { document, version } = await saved(lab);
    await lab.do("sources.keepDraft", { ...unsaved, document, text: "x", base: version });
    const renamed = await lab.do("sources.rename", { document, name: "Both" });
    expect(renamed.document).toBe("library:Both.py");
    const opened = await lab.do("sources.open", renamed);
    expect(opened).toMatchObject({ name: "Both.py", text: SOURCE, draft: { text: "x" } });
    expect((await lab.refused("sources.open", { document })).code).toBe("not-found");
  });

  it("deletes, and brings back", async () => {
    const lab = await openLab();
    const { document } = await saved(lab);
    const { deleted } = await lab.do("sources.delete", { document });
    expect((await lab.do("sources.list", {})).sources).toEqual([]);
    expect(await lab.do("sources.restore", { deleted })).toEqual({ document });
    expect((await lab.do("sources.open", { document })).text).toBe(SOURCE);
    expect((await lab.refused("sources.restore", { deleted })).code).toBe("not-found");
  });

  it("does not bring a program back over another one", async () => {
    const lab = await openLab();
    const { document } = await saved(lab);
    const { deleted } = await lab.do("sources.delete", { document });
    await saved(lab, "both", "new");
    expect((await lab.refused("sources.restore", { deleted })).code).toBe("conflict");
    expect((await lab.do("sources.open", { document })).text).toBe("new");
  });

  it("reaches no file outside of its folder", async () => {
    const lab = await openLab();
    await writeFile(join(profile, "secret.py"), "secret");
    for (const document of ["library:../secret.py", "file:../secret.py", "library:.."]) {
      expect((await lab.refused("sources.open", { document })).code).toBe("not-found");
      expect((await lab.refused("sources.delete", { document })).code).toBe("not-found");
    }
    const restored = await lab.refused("sources.restore", { deleted: "library:../../secret.py" });
    expect(restored.code).toBe("not-found");
    expect((await lab.refused("sources.open", { document: "/etc/passwd" })).code).toBe("bad-input");
  });
});

describe("saving", () => {
  it("refuses to write over what somebody else has written, unless it is told to", async () => {
    const lab = await openLab();
    const { document, version } = await saved(lab);
    await writeFile(inFolder("both.py"), "theirs\n");
    const look = await lab.do("sources.look", { document });
    expect(look.version).not.toBe(version);
    const mine = { document, text: "mine\n", base: version };
    const refusal = await lab.refused("sources.save", { ...mine, force: false });
    expect(refusal).toMatchObject({ code: "conflict", field: "base" });
    expect(await readFile(inFolder("both.py"), "utf8")).toBe("theirs\n");
    const written = await lab.do("sources.save", { ...mine, force: true });
    expect(await readFile(inFolder("both.py"), "utf8")).toBe("mine\n");
    expect(await lab.do("sources.look", { document })).toEqual(written);
  });

  it("says that a file is gone, and writes it anew when it is told to", async () => {
    const lab = await openLab();
    const { document, version } = await saved(lab);
    await rm(inFolder("both.py"));
    expect(await lab.do("sources.look", { document })).toEqual({ version: null });
    const mine = { document, text: "mine\n", base: version };
    expect((await lab.refused("sources.save", { ...mine, force: false })).code).toBe("conflict");
    await lab.do("sources.save", { ...mine, force: true });
    expect((await lab.do("sources.open", { document })).text).toBe("mine\n");
  });

  it("leaves a file the ends of its lines, and its permissions", async () => {
    const lab = await openLab();
    const { document } = await saved(lab);
    await writeFile(inFolder("both.py"), "a\r\nb\r\n");
    await chmod(inFolder("both.py"), 0o755);
    const { text, version } = await lab.do("sources.open", { document });
    expect(text).toBe("a\nb\n");
    await lab.do("sources.save", { document, text: "a\nb\nc\n", base: version, force: false });
    expect(await readFile(inFolder("both.py"), "utf8")).toBe("a\r\nb\r\nc\r\n");
    if (process.platform !== "win32") {
      expect((await stat(inFolder("both.py"))).mode & 0o777).toBe(0o755);
    }
  });

  it("leaves nothing beside the file", async () => {
    const lab = await openLab();
    const { document, version } = await saved(lab);
    await lab.do("sources.save", { document, text: "x", base: version, force: false });
    const files = await readdir(inFolder(""));
    expect(files.filter((name) => !name.startsWith(".") || name.startsWith(".draft-"))).toEqual([
      "both.py",
    ]);
  });

  it("refuses a text that is too long for a program", async () => {
    const lab = await openLab();
    const refusal = await lab.refused("sources.saveAs", {
      document: "new:1",
      name: "long",
      language: "python",
      text: "x".repeat(200_001),
    });
    expect(refusal.message).toContain("200000 characters at most");
  });
});

describe("a file that is no program", () => {
  const bad: [string, Buffer, string][] = [
    ["latin.py", Buffer.from("print('Gr\xfc\xdfe')", "latin1"), "is not UTF-8"],
    ["zero.py", Buffer.from("a\0b"), "is no text"],
    ["large.py", Buffer.alloc(900_000, "x"), "is too large"],
    ["long.py", Buffer.alloc(300_000, "x"), "is too large"],
  ];
  it.each(bad)("is refused with a sentence: %s", async (name, content, sentence) => {
    const lab = await openLab();
    await mkdir(inFolder(""), { recursive: true });
    await writeFile(inFolder(name), content);
    const refusal = await lab.refused("sources.open", { document: `library:${name}` });
    expect(refusal.code).toBe("bad-input");
    expect(refusal.message).toContain(`${name} ${sentence}`);
  });
});

describe("what was typed and not saved", () => {
  it("is there after the lab was killed, and is offered", async () => {
    const lab = await openLab();
    await lab.do("sources.keepDraft", unsaved);
    // Another lab on the same profile: the first one was never closed.
    const next = await openLab();
    const { drafts } = await next.do("sources.list", {});
    expect(drafts).toMatchObject([{ document: "new:1", name: "Untitled", language: "python" }]);
    const opened = await next.do("sources.open", { document: "new:1" });
    expect(opened).toMatchObject({ text: "", version: null, draft: { text: SOURCE, base: null } });
    expect((await next.do("sources.list", {})).drafts).toHaveLength(1);
    expect(next.follow("program").status?.phase ?? "empty").toBe("empty");
  });

  it("keeps the last of what was typed fast", async () => {
    const lab = await openLab();
    const texts = Array.from({ length: 20 }, (_, index) => `print(${index})\n`);
    await Promise.all(texts.map((text) => lab.do("sources.keepDraft", { ...unsaved, text })));
    const { draft } = await lab.do("sources.open", { document: "new:1" });
    expect(draft?.text).toBe(texts.at(-1));
  });

  it("is gone once it is saved or dropped", async () => {
    const lab = await openLab();
    await lab.do("sources.keepDraft", unsaved);
    await saved(lab);
    expect((await lab.do("sources.list", {})).drafts).toEqual([]);
    await lab.do("sources.keepDraft", unsaved);
    await lab.do("sources.dropDraft", { document: "new:1" });
    expect((await lab.refused("sources.open", { document: "new:1" })).code).toBe("not-found");
  });

  it("can be had when the file that it belongs to is gone", async () => {
    const lab = await openLab();
    const { document, version } = await saved(lab);
    await lab.do("sources.keepDraft", { ...unsaved, document, text: "typed", base: version });
    await rm(inFolder("both.py"));
    const opened = await lab.do("sources.open", { document });
    expect(opened).toMatchObject({ text: "", version: null, draft: { text: "typed" } });
  });

  it("goes with a program that is deleted, and comes back with it", async () => {
    const lab = await openLab();
    const { document, version } = await saved(lab);
    await lab.do("sources.keepDraft", { ...unsaved, document, text: "typed", base: version });
    const { deleted } = await lab.do("sources.delete", { document });
    expect((await lab.do("sources.list", {})).drafts).toEqual([]);
    await lab.do("sources.restore", { deleted });
    expect((await lab.do("sources.open", { document })).draft?.text).toBe("typed");
  });

  /** What a crash, a bad disk or somebody's hand can make of the file. */
  const damages: [what: string, damage: (path: string) => Promise<void>, sentence: RegExp][] = [
    ["cut", (path) => truncate(path, 20), /it is no JSON/],
    ["emptied", (path) => truncate(path, 0), /it is no JSON/],
    ["zeroed", (path) => writeFile(path, new Uint8Array(200)), /it is no JSON/],
    ["other bytes", (path) => writeFile(path, Uint8Array.of(0xff, 0xfe, 1)), /it is no JSON/],
    ["another version's", (path) => writeFile(path, '{"draft":2}'), /it holds something else/],
    ["enormous", (path) => truncate(path, MAX_DRAFT_BYTES + 1), /it has 1,300,001 bytes/],
  ];
  it.each(damages)(
    "is set aside with a sentence if it is %s, and the others are there",
    async (_what, damage, sentence) => {
      const lab = await openLab();
      await lab.do("sources.keepDraft", unsaved);
      const [file] = await readdir(inFolder(".drafts"));
      await lab.do("sources.keepDraft", { ...unsaved, document: "new:2" });
      await damage(join(inFolder(".drafts"), file!));
      const damaged = await readFile(join(inFolder(".drafts"), file!));
      for (let time = 0; time < 2; time += 1) {
        const { drafts } = await lab.do("sources.list", {});
        expect(drafts.map(({ document }) => document)).toEqual(["new:2"]);
      }
      expect(lab.logged).toEqual([expect.stringMatching(sentence)]);
      const aside = (await readdir(inFolder(".drafts"))).find((name) =>
        name.includes("unreadable"),
      );
      expect(lab.logged[0]).toContain(aside);
      expect((await readFile(join(inFolder(".drafts"), aside!))).equals(damaged)).toBe(true);
      await lab.do("sources.keepDraft", unsaved);
      expect((await lab.do("sources.list", {})).drafts).toHaveLength(2);
      // The user hears of it as well, and not only the log.
      const page = lab.follow("playground");
      await page.until("the console told it", () =>
        page.texts(Channel.WARNING).some((text) => sentence.test(text)),
      );
    },
  );

  it("does not take the place of a file that can be neither read nor set aside, until it can", async () => {
    const lab = await openLab();
    await lab.do("sources.keepDraft", unsaved);
    const [file] = await readdir(inFolder(".drafts"));
    const path = join(inFolder(".drafts"), file!);
    await writeFile(path, "mine");
    // A folder where it would go keeps it in its place, as an open file does on Windows.
    vi.setSystemTime(new Date("2030-01-01T00:00:00.000Z"));
    onTestFinished(() => void vi.useRealTimers());
    const inTheWay = `${path}.unreadable-2030-01-01T00-00-00.000Z`;
    await mkdir(inTheWay);
    expect((await lab.refused("sources.keepDraft", unsaved)).code).toBe("storage");
    expect(lab.logged).toEqual([expect.stringMatching(/could not be set aside/)]);
    expect(await readFile(path, "utf8")).toBe("mine");
    await rm(inTheWay, { recursive: true });
    await lab.do("sources.keepDraft", unsaved);
    expect(await readFile(inTheWay, "utf8")).toBe("mine");
    expect((await lab.do("sources.open", { document: "new:1" })).draft?.text).toBe(SOURCE);
  });

  it("is kept though a folder stands in the place of its file", async () => {
    const lab = await openLab();
    await lab.do("sources.keepDraft", unsaved);
    const [file] = await readdir(inFolder(".drafts"));
    await rm(join(inFolder(".drafts"), file!));
    await mkdir(join(inFolder(".drafts"), file!));
    await lab.do("sources.keepDraft", unsaved);
    expect((await lab.do("sources.open", { document: "new:1" })).draft?.text).toBe(SOURCE);
    expect(lab.logged).toEqual([expect.stringMatching(/set aside as/)]);
  });
});

describe("files elsewhere", () => {
  const chosen = (open: string | null, save: string | null = null) => ({
    sourceDialogs: { open: async () => open, save: async () => save },
  });

  it("are opened, saved and forgotten where they are", async () => {
    const path = join(elsewhere, "theirs.py");
    await writeFile(path, "a\n");
    const lab = await openLab(chosen(path));
    const { document } = await lab.do("sources.choose", {});
    const { text, place, version } = await lab.do("sources.open", { document: document! });
    expect([text, place]).toEqual(["a\n", path]);
    await lab.do("sources.save", { document: document!, text: "b\n", base: version, force: false });
    expect(await readFile(path, "utf8")).toBe("b\n");
    // The next start knows it too.
    const next = await openLab();
    expect((await next.do("sources.list", {})).sources).toMatchObject([{ document, place: path }]);
    await lab.do("sources.delete", { document: document! });
    expect((await lab.do("sources.list", {})).sources).toEqual([]);
    expect(await readFile(path, "utf8")).toBe("b\n");
  });

  it("are all known when several are chosen at once", async () => {
    const paths = ["one.py", "two.py", "three.ts"].map((name) => join(elsewhere, name));
    for (const path of paths) await writeFile(path, "a\n");
    const answers = [...paths];
    const lab = await openLab({
      sourceDialogs: { open: async () => answers.shift() ?? null, save: async () => null },
    });
    await Promise.all(paths.map(() => lab.do("sources.choose", {})));
    const next = await openLab();
    const { sources } = await next.do("sources.list", {});
    expect(sources.map(({ place }) => place).sort()).toEqual([...paths].sort());
  });

  it("are refused if they hold no program", async () => {
    const path = join(elsewhere, "picture.png");
    await writeFile(path, "x");
    const lab = await openLab(chosen(path));
    expect((await lab.refused("sources.choose", {})).message).toContain(
      "picture.png is no program",
    );
  });

  it("are written where the user says, with the ending that the program needs", async () => {
    const lab = await openLab(chosen(null, join(elsewhere, "out")));
    const { saved } = await lab.do("sources.saveElsewhere", { ...unsavedFile() });
    expect(await readFile(join(elsewhere, "out.py"), "utf8")).toBe(SOURCE);
    expect((await lab.do("sources.open", { document: saved!.document })).text).toBe(SOURCE);
  });

  it("are nothing where the user changed their mind, or there is nobody to ask", async () => {
    const lab = await openLab(chosen(null));
    expect(await lab.do("sources.choose", {})).toEqual({ document: null });
    expect(await lab.do("sources.saveElsewhere", unsavedFile())).toEqual({ saved: null });
    const browser = await openLab();
    expect((await browser.refused("sources.choose", {})).code).toBe("conflict");
  });

  const unsavedFile = () => ({
    document: unsaved.document,
    name: unsaved.name,
    language: unsaved.language,
    text: SOURCE,
  });
});
