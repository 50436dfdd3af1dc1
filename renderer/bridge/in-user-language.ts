import type { Bridge } from "../../shared/bridge";
import type { CommandInput, CommandName, CommandOutput } from "../../shared/contract";
import type { Failure, Result } from "../../shared/result";
import type { StreamMessage } from "../../shared/stream";
import { saidRefusal } from "../../shared/texts/refusal";
import { sayByName } from "../texts";

/** A bridge over which refusals come in the language that the user reads; the lab itself says them in English. */
export function inUserLanguage(bridge: Bridge): Bridge {
  return {
    ...(bridge.tellMenu === undefined ? {} : { tellMenu: (state) => bridge.tellMenu?.(state) }),
    async call<K extends CommandName>(
      name: K,
      input: CommandInput<K>,
    ): Promise<Result<CommandOutput<K>>> {
      const result = await bridge.call(name, input);
      return result.ok ? result : { ok: false, error: translated(result.error) };
    },
    connect: (listener) =>
      bridge.connect({
        onOpen: () => listener.onOpen(),
        onLost: (reason) => listener.onLost(reason),
        onMessage: (message) => listener.onMessage(withTranslatedJob(message)),
      }),
  };
}

function withTranslatedJob(message: StreamMessage): StreamMessage {
  if (message.type !== "job" || message.state !== "ended" || message.failure === null) {
    return message;
  }
  return { ...message, failure: translated(message.failure) };
}

function translated(error: Failure): Failure {
  return error.said === undefined
    ? error
    : { ...error, message: saidRefusal(error.said, sayByName) };
}
