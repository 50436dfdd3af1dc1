import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenRequest } from "./lab/arrivals";

/** The start of an address. Names of files hold colons, too, and paths of Windows begin with a drive's. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]+:\/\/|file:)/i;

/**
 * What a command line asks to have opened: what is no switch, or comes after `--`, is a file or an address.
 * @param argv all of it, the program first
 * @param folder what its paths are relative to
 * @param appPath of an app that is not packaged, its folder: an argument of Electron's own, and all before it
 */
export function openRequests(
  argv: readonly string[],
  folder: string,
  appPath: string | null,
): OpenRequest[] {
  const isLast = (argument: string) => resolve(folder, argument) === appPath;
  const before = appPath === null ? 0 : argv.findIndex(isLast);
  // Among Electron's own arguments nobody could tell what is whose.
  if (before < 0) return [];
  const given = argv.slice(before + 1);
  const bar = given.indexOf("--");
  const [mixed, plain] = bar < 0 ? [given, []] : [given.slice(0, bar), given.slice(bar + 1)];
  return [...mixed.filter((argument) => !argument.startsWith("-")), ...plain]
    .filter((argument) => argument !== "")
    .map((argument) => requestOf(argument, folder));
}

/**
 * What another instance hands over, which may be of another version.
 * @returns nothing for what has another form
 */
export function handedOver(data: unknown): OpenRequest[] {
  const requests = (data as { requests?: unknown } | null)?.requests;
  return Array.isArray(requests) ? requests.filter(isRequest) : [];
}

function requestOf(argument: string, folder: string): OpenRequest {
  if (!ADDRESS.test(argument)) return { file: resolve(folder, argument) };
  try {
    // File managers of Linux name files by their addresses.
    return { file: fileURLToPath(argument) };
  } catch {
    return { link: argument };
  }
}

function isRequest(value: unknown): value is OpenRequest {
  if (typeof value !== "object" || value === null) return false;
  const { file, link } = value as { file?: unknown; link?: unknown };
  return file === undefined
    ? typeof link === "string"
    : typeof file === "string" && isAbsolute(file);
}
