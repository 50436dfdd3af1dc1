import type { Bridge, Connection, ConnectionListener } from "../../shared/bridge";
import type { CommandInput, CommandName, CommandOutput } from "../../shared/contract";
import { failure } from "../../shared/result";
import type { Result } from "../../shared/result";
import type { StreamRequest } from "../../shared/stream";
import { t } from "../texts";
import { Backoff } from "./backoff";
import { parseStreamData } from "./stream-data";

const STREAM_PROTOCOL = "tasklab";
/** The lab did nothing of it, and says when it takes more. */
const TOO_MANY_REQUESTS = 429;
const RETRY_MS = 1_000;

/** The lab over HTTP and a WebSocket, as the web host serves it. */
export class BrowserBridge implements Bridge {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  async call<K extends CommandName>(
    name: K,
    input: CommandInput<K>,
  ): Promise<Result<CommandOutput<K>>> {
    try {
      let response = await this.#post(name, input);
      while (response.status === TOO_MANY_REQUESTS) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        response = await this.#post(name, input);
      }
      return (await response.json()) as Result<CommandOutput<K>>;
    } catch {
      return failure("disconnected", t("shell.unreachable"));
    }
  }

  #post(name: CommandName, input: unknown): Promise<Response> {
    return fetch(`/api/${name}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.#token}`, "Content-Type": "application/json" },
      body: JSON.stringify(input),
    });
  }

  connect(listener: ConnectionListener): Connection {
    return new SocketConnection(this.#token, listener);
  }
}

/** A WebSocket that opens itself again until it is closed. */
class SocketConnection implements Connection {
  readonly #token: string;
  readonly #listener: ConnectionListener;
  readonly #backoff = new Backoff();
  #socket: WebSocket | null = null;
  #retry = 0;
  #closed = false;

  constructor(token: string, listener: ConnectionListener) {
    this.#token = token;
    this.#listener = listener;
    this.#open();
    // Coming back from sleep or to a network is a better moment than the end of a long wait.
    window.addEventListener("online", this.#openNow);
  }

  send(request: StreamRequest): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request));
  }

  close(): void {
    this.#closed = true;
    window.removeEventListener("online", this.#openNow);
    clearTimeout(this.#retry);
    this.#socket?.close();
  }

  readonly #openNow = (): void => {
    if (this.#closed || this.#socket !== null) return;
    clearTimeout(this.#retry);
    this.#open();
  };

  #open(): void {
    const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/stream`;
    // An empty name is no protocol; without a token the lab refuses, as it should.
    const protocols = this.#token === "" ? [STREAM_PROTOCOL] : [STREAM_PROTOCOL, this.#token];
    const socket = new WebSocket(address, protocols);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => this.#listener.onOpen());
    socket.addEventListener("message", ({ data }) => {
      // Only now: a lab to which too many pages come opens a connection to say so, and closes it.
      this.#backoff.reset();
      try {
        this.#listener.onMessage(parseStreamData(data));
      } catch (error) {
        // What cannot be read leaves a gap: a new connection starts over from what the page has.
        console.error("The lab's stream could not be read.", error);
        socket.close();
      }
    });
    socket.addEventListener("close", ({ reason }) => {
      this.#socket = null;
      if (this.#closed) return;
      this.#listener.onLost(reason);
      this.#retry = window.setTimeout(() => this.#open(), this.#backoff.next());
    });
  }
}
