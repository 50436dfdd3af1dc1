import type { AlignType, Nodes, PhrasingContent, RootContent, TableRow } from "mdast";
import { h } from "vue";
import type { FunctionalComponent, VNodeChild } from "vue";
import { textOf } from "./help-pages";

/** What a page needs to show links and pictures. */
export interface HelpLinks {
  /** Follows a link to another page or place of the help. */
  follow(address: string): void;
  picture(address: string): string | undefined;
}

/** A block of a page. HTML in it is left out, and addresses elsewhere are shown as text. */
export const HelpBlock: FunctionalComponent<{ block: RootContent; links: HelpLinks }> = ({
  block,
  links,
}) => shown(block, links);
HelpBlock.props = ["block", "links"];

function children(node: { children: readonly Nodes[] }, links: HelpLinks): VNodeChild[] {
  return node.children.map((child) => shown(child, links));
}

function shown(node: Nodes, links: HelpLinks): VNodeChild {
  switch (node.type) {
    case "text":
      return node.value;
    case "inlineCode":
      return h("code", node.value);
    case "code":
      return h("pre", { tabindex: 0 }, h("code", node.value));
    case "emphasis":
      return h("em", children(node, links));
    case "strong":
      return h("strong", children(node, links));
    case "break":
      return h("br");
    case "paragraph":
      return h("p", children(node, links));
    case "blockquote":
      return h("blockquote", children(node, links));
    case "list":
      return h(node.ordered === true ? "ol" : "ul", children(node, links));
    case "listItem":
      return h("li", children(node, links));
    case "table":
      return tableOf(node.children, node.align ?? [], links);
    case "image": {
      const source = links.picture(node.url);
      return source === undefined
        ? null
        : h("img", { src: source, alt: node.alt ?? "", loading: "lazy" });
    }
    case "link":
      return linkTo(node.url, node.children, links);
    default:
      return null;
  }
}

function tableOf(
  rows: readonly TableRow[],
  align: readonly AlignType[],
  links: HelpLinks,
): VNodeChild {
  const row = (cells: TableRow["children"], tag: "th" | "td") =>
    h(
      "tr",
      cells.map((cell, index) =>
        h(tag, align[index] === "right" ? { class: "right" } : {}, children(cell, links)),
      ),
    );
  const [head, ...body] = rows;
  return h(
    "div",
    {
      class: "table",
      tabindex: 0,
      role: "group",
      "aria-label": head === undefined ? "" : textOf(head),
    },
    [
      h("table", [
        h("thead", head === undefined ? [] : [row(head.children, "th")]),
        h(
          "tbody",
          body.map(({ children: cells }) => row(cells, "td")),
        ),
      ]),
    ],
  );
}

function linkTo(url: string, words: PhrasingContent[], links: HelpLinks): VNodeChild {
  const content = words.map((word) => shown(word, links));
  // What lies outside of `docs/` is not in the lab.
  if (!/^(?:[\w-]+\.md)?(?:#[\w-]+)?$/.test(url)) return h("span", content);
  return h("button", { type: "button", class: "link", onClick: () => links.follow(url) }, content);
}
