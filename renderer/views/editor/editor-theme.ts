import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/**
 * The app's tokens: they are inherited into the editor's own tree, so that a change of the theme
 * needs nothing here.
 */
const theme = EditorView.theme({
  "&": {
    boxSizing: "border-box",
    height: "100%",
    backgroundColor: "var(--canvas)",
    color: "var(--text)",
    fontSize: "var(--code-size, 12.5px)",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-mono)",
    fontVariantLigatures: "none",
    lineHeight: "1.6",
    scrollbarColor: "var(--scrollbar) transparent",
    scrollbarWidth: "thin",
  },
  ".cm-content": { padding: "6px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)", borderLeftWidth: "1.5px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 32%, transparent)",
  },
  ".cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 18%, transparent)",
  },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": {
    backgroundColor: "color-mix(in srgb, var(--hover) 55%, transparent)",
  },
  ".cm-gutters": {
    border: "0",
    backgroundColor: "var(--canvas)",
    color: "var(--faint)",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "24px", padding: "0 6px 0 2px" },
  ".cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--text)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "color-mix(in srgb, var(--accent) 22%, transparent)",
    outline: "1px solid color-mix(in srgb, var(--accent) 60%, transparent)",
  },
  "&.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "color-mix(in srgb, var(--state-failed) 24%, transparent)",
  },
  ".cm-selectionMatch": {
    backgroundColor: "color-mix(in srgb, var(--accent) 14%, transparent)",
  },
  ".cm-searchMatch": {
    backgroundColor: "color-mix(in srgb, var(--state-ready) 30%, transparent)",
  },
  ".cm-searchMatch-selected": {
    backgroundColor: "color-mix(in srgb, var(--state-ready) 58%, transparent)",
  },
  ".cm-placeholder": { color: "var(--faint)" },

  // Where a task stands, and where a program blocks: a sign in the gutter besides the colour.
  ".cm-standing-line": {
    backgroundColor: "color-mix(in srgb, var(--state-running) 17%, transparent) !important",
    boxShadow: "inset 2px 0 var(--state-running)",
  },
  ".cm-blocking-line": {
    backgroundColor: "color-mix(in srgb, var(--state-failed) 17%, transparent) !important",
    boxShadow: "inset 2px 0 var(--state-failed)",
  },
  ".cm-standing-gutter": { color: "var(--running-text) !important", fontWeight: "600" },
  ".cm-blocking-gutter": { color: "var(--failed-text) !important", fontWeight: "600" },
  ".cm-mark-gutter .cm-gutterElement": { width: "10px", textAlign: "center" },
  ".cm-gutter-lint": { width: "18px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 2px 0 4px" },
  ".cm-standing-sign": { color: "var(--running-text)" },
  ".cm-also-standing-sign": { color: "var(--muted)" },
  ".cm-standing-names": {
    marginLeft: "2ch",
    padding: "0 6px",
    border: "1px solid var(--line)",
    borderRadius: "999px",
    backgroundColor: "var(--panel)",
    color: "var(--muted)",
    font: "11px / 15px var(--font-ui)",
    whiteSpace: "nowrap",
    userSelect: "none",
  },
  ".cm-blocking-sign": { color: "var(--failed-text)" },

  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "var(--radius-md)",
    backgroundColor: "var(--panel)",
    color: "var(--text)",
    font: "var(--text-sm) / 1.45 var(--font-ui)",
    boxShadow: "var(--shadow)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    maxHeight: "15em",
    fontFamily: "var(--font-mono)",
    fontSize: "var(--text-sm)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--selection)",
    color: "var(--text)",
  },
  ".cm-completionMatchedText": { color: "var(--accent)", textDecoration: "none" },
  ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal" },
  ".cm-tooltip.cm-completionInfo": {
    maxWidth: "420px",
    padding: "6px 10px",
    whiteSpace: "pre-wrap",
  },
  ".cm-word-facts": { maxWidth: "560px", maxHeight: "16em", overflow: "auto", padding: "6px 10px" },
  ".cm-word-facts code": {
    display: "block",
    fontFamily: "var(--font-mono)",
    fontSize: "var(--text-sm)",
    whiteSpace: "pre-wrap",
  },
  ".cm-word-facts p": { margin: "6px 0 0", color: "var(--muted)", whiteSpace: "pre-wrap" },

  ".cm-diagnostic": { padding: "4px 10px", borderLeftWidth: "3px", maxWidth: "560px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--state-failed)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--state-ready)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--state-running)" },
  ".cm-lintRange": { backgroundImage: "none", textDecorationSkipInk: "none" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--state-failed) 1px" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--state-ready) 1px" },
  ".cm-lintRange-info": { textDecoration: "underline dotted var(--state-running) 1px" },

  ".cm-panels": {
    borderColor: "var(--line)",
    backgroundColor: "var(--panel)",
    color: "var(--text)",
    font: "var(--text-sm) / 1.45 var(--font-ui)",
  },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "6px 30px 6px 8px" },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "3px",
    marginRight: "8px",
    fontSize: "var(--text-sm)",
  },
  ".cm-panel.cm-search [name=close]": { color: "var(--muted)", cursor: "pointer", right: "8px" },
  ".cm-textfield": {
    height: "22px",
    padding: "0 7px",
    border: "1px solid var(--outline)",
    borderRadius: "var(--radius-md)",
    backgroundColor: "var(--raised)",
    color: "var(--text)",
    font: "var(--text-sm) var(--font-mono)",
  },
  ".cm-button": {
    height: "22px",
    padding: "0 8px",
    border: "1px solid var(--line)",
    borderRadius: "5px",
    backgroundColor: "var(--raised)",
    backgroundImage: "none",
    color: "var(--text)",
    font: "var(--text-sm) var(--font-ui)",
    cursor: "pointer",
  },
  ".cm-button:hover": { backgroundColor: "var(--hover)" },
  ".cm-button:active": { backgroundImage: "none" },
  "& :focus-visible:not(.cm-content)": { outline: "2px solid var(--focus)", outlineOffset: "1px" },
});

const highlighting = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword],
    color: "var(--code-keyword)",
  },
  { tag: [tags.self, tags.null, tags.bool, tags.atom], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
  { tag: [tags.number], color: "var(--code-number)" },
  { tag: [tags.comment], color: "var(--code-comment)", fontStyle: "italic" },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
    ],
    color: "var(--code-call)",
  },
  { tag: [tags.typeName, tags.className], color: "var(--code-call)" },
  { tag: [tags.meta], color: "var(--code-number)" },
  { tag: [tags.invalid], color: "var(--failed-text)" },
]);

export const editorTheme = [theme, syntaxHighlighting(highlighting)];
