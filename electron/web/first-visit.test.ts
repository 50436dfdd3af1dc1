import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { FirstVisit } from "./first-visit";

const MINUTE_MS = 60_000;

// That it is good once, and one at a time, is tried over HTTP: see other-users.test.ts.
it("is good for a minute, and uses itself up on nothing else", () => {
  let now = 1_000;
  const visit = new FirstVisit("the-token", () => now);
  const statusOf = (path: string, method = "GET"): number => {
    const request = Object.assign(new IncomingMessage(new Socket()), { url: path, method });
    const response = new ServerResponse(request);
    visit.answer(request, response);
    return response.statusCode;
  };

  const path = visit.newPath();
  now += MINUTE_MS - 1;
  expect(statusOf(`${path}x`)).toBe(404);
  expect(statusOf(path, "HEAD")).toBe(404);
  expect(statusOf(path)).toBe(303);

  const late = visit.newPath();
  now += MINUTE_MS;
  expect(statusOf(late)).toBe(404);
});
