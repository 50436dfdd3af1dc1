import { createTask, getRunningLoop } from "../../scheduler";
import { fetchPost, print } from "../tools";

export function* fetchTitle(post: number) {
  print(`asking for post ${post}`);
  const { title } = yield* fetchPost(post);
  print(`post ${post}: ${title}`);
  return title;
}

export function* main() {
  const loop = getRunningLoop();
  const start = loop.time();

  // Two requests are under way at the same time, over real HTTP.
  const first = createTask(fetchTitle(1), { name: "title-1" });
  const second = createTask(fetchTitle(2), { name: "title-2" });
  const titles = [yield* first, yield* second];

  print(`${titles.length} titles: took ${(loop.time() - start).toFixed(2)} s`);
}
