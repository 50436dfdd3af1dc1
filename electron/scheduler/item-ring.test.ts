import { describe, expect, it } from "vitest";
import { ItemRing } from "./item-ring";

describe("ItemRing", () => {
  it("gives items back in the order in which they came, across every growth and wrap", () => {
    const ring = new ItemRing<number>();
    let next = 0;
    let expected = 0;
    // Two in, one out moves the head while the ring grows, so that growing has to unwrap.
    for (let round = 0; round < 5000; round++) {
      ring.add(next++);
      ring.add(next++);
      expect(ring.take()).toBe(expected++);
    }
    expect(ring.size).toBe(next - expected);
    while (ring.size > 0) expect(ring.take()).toBe(expected++);
    expect(expected).toBe(next);
  });

  it("works on after it emptied and gave its memory back", () => {
    const ring = new ItemRing<number>();
    for (let burst = 0; burst < 3; burst++) {
      for (let i = 0; i < 3000; i++) ring.add(i);
      for (let i = 0; i < 3000; i++) expect(ring.take()).toBe(i);
      expect(ring.size).toBe(0);
    }
  });

  it("holds undefined like any other item", () => {
    const ring = new ItemRing<undefined>();
    ring.add(undefined);
    expect(ring.size).toBe(1);
    expect(ring.take()).toBeUndefined();
    expect(ring.size).toBe(0);
  });
});
