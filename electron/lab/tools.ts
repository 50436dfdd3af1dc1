/**
 * What coroutines of the lab have at hand beside the scheduler: the console, and HTTP.
 *
 * They belong to the loop on which the caller runs, so that one coroutine serves all sessions.
 */
import type { Post } from "../net/posts";
import { getRunningLoop } from "../scheduler";
import type { Coroutine, EventLoop } from "../scheduler";

export interface Tools {
  print(text: string): void;
  fetchPost(post: number): Coroutine<Post>;
}

const toolsByLoop = new WeakMap<EventLoop, Tools>();

/** Gives `loop` its tools. */
export function equip(loop: EventLoop, tools: Tools): void {
  toolsByLoop.set(loop, tools);
}

/** Writes a line to the console, under the name of the task that runs. */
export function print(text: string): void {
  ownTools().print(text);
}

/**
 * Fetches a post from the server that the settings name. Cancelling it closes the connection.
 * @throws HttpError with a sentence for the user
 */
export function fetchPost(post: number): Coroutine<Post> {
  return ownTools().fetchPost(post);
}

function ownTools(): Tools {
  const tools = toolsByLoop.get(getRunningLoop());
  if (tools === undefined) throw new Error("The loop that runs is none of the lab's.");
  return tools;
}
