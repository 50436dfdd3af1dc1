/** Requests that are written to the socket letter by letter: no client sends all of them. */
import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Host } from "./small-host";

/** A connection on which anything can be written. */
export class Wire {
  readonly socket: Socket;
  #heard = "";

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => void (this.#heard += chunk.toString("latin1")));
    // The host may hang up on what is written still.
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
  }

  static async to(host: Host, allowHalfOpen = false): Promise<Wire> {
    const socket = connect({ port: host.port, host: "127.0.0.1", allowHalfOpen });
    const wire = new Wire(socket);
    await once(socket, "connect");
    return wire;
  }

  /** Resolves with all that was heard once the host has hung up. */
  async untilClosed(): Promise<string> {
    if (!this.socket.closed && !this.socket.readableEnded) {
      await Promise.race([once(this.socket, "close"), once(this.socket, "end")]);
    }
    return this.#heard;
  }
}

/** Sends the lines of a request's head; gives the status of the answer. 0: there was none. */
export async function ask(host: Host, lines: readonly string[], body = ""): Promise<number> {
  const wire = await Wire.to(host);
  wire.socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
  const heard = await wire.untilClosed();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0);
}

/** The input of a command that the small lab carries out. */
export const COMMAND = '{"session":"playground"}';

/** A command with the token, under the headers of `lines`; gives the status. */
export const asCommand = (host: Host, ...lines: string[]) =>
  ask(
    host,
    [
      "POST /api/tasks.cancelAll HTTP/1.1",
      `Authorization: Bearer ${host.token}`,
      `Content-Length: ${COMMAND.length}`,
      ...lines,
    ],
    COMMAND,
  );

/** An event stream that is refused: one that is granted stays open. */
export const asStream = (host: Host, token: string, ...lines: string[]) =>
  ask(host, [
    "GET /stream HTTP/1.1",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    `Sec-WebSocket-Protocol: tasklab, ${token}`,
    ...lines,
  ]);
