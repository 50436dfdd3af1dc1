import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { RECORDING_SUFFIX } from "../electron/lab/recordings/file-name";

interface Association {
  readonly ext: string;
  readonly mimeType?: string;
}

const ROOT = join(import.meta.dirname, "..");
const FILE_TYPES = join(ROOT, "build/linux/tasklab.xml");
const textOf = (path: string) => readFileSync(join(ROOT, path), "utf8");

const config = parse(textOf("electron.builder.yml")) as {
  protocols: { schemes: string[] }[];
} & Record<"linux" | "win" | "mac", { fileAssociations: Association[] }>;
const schemes = config.protocols.flatMap((protocol) => protocol.schemes);
const mimeType = config.linux.fileAssociations[0]?.mimeType ?? "";

it("has every system open recordings, and nothing else, with the app", () => {
  for (const platform of ["linux", "win", "mac"] as const) {
    const endings = config[platform].fileAssociations.map(({ ext }) => `.${ext}`);
    expect(endings, platform).toEqual([RECORDING_SUFFIX]);
  }
});

it("says the same in the Debian package that is made without electron-builder's tools", () => {
  const handled = [mimeType, ...schemes.map((scheme) => `x-scheme-handler/${scheme}`)];
  const said = /mimeType: (\[.*\]),/.exec(textOf("scripts/debian.mjs"))?.[1] ?? "null";
  expect(JSON.parse(said)).toEqual(handled);
  expect(textOf("build/linux/tasklab.xml")).toContain(`type="${mimeType}"`);
  expect(textOf("build/linux/tasklab.desktop.ejs")).toContain("%U");
});

it("writes the links' scheme into Windows' registry, and takes it out again", () => {
  const script = textOf("build/installer.nsh");
  const [install = "", uninstall = ""] = script.split("!macro customUnInstall");
  for (const scheme of schemes) {
    expect(install).toContain(`"Software\\Classes\\${scheme}" "URL Protocol" ""`);
    expect(uninstall).toContain(`DeleteRegKey SHELL_CONTEXT "Software\\Classes\\${scheme}"`);
  }
});

const knowsFileTypes = ((): boolean => {
  try {
    execFileSync("update-mime-database", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

it.skipIf(!knowsFileTypes)("is understood by a Linux desktop's database of file types", () => {
  const folder = mkdtempSync(join(tmpdir(), "tasklab-mime-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "packages"));
  copyFileSync(FILE_TYPES, join(folder, "packages/tasklab.xml"));
  execFileSync("update-mime-database", [folder], { stdio: "ignore" });
  expect(readFileSync(join(folder, "globs2"), "utf8")).toContain(
    `50:${mimeType}:*${RECORDING_SUFFIX}`,
  );
});
