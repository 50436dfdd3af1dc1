import type { Code, Nodes, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import type { Block, Inline } from "../../../shared/lesson";
import { LESSON_ID } from "./lesson-id";
import { LessonError } from "./lesson-error";
import { MAX_DEPTH } from "./limits";

/** Makes of fenced code whatever belongs in its place; null for nothing. */
export type OnCode = (code: Code, line: number) => Block | null;

/**
 * Reads Markdown: CommonMark, with tables.
 *
 * What comes out is text in a few known places. Markup of HTML is text like any other, links lead to
 * lessons only, and pictures are their descriptions.
 *
 * @param firstLine the line of the file in which `text` begins
 * @throws LessonError that names the line
 */
export function readMarkdown(text: string, firstLine: number, onCode: OnCode): Block[] {
  const tree = fromMarkdown(text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return new Reader(firstLine, onCode).blocks(tree.children, 0);
}

/** Reads the few words of a setting: sentences without blocks in them. @throws LessonError */
export function readSentence(text: string, line: number): Inline[] {
  const { children } = fromMarkdown(text);
  const [only] = children;
  if (children.length !== 1 || only?.type !== "paragraph") {
    throw new LessonError(
      `"${shortened(text)}" should be a sentence, without lists or code.`,
      line,
    );
  }
  return new Reader(line, () => null).inlines(only.children, 0);
}

class Reader {
  readonly #firstLine: number;
  readonly #onCode: OnCode;

  constructor(firstLine: number, onCode: OnCode) {
    this.#firstLine = firstLine;
    this.#onCode = onCode;
  }

  blocks(nodes: readonly RootContent[], depth: number): Block[] {
    return nodes.flatMap((node) => this.#block(node, depth) ?? []);
  }

  inlines(nodes: readonly PhrasingContent[], depth: number): Inline[] {
    return nodes.map((node) => this.#inline(node, depth));
  }

  #block(node: RootContent, depth: number): Block | null {
    this.#checkDepth(node, depth);
    switch (node.type) {
      case "heading":
        if (node.depth === 1) {
          throw this.#error(node, "The title stands in the front matter: begin headings with ##.");
        }
        return {
          kind: "heading",
          level: node.depth === 2 ? 2 : 3,
          of: this.inlines(node.children, depth + 1),
        };
      case "paragraph":
        return { kind: "paragraph", of: this.inlines(node.children, depth + 1) };
      case "list":
        return {
          kind: "list",
          start: node.ordered === true ? (node.start ?? 1) : null,
          items: node.children.map((item) => this.blocks(item.children, depth + 1)),
        };
      case "blockquote":
        return { kind: "quote", blocks: this.blocks(node.children, depth + 1) };
      case "code":
        if (depth > 0 && isForCell(node)) {
          throw this.#error(node, "A cell stands by itself, not in a list or a quote.");
        }
        return this.#onCode(node, this.#lineOf(node));
      case "table": {
        const rows = node.children.map((row) =>
          row.children.map((cell) => this.inlines(cell.children, depth + 1)),
        );
        return { kind: "table", head: rows[0] ?? [], rows: rows.slice(1) };
      }
      case "thematicBreak":
        return { kind: "rule" };
      case "html":
        return { kind: "paragraph", of: [{ kind: "text", text: node.value }] };
      case "definition":
        throw this.#error(node, "Write the address where the link is: [text](address).");
      default:
        throw this.#error(node, `A lesson cannot have this here: ${node.type}.`);
    }
  }

  #inline(node: PhrasingContent, depth: number): Inline {
    this.#checkDepth(node, depth);
    switch (node.type) {
      case "text":
      case "html":
        return { kind: "text", text: node.value };
      case "inlineCode":
        return { kind: "code", text: spellings(node.value) };
      case "emphasis":
      case "strong":
        return { kind: node.type, of: this.inlines(node.children, depth + 1) };
      case "link":
        return this.#link(node.url, this.inlines(node.children, depth + 1), node);
      case "image":
        return { kind: "text", text: node.alt ?? "" };
      case "break":
        return { kind: "break" };
      case "linkReference":
      case "imageReference":
        throw this.#error(node, "Write the address where the link is: [text](address).");
      default:
        throw this.#error(node, `A lesson cannot have this here: ${node.type}.`);
    }
  }

  #link(url: string, of: Inline[], node: Nodes): Inline {
    if (/^https?:\/\//i.test(url)) return { kind: "address", url, of };
    const lesson = /^(?:\.\/)?(.+)\.md$/.exec(url)?.[1] ?? "";
    if (LESSON_ID.test(lesson)) return { kind: "lesson", lesson, of };
    const message = `"${shortened(url)}" is no address: a link leads to another lesson's file, such as 1-2-tasks.md, or to https://….`;
    throw this.#error(node, message);
  }

  #checkDepth(node: Nodes, depth: number): void {
    if (depth > MAX_DEPTH) throw this.#error(node, "Too much within each other: use fewer levels.");
  }

  #lineOf(node: Nodes): number {
    return this.#firstLine + (node.position?.start.line ?? 1) - 1;
  }

  #error(node: Nodes, message: string): LessonError {
    return new LessonError(message, this.#lineOf(node));
  }
}

/** Whether fenced code says that it is a part of a cell: `cell=name` after its language. */
export function isForCell({ meta }: Code): boolean {
  return /(?:^|\s)cell=/.test(meta ?? "");
}

/** Code within a sentence; where it is written `python | typescript`, each language's own. */
function spellings(code: string) {
  const [python, typescript, ...others] = code.split(" | ");
  if (typescript === undefined || others.length > 0) return { python: code, typescript: code };
  return { python: python!, typescript };
}

const MAX_ECHO = 60;

/** What a message repeats of a text. */
function shortened(text: string): string {
  return text.length <= MAX_ECHO ? text : `${text.slice(0, MAX_ECHO)}…`;
}
