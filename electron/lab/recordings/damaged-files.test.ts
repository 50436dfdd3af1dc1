// What a crash, a bad disk or somebody's hand can make of the files in the library.
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { Channel } from "../../../shared/events";
import { virtualClock } from "../../scheduler";
import { TestLab } from "../test-lab";
import { RECORDING_SUFFIX } from "./file-name";

const AUTOSAVE = `.last-program${RECORDING_SUFFIX}`;
const HUGE_BYTES = 500_000_000;

/** The last run of a lab, as its file was left. */
let whole: Buffer;
let profile: string;
let folder: string;
let lab: TestLab;

async function play(): Promise<void> {
  const page = lab.follow("program");
  const { epoch } = await lab.do("programs.run", { program: "two-tasks" });
  await page.until("it ended", () => page.epoch === epoch && page.status?.phase === "ended");
}

async function openLab(): Promise<void> {
  lab = await TestLab.open({ profile, newClock: virtualClock });
}

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), "tasklab damaged "));
  folder = join(profile, "recordings");
  await openLab();
  await play();
  await lab.lab.close();
  whole = await readFile(join(folder, AUTOSAVE));
  expect(whole.toString()).toContain('"e":"end"');
});

beforeEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `healthy${RECORDING_SUFFIX}`), whole);
});

afterEach(() => lab.lab.close());
afterAll(() => rm(profile, { recursive: true, force: true }));

const open = (recording: string) => lab.call("recordings.open", { job: "open", recording });
const header = () => whole.subarray(0, whole.indexOf("\n") + 1);
const rest = () => whole.subarray(whole.indexOf("\n") + 1);
const versioned = (version: string) =>
  Buffer.from(whole.toString().replace(/"version":"[^"]*"/, `"version":"${version}"`));
/** With so many bytes in the place of its last ones. */
const endingIn = (bytes: Buffer) => Buffer.concat([whole.subarray(0, -bytes.length), bytes]);

const damages: [
  what: string,
  content: () => Buffer,
  listed: RegExp | null,
  opened: RegExp | null,
][] = [
  ["empty", () => Buffer.of(), /the file is empty/, /the file is empty/],
  ["cut in its first line", () => whole.subarray(0, 40), /not a Tasklab recording/, /line 1 must/],
  ["cut in a later line", () => whole.subarray(0, -50), null, null],
  ["zeroed", () => Buffer.alloc(whole.length), /not a Tasklab recording/, /line 1 must/],
  ["zeroed from its middle on", () => endingIn(Buffer.alloc(400)), null, null],
  ["garbage", () => Buffer.alloc(4_000, 0xfe), /line 1 must/, /line 1 must/],
  [
    "garbage behind its first line",
    () => Buffer.concat([header(), Buffer.from("{]\n"), rest()]),
    /Line 2 cannot be read/,
    /Line 2 cannot be read/,
  ],
  ["of a later version", () => versioned("9.0"), /format 9\.0/, /open it with that version/],
  ["of no version", () => versioned("x"), /"version" must be/, /"version" must be/],
  ["one endless line", () => Buffer.alloc(2_000_000, "x"), /too long|not a Tasklab/, /too long/],
  [
    "a line without end behind the first one",
    () => Buffer.concat([header(), Buffer.alloc(2_000_000, "x")]),
    null,
    /Line 2 is too long/,
  ],
];

it.each(damages)(
  "a last run that is %s is told of, opens as far as it can, and harms no other",
  async (_what, content, listed, refused) => {
    await writeFile(join(folder, AUTOSAVE), content());
    await openLab();
    const { recordings } = await lab.do("recordings.list", {});
    const told = Object.fromEntries(
      recordings.map(({ kind, about, problem }) => [kind, { about, problem }]),
    );
    expect(told["saved"]).toMatchObject({ about: { session: "program" }, problem: null });
    if (listed === null) expect(told["autosave"]).toMatchObject({ about: {}, problem: null });
    else expect(told["autosave"]).toEqual({ about: null, problem: expect.stringMatching(listed) });

    const result = await open(".last-program");
    if (refused === null) {
      expect(result).toMatchObject({ ok: true, value: { opened: { cutShort: true } } });
    } else {
      expect(result).toMatchObject({
        ok: false,
        error: { code: "bad-input", message: expect.stringMatching(refused) },
      });
    }
    expect(await open("healthy")).toMatchObject({
      ok: true,
      value: { opened: { cutShort: false } },
    });
    expect(lab.logged).toEqual([]);
    // The next run is kept as any other.
    await play();
    await lab.lab.close();
    expect((await readFile(join(folder, AUTOSAVE), "utf8")).split("\n")).toHaveLength(
      whole.toString().split("\n").length,
    );
  },
);

it("a last run that is enormous is read no further than to what is wrong in it", async () => {
  // Zeros that are nowhere on the disk.
  await writeFile(join(folder, AUTOSAVE), whole);
  await truncate(join(folder, AUTOSAVE), HUGE_BYTES);
  await openLab();
  expect((await lab.do("recordings.list", {})).recordings).toHaveLength(2);
  const result = await open(".last-program");
  expect(result).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/too long/) },
  });
});

it("a folder in the place of the last run's file is set aside, with a sentence, by the next run", async () => {
  await mkdir(join(folder, AUTOSAVE, "somebody's"), { recursive: true });
  await openLab();
  expect((await lab.do("recordings.list", {})).recordings.map(({ id }) => id)).toEqual(["healthy"]);
  expect(await open(".last-program")).toMatchObject({ ok: false, error: { code: "not-found" } });
  await play();
  const warnings = () => lab.follow("program").texts(Channel.WARNING);
  await expect
    .poll(warnings)
    .toEqual([expect.stringMatching(/^A folder stood in the place of .* set aside as /)]);
  await lab.lab.close();
  const aside = (await readdir(folder)).find((name) => name.includes("unreadable"));
  expect(await readdir(join(folder, aside!))).toEqual(["somebody's"]);
  expect(await readFile(join(folder, AUTOSAVE), "utf8")).toContain("A folder stood");
});
