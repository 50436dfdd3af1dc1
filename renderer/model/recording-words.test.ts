import { expect, it } from "vitest";
import { formatBytes, suggestedName } from "./recording-words";

it("says sizes in three digits or so", () => {
  expect(formatBytes(1)).toBe("1 byte");
  expect(formatBytes(640)).toBe("640 bytes");
  expect(formatBytes(12_500)).toBe("12.5 kB");
  expect(formatBytes(3_100_000)).toBe("3.1 MB");
});

it("suggests a name that is a file name everywhere", () => {
  const name = suggestedName("Two tasks at once", new Date(2026, 2, 1, 9, 5).getTime());
  expect(name).toBe("Two tasks at once 2026-03-01 09.05");
});
