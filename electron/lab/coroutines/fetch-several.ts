import { createTask, gather } from "../../scheduler";
import { fetchTitle } from "./fetch-title";

export function* fetchSeveral(first: number, howMany: number) {
  const posts = Array.from({ length: howMany }, (_, index) => first + index);
  const tasks = posts.map((post) => createTask(fetchTitle(post), { name: `title-${post}` }));
  // They run at the same time; the titles come in the order of the tasks.
  return yield* gather(tasks);
}
