import { expect, it } from "vitest";
import { TokenBucket } from "./token-bucket";

let now = 0;
const takeAll = (bucket: TokenBucket) => {
  let taken = 0;
  while (bucket.take()) taken += 1;
  return taken;
};

it("lets a burst through, and then as many as come back with time", () => {
  const bucket = new TokenBucket({ burst: 5, perSecond: 10 }, () => now);
  expect(takeAll(bucket)).toBe(5);
  now += 100;
  expect(takeAll(bucket)).toBe(1);
  now += 50;
  expect(takeAll(bucket)).toBe(0);
  now += 50;
  expect(takeAll(bucket)).toBe(1);
});

it("saves up no more than a burst, however long the machine slept", () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 1 }, () => now);
  now += 1e9;
  expect(takeAll(bucket)).toBe(3);
});
