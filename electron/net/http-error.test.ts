import { describe, expect, it } from "vitest";
import { describeFailure } from "./http-error";

const url = new URL("http://example.test:8080/posts/1");

function failure(code: string): Error {
  return Object.assign(new Error("as the system puts it"), { code });
}

describe("a failed connection in words", () => {
  it.each([
    ["ECONNREFUSED", "unreachable", "Nothing listens at http://example.test:8080."],
    ["ENOTFOUND", "unreachable", "There is no machine called example.test,"],
    ["EAI_AGAIN", "unreachable", "There is no machine called example.test,"],
    ["EHOSTUNREACH", "unreachable", "http://example.test:8080 cannot be reached (EHOSTUNREACH)."],
    ["ECONNRESET", "dropped", "http://example.test:8080 closed the connection"],
    ["UND_ERR_SOCKET", "dropped", "http://example.test:8080 closed the connection"],
    [
      "CERT_HAS_EXPIRED",
      "insecure",
      "No secure connection to http://example.test:8080 is possible",
    ],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "insecure", "No secure connection"],
  ])("says for %s that it is %s", (code, expected, beginning) => {
    const cause = failure(code);
    const error = describeFailure(cause, url);
    expect(error).toMatchObject({ name: "HttpError", code: expected, cause });
    expect(error.message.startsWith(beginning)).toBe(true);
    expect(error.message).toMatch(/\.$/);
  });

  it("names the kind of error where there is no code", () => {
    expect(describeFailure(new RangeError("odd"), url).message).toContain("(RangeError)");
  });
});
