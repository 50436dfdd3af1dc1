import {
  CircleAlert,
  CornerDownRight,
  FlaskConical,
  Server,
  Terminal,
  TriangleAlert,
} from "@lucide/vue";
import type { Component } from "vue";
import { Channel } from "../../../shared/events";

export interface ChannelLook {
  readonly channel: Channel;
  /** Of its texts, and of how its lines look. */
  readonly name: "output" | "results" | "server" | "errors" | "warnings" | "lab";
  readonly icon: Component;
}

/** The console's channels, in the order of their buttons. */
export const CHANNELS: readonly ChannelLook[] = [
  { channel: Channel.OUTPUT, name: "output", icon: Terminal },
  { channel: Channel.RESULT, name: "results", icon: CornerDownRight },
  { channel: Channel.SERVER, name: "server", icon: Server },
  { channel: Channel.ERROR, name: "errors", icon: CircleAlert },
  { channel: Channel.WARNING, name: "warnings", icon: TriangleAlert },
  { channel: Channel.LAB, name: "lab", icon: FlaskConical },
];

/** How a channel looks. */
export function lookOf(channel: Channel): ChannelLook {
  return CHANNELS.find((look) => look.channel === channel) ?? CHANNELS[0]!;
}
