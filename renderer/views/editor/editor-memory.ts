import type { EditorSelection, StateEffect, Text } from "@codemirror/state";

/** What an editor leaves to the next one of the same text: where the cursor was, and what can be undone. */
export interface LeftEditor {
  readonly doc: Text;
  readonly selection: EditorSelection;
  /** The value of CodeMirror's own field. */
  readonly history: unknown;
  readonly scroll: StateEffect<unknown>;
}

/** Texts whose editors are remembered: with them goes what was deleted from them. */
const MAX_EDITORS = 30;

const left = new Map<string, LeftEditor>();

/** Remembers an editor that is closed, by the name of its text. */
export function leaveEditor(name: string, editor: LeftEditor): void {
  left.delete(name);
  left.set(name, editor);
  const [oldest] = left.keys();
  if (left.size > MAX_EDITORS && oldest !== undefined) left.delete(oldest);
}

/** The editor of a text, if it was left with the text that it is to have. */
export function rememberedEditor(name: string, text: string): LeftEditor | null {
  const editor = left.get(name);
  return editor !== undefined && editor.doc.toString() === text ? editor : null;
}
