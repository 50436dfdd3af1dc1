import { acceptCompletion, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { keymap } from "@codemirror/view";
import type { KeyBinding } from "@codemirror/view";

/** Keys that mean something else in this window: run, show the inspector, and Alt with a letter. */
const TAKEN: ReadonlySet<string> = new Set(["Mod-Enter", "Mod-i", "Alt-l", "Alt-A"]);

const own = (bindings: readonly KeyBinding[]): KeyBinding[] =>
  bindings.filter(({ key }) => key === undefined || !TAKEN.has(key));

/**
 * Tab indents; Escape and then Tab leaves, which CodeMirror sees to itself, and so does Ctrl+M, after
 * which Tab goes on as everywhere.
 */
export function editorKeys(onRun: (() => boolean) | null) {
  return keymap.of([
    { key: "Mod-Enter", run: () => onRun?.() ?? false },
    ...own(closeBracketsKeymap),
    ...own(completionKeymap),
    { key: "Tab", run: acceptCompletion },
    ...own(defaultKeymap),
    ...own(searchKeymap),
    ...own(historyKeymap),
    { key: "Alt-F8", run: nextDiagnostic, shift: previousDiagnostic },
    { key: "Tab", run: indentMore, shift: indentLess },
  ]);
}
