import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import type { Extension, Text } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  gutter,
  gutterLineClass,
  GutterMarker,
  WidgetType,
} from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";
import type { StandingLine } from "../../model/standings";
import { t } from "../../texts";

/** Lines that a run points at, from 1; null for none. */
export interface LineMarks {
  /** Where a task stands. */
  readonly standing: number | null;
  /** Where the program is that does not yield. */
  readonly blocking: number | null;
  /** Who stands where. */
  readonly tasks: readonly StandingLine[];
}

const KINDS = ["standing", "blocking"] as const;
type Kind = (typeof KINDS)[number];

const LOOKS = {
  standing: { sign: "▸", title: "editor.standsHere" },
  blocking: { sign: "■", title: "editor.blocksHere" },
} as const satisfies Record<Kind, unknown>;

class Sign extends GutterMarker {
  readonly #kind: Kind;

  constructor(kind: Kind) {
    super();
    this.#kind = kind;
  }

  override toDOM(): HTMLElement {
    const { sign, title } = LOOKS[this.#kind];
    const element = document.createElement("span");
    element.className = `cm-${this.#kind}-sign`;
    element.textContent = sign;
    element.title = t(title);
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

/** The names of the tasks that stand in a line, behind its text. */
class Names extends WidgetType {
  readonly #text: string;

  constructor({ tasks, more }: StandingLine) {
    super();
    const names = tasks.map(({ name }) => name).join(", ");
    this.#text = more === 0 ? names : t("editor.namesAndMore", { names, more });
  }

  override eq(other: Names): boolean {
    return other.#text === this.#text;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = "cm-standing-names";
    element.textContent = this.#text;
    element.title = t("editor.nameStandsHere", { names: this.#text });
    return element;
  }
}

class AlsoSign extends GutterMarker {
  override toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = "cm-also-standing-sign";
    element.textContent = "▹";
    element.title = t("editor.alsoStandsHere");
    return element;
  }
}

const ALSO = new AlsoSign();
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
  const tasks = marks.tasks.filter(({ line }) => line <= text.lines);
  const others = tasks.filter(({ line }) => line !== marks.standing && line !== marks.blocking);
  return {
    lines: RangeSet.of(
      [
        ...at.map(({ kind, from }) => LINES[kind].range(from)),
        ...tasks.map((one) =>
          Decoration.widget({ widget: new Names(one), side: 1 }).range(text.line(one.line).to),
        ),
      ],
      true,
    ),
    signs: RangeSet.of<GutterMarker>(
      [
        ...at.map(({ kind, from }) => SIGNS[kind].range(from)),
        ...others.map(({ line }) => ALSO.range(text.line(line).from)),
      ],
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

/** Marks lines, and brings the one where something happens into view, unless it was there `before`. */
export function markLines(view: EditorView, marks: LineMarks, before: LineMarks | null): void {
  const line = marks.blocking ?? marks.standing;
  const known = before === null ? null : (before.blocking ?? before.standing);
  const { doc } = view.state;
  const effects: StateEffect<unknown>[] = [setMarks.of(marks)];
  if (line !== null && line !== known && line >= 1 && line <= doc.lines) {
    effects.push(EditorView.scrollIntoView(doc.line(line).from, { y: "nearest", yMargin: 30 }));
  }
  view.dispatch({ effects });
}
