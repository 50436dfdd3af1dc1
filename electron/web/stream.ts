import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { LabError } from "../../shared/result";
import type { Log } from "../lab/dispatch";
import type { Publisher } from "../lab/publisher";
import { STREAM_PROTOCOL } from "./access";
import type { Rate, WebLimits } from "./limits";
import { TokenBucket } from "./token-bucket";

/** The largest request on the event stream, in bytes. */
export const MAX_STREAM_REQUEST_BYTES = 4_096;
/** Pings in a row that a page may leave unanswered. Of one the answer may be there unread: this process was stopped meanwhile, or the machine slept. */
const MAX_MISSED_PINGS = 2;
/** WebSocket's own code for "that was against the rules". */
const POLICY_VIOLATION = 1008;
/** And for "not now". */
const TRY_AGAIN_LATER = 1013;
/** What pages show of it: sentences, since a code says nothing to a user. */
const TOO_MANY_PAGES = "Too many pages follow this lab: close some of them.";
const TOO_MANY_REQUESTS = "This page asked for more than the lab takes from one page.";

/**
 * Sends events to pages over WebSockets.
 *
 * A page that takes nothing in costs little: the publisher stops at what it has not acknowledged,
 * and a connection that answers no ping is cut. Its page opens a new one and goes on from there.
 */
export function serveStream(
  publisher: Publisher,
  limits: Pick<WebLimits, "heartbeatMs" | "streamRequests" | "streams">,
  log: Log,
): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_STREAM_REQUEST_BYTES,
    // Only ever this one: the other one offered is the token, which must not be sent back.
    handleProtocols: (offered) => (offered.has(STREAM_PROTOCOL) ? STREAM_PROTOCOL : false),
  });
  sockets.on("connection", (socket) => {
    watch(socket, limits.heartbeatMs);
    socket.on("error", (error) => log.warn(`A page's event stream broke: ${error.message}`));
    if (sockets.clients.size > limits.streams) {
      log.warn(`A page was turned away: ${limits.streams} follow this lab already.`);
      socket.close(TRY_AGAIN_LATER, TOO_MANY_PAGES);
    } else serveSocket(socket, publisher, limits.streamRequests, log);
  });
  return sockets;
}

function serveSocket(socket: WebSocket, publisher: Publisher, rate: Rate, log: Log): void {
  const bucket = new TokenBucket(rate);
  const subscription = publisher.subscribe({
    send: (data) => {
      // On one that is closing, `send` would call back with an error for each message.
      if (socket.readyState === socket.OPEN) socket.send(data);
    },
  });
  socket.on("message", (data) => {
    // What came with the one that was too many is let go.
    if (socket.readyState !== socket.OPEN) return;
    if (!bucket.take()) {
      log.warn("A page's event stream was closed: it asked for more than one page may.");
      socket.close(POLICY_VIOLATION, TOO_MANY_REQUESTS);
      return;
    }
    try {
      // `ws` gives one Buffer a message, unless it is told otherwise.
      subscription.receive((data as Buffer).toString("utf8"));
    } catch (error) {
      log.warn(error instanceof LabError ? error.message : `The stream failed: ${String(error)}`);
      socket.close(POLICY_VIOLATION);
    }
  });
  socket.on("close", () => subscription.close());
}

/** Cuts the connection when pings are no longer answered. */
function watch(socket: WebSocket, heartbeatMs: number): void {
  let missed = 0;
  socket.on("pong", () => (missed = 0));
  const heartbeat = setInterval(() => {
    if (missed === MAX_MISSED_PINGS) return socket.terminate();
    missed += 1;
    socket.ping();
  }, heartbeatMs);
  socket.on("close", () => clearInterval(heartbeat));
}
