import { describe, expect, it } from "vitest";
import { contentPolicy } from "./content-policy";

function directives(policy: string): Map<string, string[]> {
  const parts = policy.split("; ").map((directive) => directive.split(" "));
  return new Map(parts.map(([name, ...sources]) => [name!, sources]));
}

describe("the content policy", () => {
  it("lets nothing in that it does not name", () => {
    const policy = directives(contentPolicy());
    expect(policy.get("default-src")).toEqual(["'none'"]);
    for (const name of ["base-uri", "form-action", "frame-ancestors", "object-src"]) {
      expect(policy.get(name)).toEqual(["'none'"]);
    }
  });

  it("lets no code, style or font in but the page's own files", () => {
    const policy = directives(contentPolicy("ws://127.0.0.1:1"));
    for (const name of ["script-src", "worker-src", "style-src", "font-src"]) {
      expect(policy.get(name)).toEqual(["'self'"]);
    }
    expect(contentPolicy()).not.toMatch(/unsafe|\*|https?:/);
  });

  it("lets the page connect to its event stream alone", () => {
    expect(directives(contentPolicy()).get("connect-src")).toEqual(["'self'"]);
    expect(directives(contentPolicy("ws://127.0.0.1:1")).get("connect-src")).toEqual([
      "'self'",
      "ws://127.0.0.1:1",
    ]);
  });
});
