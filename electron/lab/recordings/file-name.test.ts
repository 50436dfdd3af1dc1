import * as fc from "fast-check";
import { basename, join, win32 } from "node:path";
import { describe, expect, it } from "vitest";
import { MAX_RECORDING_NAME_LENGTH } from "../../../shared/command-limits";
import { LabError } from "../../../shared/result";
import { checkedName, proposedName, RECORDING_SUFFIX } from "./file-name";

/** The longest name of a file that common disks take, in bytes. */
const MAX_FILE_NAME_BYTES = 255;

function refusal(name: string): string {
  try {
    checkedName(name);
  } catch (error) {
    if (error instanceof LabError && error.field === "name") return error.message;
    throw error;
  }
  throw new Error(`"${name}" was accepted.`);
}

describe("a recording's name", () => {
  it("may be anything that people call a file", () => {
    for (const name of [
      "Run 3",
      "zwölf Fäden",
      "並行 2",
      "a.b",
      "v1.0 (final)",
      "com10",
      "console",
    ]) {
      expect(checkedName(name)).toBe(name);
    }
  });

  it("is trimmed, and has one spelling", () => {
    expect(checkedName("  cafe\u0301 ")).toBe("caf\u00e9");
  });

  it("is no path, and holds nothing that cannot be seen", () => {
    for (const name of [
      "a/b",
      "a\\b",
      "C:x",
      "a\nb",
      "a\u0000",
      "a\u202eb",
      "a\u2028b",
      "\ud83d",
    ]) {
      expect(refusal(name)).toContain("it cannot hold");
    }
  });

  it("is not empty, hidden, too long, or a device of Windows", () => {
    expect(refusal(" ")).toBe("Give the recording a name.");
    for (const name of ["..", ".x", "x."]) expect(refusal(name)).toContain("full stop");
    expect(refusal("x".repeat(MAX_RECORDING_NAME_LENGTH + 1))).toContain("80 characters at most");
    for (const name of ["con", "NUL", "Com1", "lpt9.txt", "COM²", "aux .x", "CONIN$"]) {
      expect(refusal(name)).toContain("Windows");
    }
  });

  it("stays in its folder and fits a disk, if it is accepted at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 90 }), (text) => {
        let name: string;
        try {
          name = checkedName(text);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
          return;
        }
        const file = `${name}${RECORDING_SUFFIX}`;
        expect(join("/folder", file)).toBe(`/folder/${file}`);
        expect(basename(file)).toBe(file);
        expect(win32.basename(file)).toBe(file);
        expect(Buffer.byteLength(file)).toBeLessThanOrEqual(MAX_FILE_NAME_BYTES);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a proposed name", () => {
  it("keeps what can be kept", () => {
    expect(proposedName("Two tasks 2026-03-01 12:00:05")).toBe("Two tasks 2026-03-01 12 00 05");
    expect(proposedName("../../etc/passwd")).toBe("etc passwd");
    expect(proposedName("CON")).toBe("recording");
  });

  it("is always one that is accepted", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom(".", " ", "/", "e\u0301", "\ud83d", "n", "u", "l"),
        maxLength: 99,
      }),
    );
    fc.assert(
      fc.property(text, (given) => {
        const name = proposedName(given);
        expect(checkedName(name)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});
