import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { contentPolicy } from "./content-policy";

/** Every kind of file that the build puts beside the page. */
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** What fails while reading because there is no such file, as against a fault of the disk. */
const MISSING: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG"]);

/**
 * Answers a request for a file of `folder`. `/` is its `index.html`.
 * @param folder absolute
 */
export async function answerWithFile(
  folder: string,
  method: string,
  url: string,
): Promise<Response> {
  if (method !== "GET" && method !== "HEAD") return refuse(405, "Files can only be read.");
  const path = pathIn(folder, new URL(url).pathname);
  if (path === null) return refuse(404, "There is no such file.");
  try {
    const body = await readFile(path);
    return new Response(method === "HEAD" ? null : body, {
      headers: {
        "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
        "Content-Security-Policy": contentPolicy(),
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (MISSING.has(code)) return refuse(404, "There is no such file.");
    throw error;
  }
}

/**
 * The file in `folder` that `pathname` asks for; null if it names none, or one outside of it.
 * @param pathname as `URL` gives it: percent-encoded, and without dot segments that are not encoded
 */
export function pathIn(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes("\0")) return null;
  const path = join(folder, decoded === "/" ? "index.html" : decoded);
  return path.startsWith(folder + sep) ? path : null;
}

function refuse(status: number, message: string): Response {
  return new Response(message, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" },
  });
}
