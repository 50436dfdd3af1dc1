import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { LabError } from "../../shared/result";
import type { Log } from "../lab/dispatch";
import type { Publisher } from "../lab/publisher";
import { STREAM_PROTOCOL } from "./access";

/** The largest request on the event stream, in bytes. */
export const MAX_STREAM_REQUEST_BYTES = 4_096;
/**
 * How often a page has to show that it is there, in milliseconds. Sooner finds a dead connection
 * sooner, and with it what was queued for it; later is kinder to a machine that stutters.
 */
const HEARTBEAT_MS = 15_000;
/** WebSocket's own code for "that was against the rules". */
const POLICY_VIOLATION = 1008;

/**
 * Sends events to pages over WebSockets.
 *
 * A page that takes nothing in costs little: the publisher stops at what it has not acknowledged,
 * and a connection that answers no ping is cut. Its page opens a new one and goes on from there.
 */
export function serveStream(
  publisher: Publisher,
  log: Log,
  heartbeatMs = HEARTBEAT_MS,
): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_STREAM_REQUEST_BYTES,
    // Only ever this one: the other one offered is the token, which must not be sent back.
    handleProtocols: (offered) => (offered.has(STREAM_PROTOCOL) ? STREAM_PROTOCOL : false),
  });
  sockets.on("connection", (socket) => {
    serveSocket(socket, publisher, log);
    watch(socket, heartbeatMs);
  });
  return sockets;
}

function serveSocket(socket: WebSocket, publisher: Publisher, log: Log): void {
  const subscription = publisher.subscribe({
    send: (data) => {
      // On one that is closing, `send` would call back with an error for each message.
      if (socket.readyState === socket.OPEN) socket.send(data);
    },
  });
  socket.on("message", (data) => {
    try {
      // `ws` gives one Buffer a message, unless it is told otherwise.
      subscription.receive((data as Buffer).toString("utf8"));
    } catch (error) {
      log.warn(error instanceof LabError ? error.message : `The stream failed: ${String(error)}`);
      socket.close(POLICY_VIOLATION);
    }
  });
  socket.on("close", () => subscription.close());
  socket.on("error", (error) => log.warn(`A page's event stream broke: ${error.message}`));
}

/** Cuts the connection when a ping is not answered before the next one is due. */
function watch(socket: WebSocket, heartbeatMs: number): void {
  let answered = true;
  socket.on("pong", () => (answered = true));
  const heartbeat = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, heartbeatMs);
  socket.on("close", () => clearInterval(heartbeat));
}
