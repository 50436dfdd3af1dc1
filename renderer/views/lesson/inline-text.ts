import { h } from "vue";
import type { FunctionalComponent, VNode } from "vue";
import type { Inline } from "../../../shared/lesson";
import type { Language } from "../../../shared/own-program";

interface Props {
  of: readonly Inline[];
  language: Language;
}

/** Running text of a lesson. Everything in it is text, whatever the lesson's file said. */
export const InlineText: FunctionalComponent<Props, { open: [lesson: string] }> = (
  { of, language },
  { emit },
) => of.map((piece) => node(piece, language, (lesson) => emit("open", lesson)));
InlineText.props = ["of", "language"];
InlineText.emits = ["open"];

function node(piece: Inline, language: Language, open: (lesson: string) => void): VNode | string {
  const children = (of: readonly Inline[]) => of.map((one) => node(one, language, open));
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "code":
      return h("code", { class: "inline-code" }, piece.text[language]);
    case "emphasis":
      return h("em", children(piece.of));
    case "strong":
      return h("strong", children(piece.of));
    case "break":
      return h("br");
    case "lesson":
      return h(
        "button",
        { type: "button", class: "link", onClick: () => open(piece.lesson) },
        children(piece.of),
      );
    case "address":
      return h("span", [...children(piece.of), " (", h("code", piece.url), ")"]);
  }
}
