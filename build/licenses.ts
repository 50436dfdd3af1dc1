import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A package that is shipped, as Vite notes it of those that it bundles. */
interface License {
  readonly name: string;
  readonly version: string;
  /** SPDX, such as "MIT", where the package names one. */
  readonly identifier?: string | null;
  /** Missing where the package holds no text of it. */
  readonly text?: string;
}

/** Where each build leaves the licences of what it bundled, in its own folder. */
export const LICENSE_NOTE = "licenses.json";
const BUILDS = ["", "preload", "renderer", "programs"];

/** What is shipped as files rather than bundled, or within a worker: no build notes it. */
const AS_FILES = [
  "pyodide",
  "typescript",
  "@fontsource-variable/inter",
  "@fontsource-variable/jetbrains-mono",
];

/** The text that the MIT licence is, for packages that name it and leave it out. */
const mit = (author: string): string => `MIT License

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * Writes `licenses.md` into the folder of what is built: every package that is shipped, with its licence.
 *
 * @param root the project's folder
 * @param out the folder of what is built, with the notes of all builds in it
 * @throws Error naming a package whose licence is nowhere to be found: it must not be shipped
 */
export async function writeLicenses(root: string, out: string): Promise<void> {
  const noted = await Promise.all(BUILDS.map((build) => notesIn(join(out, build, LICENSE_NOTE))));
  const shipped = await Promise.all(AS_FILES.map((name) => licenseOf(root, name)));
  const python: License = {
    name: "CPython",
    version: "3.14",
    identifier: "PSF-2.0",
    text: await readFile(join(root, "build/licenses/cpython.txt"), "utf8"),
  };
  const all = new Map<string, License>();
  for (const license of [...noted.flat(), ...shipped, python]) {
    all.set(`${license.name} ${license.version}`, license);
  }
  const sections = await Promise.all(
    [...all.values()]
      .sort((one, other) => one.name.localeCompare(other.name, "en"))
      .map(async (license) => sectionOf(license, await textOf(root, license))),
  );
  const head =
    "# Licences of what Tasklab is made with\n\n" +
    "Those of Electron and Chromium lie beside the app.\n";
  await writeFile(join(out, "licenses.md"), [head, ...sections].join("\n"));
}

/** Takes a build's note: what it says goes into the one list. */
async function notesIn(path: string): Promise<License[]> {
  const text = await readFile(path, "utf8");
  await rm(path);
  return JSON.parse(text) as License[];
}

function sectionOf({ name, version, identifier }: License, text: string): string {
  return `## ${name} ${version} (${identifier ?? "see below"})\n\n${text.trim()}\n`;
}

async function textOf(root: string, { name, identifier, text }: License): Promise<string> {
  if (text !== undefined && text.trim() !== "") return text;
  if (identifier !== "MIT") throw new Error(`The licence of ${name} is nowhere to be found.`);
  const { author } = (await manifestOf(root, name)).manifest;
  return mit((typeof author === "string" ? author : author?.name) ?? `the authors of ${name}`);
}

async function licenseOf(root: string, name: string): Promise<License> {
  const { folder, manifest } = await manifestOf(root, name);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const path = file === undefined ? join(root, `build/licenses/${name}.txt`) : join(folder, file);
  const { version, license } = manifest;
  return { name, version, identifier: license, text: await readFile(path, "utf8") };
}

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly author?: string | { readonly name: string };
}

async function manifestOf(
  root: string,
  name: string,
): Promise<{ folder: string; manifest: Manifest }> {
  const folders = createRequire(join(root, "package.json")).resolve.paths(name) ?? [];
  for (const modules of folders) {
    const path = join(modules, name, "package.json");
    const text = await readFile(path, "utf8").catch(() => null);
    if (text !== null) return { folder: dirname(path), manifest: JSON.parse(text) as Manifest };
  }
  throw new Error(`The package ${name} is not installed.`);
}
