import { describe, expect, it } from "vitest";
import { WaitLabels } from "./wait-labels";

describe("the label of a wait", () => {
  it("says for how many a gather waits", () => {
    const labels = new WaitLabels();
    expect([2, 2, 3, 0].map((count) => labels.gather(count))).toEqual([
      "gather(2)",
      "gather(2)",
      "gather(3)",
      "gather(0)",
    ]);
  });

  it("says how long a sleep was asked to be, though only a span of time is known", () => {
    const labels = new WaitLabels();
    expect(labels.sleep(0.99998, 1.00003)).toBe("sleep(1)");
    expect(labels.sleep(0.24999, 0.25)).toBe("sleep(0.25)");
    expect(labels.sleep(0.1 + 0.2, 0.1 + 0.2)).toBe("sleep(0.3)");
    expect(labels.sleep(2, 2)).toBe("sleep(2)");
  });

  it("takes no round number that is there by chance: in a wide span there always is one", () => {
    expect(new WaitLabels().sleep(0.7, 1.6)).toBe("sleep(0.7)");
  });

  it("does not keep the last label for a sleep of another length", () => {
    const labels = new WaitLabels();
    expect(labels.sleep(1, 1)).toBe("sleep(1)");
    expect(labels.sleep(1.1, 1.1)).toBe("sleep(1.1)");
  });
});
