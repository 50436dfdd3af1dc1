import type { Bridge, Connection, ConnectionListener } from "../../shared/bridge";
import type { CommandInput, CommandName, CommandOutput } from "../../shared/contract";
import type { MenuState } from "../../shared/menu";
import { failure } from "../../shared/result";
import type { Result } from "../../shared/result";
import type { StreamRequest } from "../../shared/stream";
import { t } from "../texts";
import { Backoff } from "./backoff";
import { parseStreamData } from "./stream-data";

/** What the preload script puts on `window`. */
export interface DesktopApi {
  call(name: string, input: unknown): Promise<unknown>;
  /** Asks for a port, which comes as a message to the window. */
  requestStream(): void;
  tellMenu(state: MenuState): void;
}

/** What the window message that carries the port holds. */
const STREAM_MESSAGE = "tasklab:stream";

/** The lab in the main process, over the preload script. */
export class DesktopBridge implements Bridge {
  readonly #api: DesktopApi;

  constructor(api: DesktopApi) {
    this.#api = api;
  }

  async call<K extends CommandName>(
    name: K,
    input: CommandInput<K>,
  ): Promise<Result<CommandOutput<K>>> {
    try {
      return (await this.#api.call(name, input)) as Result<CommandOutput<K>>;
    } catch (error) {
      return failure("disconnected", t("shell.noAnswer", { error: String(error) }));
    }
  }

  tellMenu(state: MenuState): void {
    this.#api.tellMenu(state);
  }

  connect(listener: ConnectionListener): Connection {
    return new PortConnection(this.#api, listener);
  }
}

/** A MessagePort from the main process, asked for again when it closes. */
class PortConnection implements Connection {
  readonly #api: DesktopApi;
  readonly #listener: ConnectionListener;
  readonly #backoff = new Backoff();
  #port: MessagePort | null = null;
  #retry = 0;

  constructor(api: DesktopApi, listener: ConnectionListener) {
    this.#api = api;
    this.#listener = listener;
    window.addEventListener("message", this.#onWindowMessage);
    api.requestStream();
  }

  send(request: StreamRequest): void {
    this.#port?.postMessage(JSON.stringify(request));
  }

  close(): void {
    window.removeEventListener("message", this.#onWindowMessage);
    clearTimeout(this.#retry);
    const port = this.#port;
    this.#port = null;
    port?.close();
  }

  readonly #onWindowMessage = (event: MessageEvent): void => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== STREAM_MESSAGE || port === undefined) return;
    this.#port?.close();
    this.#port = port;
    this.#backoff.reset();
    port.onmessage = ({ data }) => {
      try {
        this.#listener.onMessage(parseStreamData(data));
      } catch (error) {
        // What cannot be read leaves a gap: a new port starts over from what the page has.
        console.error("The lab's stream could not be read.", error);
        port.close();
        this.#lose(port);
      }
    };
    port.addEventListener("close", () => this.#lose(port));
    this.#listener.onOpen();
  };

  #lose(port: MessagePort): void {
    if (this.#port !== port) return;
    this.#port = null;
    this.#listener.onLost("");
    this.#retry = window.setTimeout(() => this.#api.requestStream(), this.#backoff.next());
  }
}
