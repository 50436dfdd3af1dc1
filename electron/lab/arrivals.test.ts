import { copyFile, mkdir, open, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Arrival } from "../../shared/arrivals";
import { MAX_UPLOAD_BYTES } from "../../shared/command-limits";
import { WHOLE_VIEW } from "../../shared/recording/view";
import { virtualClock } from "../scheduler";
import { Arrivals } from "./arrivals";
import { MAX_GIVEN_FILES } from "./limits";
import { TestLab } from "./test-lab";

let arrivals: Arrivals;
let lab: TestLab;
let jobs = 0;

beforeEach(async () => {
  arrivals = new Arrivals();
  lab = await TestLab.open({ newClock: virtualClock, arrivals });
});
afterEach(() => lab.close());

const pathOf = (name: string) => join(lab.profile, name);
const take = async () => (await lab.do("arrivals.take", {})).arrival;

/** The number of a file that arrives. */
async function given(path: string): Promise<number> {
  arrivals.add({ file: path });
  const arrival = await take();
  if (arrival?.kind !== "file") throw new Error("It is no file.");
  expect(arrival.file.path).toBe(path);
  return arrival.file.file;
}

const openInput = (file: number) => ({ job: `job-${(jobs += 1)}`, file });
const openFile = async (path: string) =>
  lab.do("recordings.openGiven", openInput(await given(path)));
const refusal = async (path: string) =>
  lab.refused("recordings.openGiven", openInput(await given(path)));

/** A recording of a whole run, in the library. */
async function record(name: string): Promise<string> {
  const page = lab.follow("program");
  await lab.do("programs.run", { program: "two-tasks" });
  await page.untilPhase("ended");
  await lab.do("recordings.save", { job: `job-${(jobs += 1)}`, session: "program", name });
  return join(lab.profile, "recordings", `${name}.tasklab`);
}

describe("what arrives", () => {
  it("waits for a page, and is announced to those that are there", async () => {
    const page = lab.follow();
    expect(await take()).toBeNull();
    arrivals.add({ link: "tasklab://lesson/a" });
    arrivals.add({ file: resolve("/a.tasklab") });
    await page.until("it was told", () => page.pushes.filter(isArrival).length === 2);
    expect((await take())?.kind).toBe("file");
    expect((await take())?.kind).toBe("link");
    expect(await take()).toBeNull();
  });

  it("is there before the lab is", async () => {
    const early = new Arrivals();
    early.add({ file: resolve("/a.tasklab") });
    const other = await TestLab.open({ arrivals: early });
    expect((await other.do("arrivals.take", {})).arrival).toMatchObject({ kind: "file" });
    await other.close();
  });

  it("takes the place of what nobody took: a page cannot be flooded", async () => {
    for (let link = 0; link < 100; link += 1) arrivals.add({ link: `tasklab://lesson/${link}` });
    expect(await take()).toMatchObject({ opens: { lesson: "99" } });
    expect(await take()).toBeNull();
  });
});

const isArrival = ({ type }: { type: string }) => type === "arrival";

describe("a file", () => {
  it("is opened wherever it lies, and called as it is", async () => {
    const path = pathOf("sent by Ada.tasklab.jsonl");
    await copyFile(await record("mine"), path);
    const { opened } = await openFile(path);
    expect(opened).toMatchObject({ name: "sent by Ada", entry: null, place: path });
    expect(opened.cutShort).toBe(false);
    expect(opened.info.program).toBe("two-tasks");
  });

  it("of the library is that recording", async () => {
    const { opened } = await openFile(await record("mine"));
    expect(opened).toMatchObject({ name: "mine", entry: "mine", place: null });
  });

  it("that is no recording is refused with the format's sentence", async () => {
    await writeFile(pathOf("notes.txt"), "milk, eggs");
    expect(await refusal(pathOf("notes.txt"))).toMatchObject({
      code: "bad-input",
      message: expect.stringContaining("This is not a Tasklab recording"),
    });
  });

  it("that is not there, or no file, is refused in a sentence that names it", async () => {
    expect((await refusal(pathOf("gone.tasklab"))).message).toBe(
      `${pathOf("gone.tasklab")} could not be opened: it is not there any more (ENOENT).`,
    );
    await mkdir(pathOf("folder.tasklab"));
    expect((await refusal(pathOf("folder.tasklab"))).message).toMatch(/it is a folder\.$/);
  });

  it.skipIf(process.platform === "win32")("that would never end is not read", async () => {
    expect((await refusal("/dev/zero")).message).toMatch(/no file on a disk\.$/);
  });

  it("that is too large is not read", async () => {
    const file = await open(pathOf("large.tasklab"), "w");
    await file.truncate(MAX_UPLOAD_BYTES + 1);
    await file.close();
    expect((await refusal(pathOf("large.tasklab"))).message).toMatch(/too large/);
  });

  it("is known by its number alone, and for as long as it is of use", async () => {
    expect((await lab.refused("recordings.openGiven", openInput(7))).code).toBe("not-found");
    const first = await given(pathOf("0.tasklab"));
    for (let more = 0; more < MAX_GIVEN_FILES; more += 1) await given(pathOf(`${more}.tasklab`));
    expect((await lab.refused("recordings.openGiven", openInput(first))).code).toBe("not-found");
  });
});

describe("a link", () => {
  async function arrived(link: string): Promise<Arrival | null> {
    arrivals.add({ link });
    return take();
  }

  it("says what it would open, and opens nothing", async () => {
    const text = "tasklab://recording/mine?task=2";
    expect(await arrived(text)).toEqual({
      kind: "link",
      text,
      opens: { kind: "recording", recording: "mine", view: { ...WHOLE_VIEW, task: 2 } },
    });
    expect((await lab.do("lab.describe", {})).sessions.recording.phase).toBe("empty");
  });

  it("may name a recording's file, which the page knows by a number", async () => {
    const path = await record("mine");
    const arrival = await arrived(`tasklab://recording?file=${encodeURIComponent(path)}`);
    if (arrival?.kind !== "link" || arrival.opens.kind !== "file") throw new Error("It is none.");
    const { file } = arrival.opens;
    expect(file).toMatchObject({ name: "mine.tasklab", path });
    const { opened } = await lab.do("recordings.openGiven", openInput(file.file));
    expect(opened.entry).toBe("mine");
  });

  it("that is not right says what is wrong", async () => {
    expect(await arrived("https://example.org")).toEqual({
      kind: "wrong-link",
      problem: "unknown",
    });
    // A path of the other kind of system.
    const foreign = process.platform === "win32" ? "relative" : "C:/a";
    expect(await arrived(`tasklab://recording?file=${foreign}.tasklab`)).toEqual({
      kind: "wrong-link",
      problem: "bad-path",
    });
  });
});
