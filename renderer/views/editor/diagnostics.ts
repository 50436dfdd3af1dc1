import { forEachDiagnostic, setDiagnostics } from "@codemirror/lint";
import type { Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Problem } from "./problem";

/** Who found a problem: those of one are replaced without touching the other's. */
export type Finder = "check" | "run";

/** Shows what `finder` found, in place of what it had found before. */
export function showProblems(view: EditorView, finder: Finder, problems: readonly Problem[]): void {
  const { doc } = view.state;
  // What the other one found has moved along with the text since.
  const others: Diagnostic[] = [];
  forEachDiagnostic(view.state, (diagnostic, from, to) => {
    if (diagnostic.source !== finder) others.push({ ...diagnostic, from, to });
  });
  const found = problems.map<Diagnostic>((problem) => ({
    ...placeOf(doc, problem),
    severity: problem.severity,
    message: problem.message,
    source: finder,
    renderMessage: () => document.createTextNode(problem.message),
  }));
  view.dispatch(setDiagnostics(view.state, [...others, ...found]));
}

/** The part of `doc` that a problem is about; as near as can be where the text is another by now. */
export function placeOf(doc: Text, problem: Problem): { from: number; to: number } {
  const line = doc.line(Math.min(Math.max(1, problem.line), doc.lines));
  if (problem.column === undefined) {
    const indent = line.text.length - line.text.trimStart().length;
    return { from: line.from + indent, to: Math.max(line.from + indent, line.to) };
  }
  const from = Math.min(line.from + problem.column - 1, line.to);
  if (problem.endColumn === undefined) {
    const word = /^[\p{ID_Continue}$]+/u.exec(line.text.slice(from - line.from))?.[0] ?? "";
    return { from, to: Math.min(from + Math.max(1, word.length), line.to) };
  }
  const endLine = doc.line(
    Math.min(Math.max(line.number, problem.endLine ?? problem.line), doc.lines),
  );
  const to = Math.min(endLine.from + problem.endColumn - 1, endLine.to);
  return { from, to: Math.max(from, to) };
}
