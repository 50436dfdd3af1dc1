import { fetchPost } from "../tools";

export function* fetchTitle(post: number) {
  const { title } = yield* fetchPost(post);
  return title;
}
