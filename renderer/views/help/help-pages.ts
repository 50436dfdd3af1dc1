import type { Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { matches } from "../command-palette/search";

/** A page of the help: a file of `docs/`. */
export interface HelpPageText {
  /** The file's name without its ending. */
  readonly id: string;
  readonly title: string;
  readonly sections: readonly HelpSection[];
}

/** A heading and what follows it, up to the next one. */
interface HelpSection {
  /** As GitHub names it in addresses, so that links in the files hold there and here. */
  readonly id: string;
  readonly title: string;
  readonly depth: number;
  readonly blocks: readonly RootContent[];
  readonly text: string;
}

export interface HelpPlace {
  readonly page: HelpPageText;
  readonly section: HelpSection;
  /** What stands around the first word that was sought. */
  readonly excerpt: string;
}

/** Reads a file of Markdown into its sections. */
export function readHelpPage(id: string, markdown: string): HelpPageText {
  const root: Root = fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const sections: (HelpSection & { blocks: RootContent[] })[] = [];
  const taken = new Map<string, number>();
  for (const block of root.children) {
    if (block.type === "heading") {
      const title = textOf(block);
      sections.push({
        id: anchorOf(title, taken),
        title,
        depth: block.depth,
        blocks: [],
        text: "",
      });
    } else sections.at(-1)?.blocks.push(block);
  }
  return {
    id,
    title: sections[0]?.title ?? id,
    sections: sections.map((section) => ({
      ...section,
      text: section.blocks.map(textOf).join(" ").replace(/\s+/g, " "),
    })),
  };
}

/** What a heading is called in addresses, as GitHub does it: the second of the same name ends in "-1". */
function anchorOf(title: string, taken: Map<string, number>): string {
  const anchor = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/ /g, "-");
  const before = taken.get(anchor) ?? 0;
  taken.set(anchor, before + 1);
  return before === 0 ? anchor : `${anchor}-${before}`;
}

/** The text of a part of a page, without its marks. */
export function textOf(node: Nodes): string {
  if ("value" in node) return node.type === "html" ? "" : node.value;
  if (!("children" in node)) return node.type === "break" ? " " : "";
  const gap = node.type === "table" || node.type === "tableRow" || node.type === "list" ? " " : "";
  return node.children.map(textOf).join(gap);
}

const EXCERPT = 120;
const MAX_FOUND = 40;

/** The sections in which all words of `query` stand, those that are called so first. */
export function searchHelp(pages: readonly HelpPageText[], query: string): HelpPlace[] {
  const places: { place: HelpPlace; rank: number }[] = [];
  for (const page of pages) {
    for (const section of page.sections) {
      const isCalled = matches(`${page.title} ${section.title}`, query);
      if (!isCalled && !matches(`${page.title} ${section.title} ${section.text}`, query)) continue;
      const rank = matches(section.title, query) ? 0 : isCalled ? 1 : 2;
      places.push({ place: { page, section, excerpt: excerptOf(section.text, query) }, rank });
    }
  }
  places.sort((one, other) => one.rank - other.rank);
  return places.slice(0, MAX_FOUND).map(({ place }) => place);
}

function excerptOf(text: string, query: string): string {
  const [word = ""] = query.toLowerCase().trim().split(/\s+/);
  const at = Math.max(0, text.toLowerCase().indexOf(word));
  const start = at < EXCERPT / 3 ? 0 : text.lastIndexOf(" ", at - EXCERPT / 4) + 1;
  const part = text.slice(start, start + EXCERPT);
  return `${start > 0 ? "… " : ""}${part}${start + EXCERPT < text.length ? " …" : ""}`;
}
