import type { Language } from "../../shared/own-program";

/** What a new program begins with: small, and complete enough to run. */
export const SOURCE_TEMPLATES: Readonly<Record<Language, string>> = {
  typescript: `import { createTask, print, run, sleep } from "tasklab";

function* greet(name: string, seconds: number) {
  yield* sleep(seconds);
  print(\`Hello, \${name}!\`);
}

function* main() {
  const task = createTask(greet("task", 1), { name: "greet" });
  print("main goes on");
  yield* task;
}

await run(main());
`,
  python: `import asyncio


async def greet(name, seconds):
    await asyncio.sleep(seconds)
    print(f"Hello, {name}!")


async def main():
    task = asyncio.create_task(greet("task", 1), name="greet")
    print("main goes on")
    await task


asyncio.run(main())
`,
};

export const LANGUAGE_TITLES: Readonly<Record<Language, string>> = {
  typescript: "TypeScript",
  python: "Python",
};
