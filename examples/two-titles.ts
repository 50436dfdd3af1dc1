import { createTask, httpGet, print, run } from "tasklab";

const SITE = "https://jsonplaceholder.typicode.com";

function* fetchTitle(number: number) {
  const answer = yield* httpGet(`${SITE}/posts/${number}`);
  const post = answer.json() as { title: string };
  return post.title;
}

function* main() {
  // Both requests are under way at the same time.
  const first = createTask(fetchTitle(1), { name: "post-1" });
  const second = createTask(fetchTitle(2), { name: "post-2" });
  const titles = [yield* first, yield* second];

  for (const [index, title] of titles.entries()) {
    print(`${index + 1}: ${title.length > 0 ? "has a title" : "has none"}`);
  }
}

await run(main());
