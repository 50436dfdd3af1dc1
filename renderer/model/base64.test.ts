import { expect, it } from "vitest";
import { toBase64 } from "./base64";

it("comes back byte for byte, whatever the bytes and however many", () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => (index * 31) % 256);
  const back = Uint8Array.from(atob(toBase64(bytes)), (letter) => letter.charCodeAt(0));
  expect(back).toEqual(bytes);
  expect(toBase64(new Uint8Array(0))).toBe("");
});
