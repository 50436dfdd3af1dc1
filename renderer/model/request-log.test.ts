import { expect, it } from "vitest";
import { RequestOutcome } from "../../shared/events";
import { MAX_REQUESTS, RequestLog } from "./request-log";

it("lets the oldest requests go", () => {
  const log = new RequestLog();
  for (let request = 1; request <= MAX_REQUESTS + 3; request += 1) {
    log.start(request, request, "GET /", 0, request);
  }
  expect(log.size).toBe(MAX_REQUESTS);
  expect(log.of(3)).toEqual([]);
  expect(log.of(4)).toHaveLength(1);
});

it("ignores the end of a request whose start it does not know", () => {
  const log = new RequestLog();
  log.end(7, RequestOutcome.ANSWERED, "200", 1, 9);
  expect(log.size).toBe(0);
});

it("tells of a task's requests as they were before an event", () => {
  const log = new RequestLog();
  log.start(1, 5, "GET /posts/1", 0.1, 10);
  log.start(2, 5, "GET /posts/2", 0.2, 11);
  log.end(1, RequestOutcome.ANSWERED, "200", 0.3, 12);
  expect(log.of(5, 10)).toEqual([]);
  expect(log.of(5, 12)).toEqual([
    expect.objectContaining({ request: 1, endedAt: null, outcome: null, result: "" }),
    expect.objectContaining({ request: 2 }),
  ]);
  expect(log.of(5, 13)).toEqual(log.of(5));
});
