import type { WordFacts } from "./language-tools";

/** What is known of a word, for a tooltip. */
export function infoElement({ code, text }: Pick<WordFacts, "code" | "text">): HTMLElement {
  const element = document.createElement("div");
  element.className = "cm-word-facts";
  const declaration = document.createElement("code");
  declaration.textContent = code;
  element.append(declaration);
  if (text !== "") {
    const words = document.createElement("p");
    // Comments break lines where their file is full.
    words.textContent = text.replaceAll(/(?<!\n)\n(?![\n-])/g, " ");
    element.append(words);
  }
  return element;
}
