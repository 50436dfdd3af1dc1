import { expect, it } from "vitest";
import type { Nodes } from "mdast";
import { helpForFocus } from "../../composables/help-for-focus";
import type { View } from "../../stores/workspace";
import { HELP_PAGES, pictureAt } from "./docs";
import { readHelpPage } from "./help-pages";

const ROOT = "../../../";
const TEXTS = import.meta.glob<string>(["../../../*.md", "../../../docs/*.md"], {
  query: "?raw",
  import: "default",
  eager: true,
});
/** What pages can link to: files, and the folders that they are in. */
const THERE = new Set(
  Object.keys(
    import.meta.glob([
      "../../../*",
      "../../../{.github,build,docs,e2e,electron,examples,lessons,renderer,scripts,shared}/**/*",
    ]),
  ).flatMap((path) => {
    const parts = path.slice(ROOT.length).split("/");
    return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  }),
);

/** A path without its "..", from the root of the project. */
function pathFrom(file: string, address: string): string {
  return new URL(address, `file:///${file}`).pathname.slice(1).replace(/\/$/, "");
}

const pageOf = (file: string) => readHelpPage(file, TEXTS[`${ROOT}${file}`] ?? "");

/** Addresses of links and pictures under `node`. */
function addressesIn(node: Nodes): string[] {
  const own = node.type === "link" || node.type === "image" ? [node.url] : [];
  return "children" in node ? [...own, ...node.children.flatMap(addressesIn)] : own;
}

it.each(Object.keys(TEXTS).map((path) => path.slice(ROOT.length)))(
  "%s links to files, pictures and headings that are there",
  (file) => {
    const broken = pageOf(file)
      .sections.flatMap(({ blocks }) => blocks.flatMap(addressesIn))
      .filter((address) => !/^[a-z]+:/.test(address))
      .filter((address) => {
        const [path = "", anchor] = address.split("#");
        const target = path === "" ? file : pathFrom(file, path);
        if (!THERE.has(target)) return true;
        return anchor !== undefined && pageOf(target).sections.every(({ id }) => id !== anchor);
      });
    expect(broken).toEqual([]);
  },
);

it("shows each picture of the pages in both themes", () => {
  const pictures = HELP_PAGES.flatMap(({ sections }) =>
    sections.flatMap(({ blocks }) => blocks.flatMap(addressesIn)),
  ).filter((address) => address.endsWith(".png"));
  expect(pictures).not.toEqual([]);
  for (const address of pictures) {
    expect(pictureAt(address, "light"), address).toMatch(/-light/);
    expect(pictureAt(address, "dark"), address).toMatch(/-dark/);
  }
});

const VIEWS: readonly View[] = [
  { kind: "playground" },
  { kind: "program", program: "" },
  { kind: "code", document: "" },
  { kind: "lesson", lesson: null },
  { kind: "recording" },
  { kind: "compare" },
  { kind: "settings" },
  { kind: "shortcuts" },
  { kind: "examples" },
  { kind: "help", page: null, section: null },
];
const REGIONS = ["library", "tasks", "timeline", "inspector", "console", "warnings", "loop"];

it.each(VIEWS)("has help for the view $kind and the parts of the window", (view) => {
  for (const region of [null, ...REGIONS]) {
    document.body.innerHTML =
      region === null ? "" : `<div data-region="${region}"><button id="here"></button></div>`;
    document.getElementById("here")?.focus();
    const { page, section } = helpForFocus(view);
    const found = HELP_PAGES.find(({ id }) => id === page);
    expect(found, page).toBeDefined();
    if (section !== null) expect(found?.sections.map(({ id }) => id)).toContain(section);
  }
});
