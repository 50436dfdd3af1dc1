import { readFile, stat } from "node:fs/promises";

/**
 * The text of a file that the lab wrote, or somebody else since.
 * @param most bytes that such a file can have: a larger one is not read
 * @throws Error with a sentence for one that is larger; the system's error
 */
export async function readBoundedText(path: string, most: number): Promise<string> {
  const { size } = await stat(path);
  if (size > most) {
    const [is, may] = [size, most].map((bytes) => bytes.toLocaleString("en"));
    throw new Error(`it has ${is} bytes, and no such file has more than ${may}.`);
  }
  return readFile(path, "utf8");
}
