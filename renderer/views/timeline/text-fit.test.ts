import { describe, expect, it } from "vitest";
import { TextFit } from "./text-fit";

/** Every character is ten pixels wide. */
function monospaced() {
  let calls = 0;
  return {
    font: "10px mono",
    get calls() {
      return calls;
    },
    measureText(text: string) {
      calls += 1;
      return { width: text.length * 10 };
    },
  };
}

describe("TextFit", () => {
  it("leaves a text whole that fits", () => {
    expect(new TextFit(monospaced()).fit("sleep(1)", 80)).toBe("sleep(1)");
  });

  it("cuts one that does not, with an ellipsis", () => {
    expect(new TextFit(monospaced()).fit("GET /posts/1", 80)).toBe("GET /po…");
  });

  it("gives nothing where hardly anything would be left", () => {
    expect(new TextFit(monospaced()).fit("GET /posts/1", 39)).toBe("");
  });

  it("measures a text once, and again in another font", () => {
    const measure = monospaced();
    const fit = new TextFit(measure);
    fit.width("a");
    fit.width("a");
    expect(measure.calls).toBe(1);
    measure.font = "12px mono";
    fit.width("a");
    expect(measure.calls).toBe(2);
  });
});
