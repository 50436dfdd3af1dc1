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
  readonly title: string;
  readonly icon: Component;
}

/** The console's channels, in the order of their buttons. */
export const CHANNELS: readonly ChannelLook[] = [
  { channel: Channel.OUTPUT, title: "Output", icon: Terminal },
  { channel: Channel.RESULT, title: "Results", icon: CornerDownRight },
  { channel: Channel.SERVER, title: "Server", icon: Server },
  { channel: Channel.ERROR, title: "Errors", icon: CircleAlert },
  { channel: Channel.WARNING, title: "Warnings", icon: TriangleAlert },
  { channel: Channel.LAB, title: "Lab", icon: FlaskConical },
];

/** How a channel looks. */
export function lookOf(channel: Channel): ChannelLook {
  return CHANNELS.find((look) => look.channel === channel) ?? CHANNELS[0]!;
}
