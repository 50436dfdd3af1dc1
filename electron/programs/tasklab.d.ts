/**
 * The module "tasklab": all that a TypeScript program can import. Whoever prefers to can use the
 * same names without importing them.
 */
import type { Post } from "../net/posts";
import type { Coroutine } from "../scheduler";
import type { ProgramResponse } from "./runner/program-requests";

export * from "../scheduler";
export type { Post, ProgramResponse };

/** Writes a line to the console, the values with a space in between, under the name of the task that runs. */
export declare function print(...values: readonly unknown[]): void;

/** Fetches a post from where the lab gets them. Cancelling it closes the connection. */
export declare function fetchPost(post: number): Coroutine<Post>;

/** Fetches `url`, whatever its status: the lab's posts, or any address if the user allows it. */
export declare function httpGet(url: string): Coroutine<ProgramResponse>;
