import { inject } from "vue";
import type { InjectionKey } from "vue";
import type { Bridge } from "../../shared/bridge";
import type { LabStream } from "../model/lab-stream";

/** What the page has of the lab: the way to it, and what came over the stream. */
export interface Host {
  readonly bridge: Bridge;
  readonly stream: LabStream;
}

export const HOST: InjectionKey<Host> = Symbol("host");

/** The host that the app was mounted with. */
export function useHost(): Host {
  const host = inject(HOST);
  if (host === undefined) throw new Error("The app was mounted without a host.");
  return host;
}
