import { DEFAULT_SETTINGS } from "../../../shared/settings";
import type { Settings } from "../../../shared/settings";
import type { Version } from "../../../shared/about";
import { withoutSecrets } from "./secrets";

export interface DiagnosticFacts {
  readonly host: "desktop" | "browser";
  readonly versions: readonly Version[];
  readonly platform: string;
  readonly settings: Settings;
  /** What the page says of itself, on one line. */
  readonly page: string;
  /** The last lines of the log. */
  readonly log: string;
  /** The folders whose names say who the user is, and what stands for each. */
  readonly folders: readonly Folder[];
}

export interface Folder {
  readonly path: string;
  readonly name: string;
}

/** Folders of other users, and of this one where a path is written as some other system does. */
const ANY_HOME = /(?:\/(?:home|Users)|[A-Za-z]:(?:\\{1,2}|\/)Users)(?:\\{1,2}|\/)[^\s\\/:"'<>|]+/g;

/**
 * What a report of a fault needs, as plain text: versions, the system, the settings that the user changed,
 * and the end of the log. It names no folder of the user and holds no token: it is made to be sent on.
 */
export function diagnostics(facts: DiagnosticFacts): string {
  const { host, versions, platform, settings, page, log, folders } = facts;
  const changed = changedSettings(settings);
  const parts = [
    [
      "Tasklab diagnostics",
      `Host: ${host}`,
      ...versions.map(({ name, version }) => `${name}: ${version}`),
      `System: ${platform}`,
      `Page: ${page}`,
    ],
    ["Settings that are not as they come:", ...(changed.length === 0 ? ["  none"] : changed)],
    ["The end of the log:", log.trim() === "" ? "  empty" : log.trimEnd()],
  ];
  const text = parts.map((lines) => lines.join("\n")).join("\n\n");
  return `${withoutPaths(withoutSecrets(text), folders)}\n`;
}

function changedSettings(settings: Settings): string[] {
  return (Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[]).flatMap((name) => {
    const value = JSON.stringify(settings[name]);
    return value === JSON.stringify(DEFAULT_SETTINGS[name]) ? [] : [`  ${name}: ${value}`];
  });
}

/** Puts what stands for them in the place of folders; the deepest first, which may lie in another. */
function withoutPaths(text: string, folders: readonly Folder[]): string {
  const deepest = folders
    .filter(({ path }) => path.length > 1)
    .toSorted((one, other) => other.path.length - one.path.length);
  let told = text;
  for (const { path, name } of deepest) {
    // As it is, as in an address, and as text within text writes it.
    const forms = [
      path,
      encodeURI(path),
      JSON.stringify(path).slice(1, -1),
      path.replaceAll("\\", "/"),
    ];
    for (const form of new Set(forms)) told = told.replaceAll(form, name);
  }
  return told.replace(ANY_HOME, "~");
}
