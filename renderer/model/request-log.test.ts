import { expect, it } from "vitest";
import { RequestOutcome } from "../../shared/events";
import { MAX_REQUESTS, RequestLog } from "./request-log";

it("lets the oldest requests go", () => {
  const log = new RequestLog();
  for (let request = 1; request <= MAX_REQUESTS + 3; request += 1) {
    log.start(request, request, "GET /", 0);
  }
  expect(log.size).toBe(MAX_REQUESTS);
  expect(log.of(3)).toEqual([]);
  expect(log.of(4)).toHaveLength(1);
});

it("ignores the end of a request whose start it does not know", () => {
  const log = new RequestLog();
  log.end(7, RequestOutcome.ANSWERED, "200", 1);
  expect(log.size).toBe(0);
});
