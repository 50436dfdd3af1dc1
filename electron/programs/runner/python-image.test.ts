import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILD_PATIENCE_MS, builtPrograms } from "../__tests__/built-programs";
import { TestLab } from "../__tests__/lab";
import { forkTransport } from "../transport";
import { IMAGE_FILE } from "./cpython";

let folder: string;
let image: string;
beforeAll(async () => {
  // One of its own, which is changed.
  folder = await mkdtemp(join(tmpdir(), "tasklab-image-"));
  await cp(await builtPrograms(), folder, { recursive: true });
  image = join(folder, "pyodide", IMAGE_FILE);
}, BUILD_PATIENCE_MS);
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

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
  const lab = new TestLab(() => forkTransport(folder));
  await lab.server.start();
  const { output } = await lab.run(PROGRAM, "python");
  await lab.close();
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
