import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildForTest, removeBuild, TestLab } from "../__tests__/lab";
import { IMAGE_FILE } from "./cpython";

let folder: string;
let image: string;
beforeAll(async () => {
  folder = await buildForTest();
  image = join(folder, "pyodide", IMAGE_FILE);
}, 120_000);
afterAll(() => removeBuild(folder));

/** Uses the lab's loop, one of its clients, and what it refuses. */
const PROGRAM = `import asyncio, httpx, threading
async def main():
    print(await asyncio.gather(asyncio.sleep(1, "a"), asyncio.sleep(1, "b")))
    async with httpx.AsyncClient() as client:
        print((await client.get("https://jsonplaceholder.typicode.com/posts/1")).json()["id"])
asyncio.run(main())
try:
    threading.Thread(target=print).start()
except RuntimeError as error:
    print("refused" if "one thread" in str(error) else error)`;

async function outputOfProgram(): Promise<readonly string[]> {
  const lab = new TestLab(folder);
  await lab.server.start();
  const { output } = await lab.run(PROGRAM, "python");
  await lab.close({ keepsBuild: true });
  return output;
}

describe("a Python program runs alike", { timeout: 60_000 }, () => {
  const output = ["['a', 'b']", "1", "refused"];

  it("from the image that the build took", async () => {
    expect(await outputOfProgram()).toEqual(output);
  });

  it("where the image is one of another build of CPython", async () => {
    const bytes = await readFile(image);
    // The build's name stands after four words.
    bytes[16]! ^= 1;
    await writeFile(image, bytes);
    expect(await outputOfProgram()).toEqual(output);
  });

  it("where there is no image", async () => {
    await rm(image);
    expect(await outputOfProgram()).toEqual(output);
  });
});
