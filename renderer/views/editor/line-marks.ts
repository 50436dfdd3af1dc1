import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import type { Extension, Text } from "@codemirror/state";
import { Decoration, EditorView, gutter, gutterLineClass, GutterMarker } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";

/** Lines that a run points at, from 1; null for none. */
export interface LineMarks {
  /** Where a task stands. */
  readonly standing: number | null;
  /** Where the program is that does not yield. */
  readonly blocking: number | null;
}

const KINDS = ["standing", "blocking"] as const;
type Kind = (typeof KINDS)[number];

const WORDS: Readonly<Record<Kind, { sign: string; title: string }>> = {
  standing: { sign: "▸", title: "The task stands here" },
  blocking: { sign: "■", title: "The program blocks here" },
};

class Sign extends GutterMarker {
  readonly #kind: Kind;

  constructor(kind: Kind) {
    super();
    this.#kind = kind;
  }

  override toDOM(): HTMLElement {
    const { sign, title } = WORDS[this.#kind];
    const element = document.createElement("span");
    element.className = `cm-${this.#kind}-sign`;
    element.textContent = sign;
    element.title = title;
    return element;
  }
}

class NumberClass extends GutterMarker {
  override readonly elementClass: string;

  constructor(kind: Kind) {
    super();
    this.elementClass = `cm-${kind}-gutter`;
  }
}

const SIGNS = { standing: new Sign("standing"), blocking: new Sign("blocking") };
const NUMBERS = { standing: new NumberClass("standing"), blocking: new NumberClass("blocking") };
const LINES = {
  standing: Decoration.line({ class: "cm-standing-line" }),
  blocking: Decoration.line({ class: "cm-blocking-line" }),
};

const setMarks = StateEffect.define<LineMarks>();

interface Marked {
  readonly lines: DecorationSet;
  readonly signs: RangeSet<GutterMarker>;
  readonly numbers: RangeSet<GutterMarker>;
}

const NOTHING: Marked = {
  lines: Decoration.none,
  signs: RangeSet.empty,
  numbers: RangeSet.empty,
};

function marked(text: Text, marks: LineMarks): Marked {
  const at = KINDS.flatMap((kind) => {
    const line = marks[kind];
    // A run may be of a source that was longer.
    return line !== null && line >= 1 && line <= text.lines
      ? [{ kind, from: text.line(line).from }]
      : [];
  });
  return {
    lines: RangeSet.of(
      at.map(({ kind, from }) => LINES[kind].range(from)),
      true,
    ),
    signs: RangeSet.of<GutterMarker>(
      at.map(({ kind, from }) => SIGNS[kind].range(from)),
      true,
    ),
    numbers: RangeSet.of<GutterMarker>(
      at.map(({ kind, from }) => NUMBERS[kind].range(from)),
      true,
    ),
  };
}

const field = StateField.define<Marked>({
  create: () => NOTHING,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return marked(transaction.newDoc, effect.value);
    }
    if (!transaction.docChanged) return value;
    const { changes } = transaction;
    return {
      lines: value.lines.map(changes),
      signs: value.signs.map(changes),
      numbers: value.numbers.map(changes),
    };
  },
  provide: (self) => [
    EditorView.decorations.from(self, ({ lines }) => lines),
    gutterLineClass.from(self, ({ numbers }) => numbers),
  ],
});

/** Shows the lines that a run points at. */
export const lineMarks: Extension = [
  field,
  gutter({ class: "cm-mark-gutter", markers: (view) => view.state.field(field).signs }),
];

/** Marks lines, and brings the one where something happens into view. */
export function markLines(view: EditorView, marks: LineMarks): void {
  const line = marks.blocking ?? marks.standing;
  const { doc } = view.state;
  const effects: StateEffect<unknown>[] = [setMarks.of(marks)];
  if (line !== null && line >= 1 && line <= doc.lines) {
    effects.push(EditorView.scrollIntoView(doc.line(line).from, { y: "nearest", yMargin: 30 }));
  }
  view.dispatch({ effects });
}
