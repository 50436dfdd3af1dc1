import { EditorState } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import type { TextKey, TextValues } from "../../../shared/texts/keys";
import { t } from "../../texts";

type Plain = { [Key in TextKey]: TextValues<Key> extends [] ? Key : never }[TextKey];

/** What CodeMirror's own parts say, by the English that they ask with. */
const PHRASES: Readonly<Record<string, Plain>> = {
  Find: "editor.parts.find",
  Replace: "editor.parts.replace",
  next: "editor.parts.next",
  previous: "editor.parts.previous",
  all: "editor.parts.all",
  "match case": "editor.parts.matchCase",
  regexp: "editor.parts.regexp",
  "by word": "editor.parts.byWord",
  replace: "editor.parts.replaceOne",
  "replace all": "editor.parts.replaceAll",
  close: "editor.parts.close",
  "current match": "editor.parts.currentMatch",
  "on line": "editor.parts.onLine",
  "replaced match on line $": "editor.parts.replacedOnLine",
  "replaced $ matches": "editor.parts.replacedAll",
  Diagnostics: "editor.parts.diagnostics",
  "No diagnostics": "editor.parts.noDiagnostics",
  Completions: "editor.parts.completions",
  "Control character": "editor.parts.controlCharacter",
  "Selection deleted": "editor.parts.selectionDeleted",
};

/** Has the editor's own parts speak the language that is spoken now. */
export function editorPhrases(): Extension {
  const said = Object.entries(PHRASES).map(([english, key]) => [english, t(key)]);
  return EditorState.phrases.of(Object.fromEntries(said) as Record<string, string>);
}
