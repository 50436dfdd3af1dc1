import type { CommandInput, CommandName, CommandOutput } from "./contract";
import type { MenuState } from "./menu";
import type { Result } from "./result";
import type { StreamMessage, StreamRequest } from "./stream";

/** How a page reaches the lab: over Electron's IPC or over HTTP and a WebSocket (`renderer/bridge/`), or in a test. */
export interface Bridge {
  call<K extends CommandName>(name: K, input: CommandInput<K>): Promise<Result<CommandOutput<K>>>;
  /** Opens the connection over which events come. It opens itself again when it is lost. */
  connect(listener: ConnectionListener): Connection;
  /** Has the menu outside of the page follow it; only a desktop has one. */
  tellMenu?(state: MenuState): void;
}

export interface Connection {
  send(request: StreamRequest): void;
  close(): void;
}

export interface ConnectionListener {
  /** The connection stands, for the first time or again: attach now. */
  onOpen(): void;
  onMessage(message: StreamMessage): void;
  /** The connection is lost; it is being opened again. `reason`: a sentence of the lab's, or empty. */
  onLost(reason: string): void;
}
