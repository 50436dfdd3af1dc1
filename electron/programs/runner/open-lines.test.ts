import { describe, expect, it } from "vitest";
import { labForTests } from "../__tests__/lab";

const lab = labForTests();

/** Each leaves a line open, and goes on when `go()` is called from outside. */
const PROLOGUE =
  "import asyncio, sys, time\nevent = asyncio.Event()\nasync def go(): event.set()\n";

describe("what a Python program prints without an end of the line", { timeout: 60_000 }, () => {
  it.each([
    ["when the loop waits", `print("half", end="")\nasyncio.run(event.wait())\nprint(" and half")`],
    [
      "when it is flushed",
      `print("half", end="", flush=True)\nasyncio.run(event.wait())\nprint(" and half")`,
    ],
    [
      "as a terminal shows it",
      `print("0 %\\r50 %\\rhalf", end="\\r")\nasyncio.run(event.wait())\nprint("half and half")`,
    ],
  ])("is shown %s, and stays part of its line", async (_when, source) => {
    const run = lab.begin(PROLOGUE + source, "python");
    await expect.poll(() => run.openLines).toContainEqual(["half"]);
    await lab.programs.createTask("go");
    const { output, remarks } = await run.ended;
    expect(output).toEqual(["half and half"]);
    expect(remarks).toEqual([]);
    expect(run.openLines.at(-1)).toEqual([]);
  });

  it("is shown while it blocks, and is kept when it is ended", async () => {
    const source = `${PROLOGUE}print("odd", end="", file=sys.stderr)\nprint("half", end="")\ntime.sleep(0)\nsum(range(10 ** 13))`;
    const run = lab.begin(source, "python");
    await expect.poll(() => run.openLines).toContainEqual(["half", "odd"]);
    await lab.programs.stop();
    const { end, output, remarks } = await run.ended;
    expect(end.outcome).toBe("killed");
    expect(output).toEqual(["half"]);
    expect(remarks).toContain("odd");
    expect(run.openLines.at(-1)).toEqual([]);
  });

  it("is kept when its process is killed", async () => {
    const run = lab.begin(`${PROLOGUE}print("half", end="")\nasyncio.run(event.wait())`, "python");
    await expect.poll(() => run.openLines).toContainEqual(["half"]);
    lab.killProcess();
    const { end, output } = await run.ended;
    expect(end.outcome).toBe("crashed");
    expect(output).toEqual(["half"]);
    expect(run.openLines.at(-1)).toEqual([]);
  });

  it("is bounded, however much it is", async () => {
    const { output } = await lab.run(
      "for _ in range(100_000): print('x' * 100, end='', flush=True)",
      "python",
    );
    expect(output).toEqual([`${"x".repeat(1_999)}…`]);
  });
});
