import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { getRawHeader } from "@electron/asar";
import { packagedApp } from "../hosts/desktop";

interface Part {
  readonly name: string;
  readonly megabytes: number;
}

const MEGABYTE = 1_000_000;
const ARCHIVE = "app.asar";

/** How large the packaged app is, by what lies at the top of its folder and of its archive; or else what is built. */
export async function partsOf(root: string): Promise<{ title: string; parts: readonly Part[] }> {
  const app = packagedApp();
  const folder = app === null ? join(root, "out") : dirname(app);
  const names = await readdir(folder).catch(() => []);
  const parts: Part[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if (name === "resources") parts.push(...(await resourceParts(path)));
    else parts.push({ name, megabytes: (await bytesIn(path)) / MEGABYTE });
  }
  const total = parts.reduce((sum, { megabytes }) => sum + megabytes, 0);
  const sorted = parts.toSorted((one, other) => other.megabytes - one.megabytes);
  const title = app === null ? "built and not packaged" : `packaged in ${basename(folder)}`;
  return {
    title,
    parts: sorted.length === 0 ? [] : [{ name: "all", megabytes: total }, ...sorted],
  };
}

async function resourceParts(folder: string): Promise<Part[]> {
  const parts: Part[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name === ARCHIVE) parts.push(...archiveParts(path));
    else parts.push({ name: `resources/${name}`, megabytes: (await bytesIn(path)) / MEGABYTE });
  }
  return parts;
}

/** What lies packed in the archive, by folders of the second level: `out/renderer`, `out/chunks`. */
function archiveParts(path: string): Part[] {
  const { header } = getRawHeader(path);
  const sums = new Map<string, number>();
  const walk = (entry: unknown, parents: readonly string[]): void => {
    if (typeof entry !== "object" || entry === null) return;
    if ("files" in entry) {
      for (const [name, child] of Object.entries(entry.files as object)) {
        walk(child, [...parents, name]);
      }
    } else if ("size" in entry && !("unpacked" in entry && entry.unpacked === true)) {
      const name = `resources/${ARCHIVE}/${parents.slice(0, 2).join("/")}`;
      sums.set(name, (sums.get(name) ?? 0) + Number(entry.size));
    }
  };
  walk(header, []);
  return [...sums].map(([name, bytes]) => ({ name, megabytes: bytes / MEGABYTE }));
}

async function bytesIn(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  const inside = await Promise.all((await readdir(path)).map((name) => bytesIn(join(path, name))));
  return inside.reduce((sum, bytes) => sum + bytes, 0);
}
