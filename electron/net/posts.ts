import { WRITERS } from "./post-texts";

/** A post, as the lab's own server and any other that answers in its form serve it. */
export interface Post {
  userId: number;
  id: number;
  title: string;
  body: string;
}

/** The hundred posts, ordered by `id`: 1 to 100. User 1 wrote 1 to 10, user 2 wrote 11 to 20, and so on. */
export const POSTS: readonly Readonly<Post>[] = WRITERS.flatMap((texts, writer) =>
  texts.map(([title, body], index) => ({
    userId: writer + 1,
    id: writer * texts.length + index + 1,
    title,
    body,
  })),
);
