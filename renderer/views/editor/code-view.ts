/** CodeMirror as this window uses it. Loaded when the first editor is shown, and not before. */
import { autocompletion, closeBrackets } from "@codemirror/autocomplete";
import { history, historyField } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { linter, lintGutter } from "@codemirror/lint";
import { highlightSelectionMatches, search } from "@codemirror/search";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import type { Extension } from "@codemirror/state";
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import { t } from "../../texts";
import { changeBetween } from "./change-between";
import { showProblems } from "./diagnostics";
import { editorKeys } from "./editor-keys";
import type { LeftEditor } from "./editor-memory";
import { editorPhrases } from "./editor-phrases";
import { editorTheme } from "./editor-theme";
import { infoElement } from "./info-element";
import type { LanguageTools } from "./language-tools";
import { lineMarks, markLines } from "./line-marks";
import type { LineMarks } from "./line-marks";
import type { CodeLanguage, Problem } from "./problem";

export interface CodeViewOptions {
  /** A shadow root: style sheets that are adopted by one need no exception in the content policy. */
  readonly root: ShadowRoot;
  readonly text: string;
  readonly language: CodeLanguage;
  readonly readOnly: boolean;
  /** Its name for screen readers. */
  readonly label: string;
  /** It grows with its text instead of scrolling. */
  readonly grows: boolean;
  /** The editor of the same text that was here before, to go on with. */
  readonly left: LeftEditor | null;
  /** Told what the user typed. */
  onChange(text: string): void;
  /** Told what there is to say about the source as it is now. */
  onChecked(problems: readonly Problem[]): void;
  /** The key for running. False leaves it to the window. */
  onRun(): boolean;
}

/** A change that did not come from the user. */
const fromOutside = Annotation.define<boolean>();

const LANGUAGES: Readonly<Record<CodeLanguage, () => Extension>> = {
  typescript: () => [javascript({ typescript: true }), indentUnit.of("  ")],
  python: () => [python(), indentUnit.of("    ")],
};

/** How long after the last key press the source is looked at, in milliseconds. */
const CHECK_DELAY_MS = 350;

/** How long until it is looked at once more if nobody could tell, in milliseconds. */
const CHECK_AGAIN_MS = 1_500;

/** An editor in a shadow root. */
export class CodeView {
  readonly #view: EditorView;
  readonly #language = new Compartment();
  readonly #access = new Compartment();
  readonly #help = new Compartment();
  readonly #onChecked: CodeViewOptions["onChecked"];
  #tools: LanguageTools | null = null;
  #marks: LineMarks | null = null;
  #checkTimer = 0;
  #isClosed = false;

  constructor(options: CodeViewOptions) {
    const { root, text, language, readOnly, label, left } = options;
    this.#onChecked = options.onChecked;
    this.#view = new EditorView({
      root,
      parent: root,
      ...(left === null ? {} : { scrollTo: left.scroll }),
      state: EditorState.create({
        doc: left?.doc ?? text,
        ...(left === null ? {} : { selection: left.selection }),
        extensions: [
          lintGutter(),
          lineMarks,
          lineNumbers(),
          highlightActiveLineGutter(),
          history(),
          ...(left === null ? [] : [historyField.init(() => left.history)]),
          drawSelection(),
          dropCursor(),
          EditorState.allowMultipleSelections.of(true),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          rectangularSelection(),
          crosshairCursor(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          search({ top: false }),
          linter(null),
          editorKeys(() => options.onRun()),
          editorTheme,
          this.#help.of(autocompletion()),
          this.#language.of(LANGUAGES[language]()),
          this.#access.of(accessOf(readOnly, label)),
          ...(options.grows ? [EditorView.theme({ "&": { height: "auto" } })] : []),
          typingOverSelection,
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            this.#checkSoon(CHECK_DELAY_MS);
            if (update.transactions.some((one) => one.annotation(fromOutside) === true)) return;
            options.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  focus(): void {
    this.#view.focus();
  }

  /** Puts another text in, as one step of the undo history. */
  setText(text: string): void {
    const now = this.text;
    if (now === text) return;
    this.#view.dispatch({
      changes: changeBetween(now, text),
      annotations: fromOutside.of(true),
    });
  }

  setAccess(readOnly: boolean, label: string): void {
    this.#view.dispatch({ effects: this.#access.reconfigure(accessOf(readOnly, label)) });
  }

  setLanguage(language: CodeLanguage): void {
    this.#view.dispatch({ effects: this.#language.reconfigure(LANGUAGES[language]()) });
  }

  /** Gives it somebody to ask about the source, or takes that away. Closes the one it had. */
  setTools(tools: LanguageTools | null): void {
    this.#tools?.close();
    this.#tools = tools;
    this.#view.dispatch({ effects: this.#help.reconfigure(helpOf(tools)) });
    this.#checkSoon(0);
  }

  /** Shows what a run found. */
  setProblems(problems: readonly Problem[]): void {
    showProblems(this.#view, "run", problems);
  }

  setMarks(marks: LineMarks): void {
    markLines(this.#view, marks, this.#marks);
    this.#marks = marks;
  }

  /** Puts the cursor at the beginning of a line, from 1, and shows it. */
  goToLine(number: number): void {
    const { doc } = this.#view.state;
    const line = doc.line(Math.min(Math.max(1, number), doc.lines));
    this.#view.dispatch({
      selection: { anchor: line.from },
      effects: EditorView.scrollIntoView(line.from, { y: "center" }),
    });
    this.#view.focus();
  }

  /** What the next editor of the same text goes on with. */
  leave(): LeftEditor {
    const { doc, selection } = this.#view.state;
    const history = this.#view.state.field(historyField);
    return { doc, selection, history, scroll: this.#view.scrollSnapshot() };
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#checkTimer);
    this.#tools?.close();
    this.#view.destroy();
  }

  #checkSoon(delay: number): void {
    clearTimeout(this.#checkTimer);
    this.#checkTimer = window.setTimeout(() => void this.#check(), delay);
  }

  async #check(): Promise<void> {
    if (this.#isClosed) return;
    const tools = this.#tools;
    const { text } = this;
    const problems = tools === null ? [] : await tools.check(text);
    // Typed on meanwhile, or asked somebody else: that answer comes by itself.
    if (this.#isClosed || this.#tools !== tools || this.text !== text) return;
    if (problems === null) {
      this.#checkSoon(CHECK_AGAIN_MS);
      return;
    }
    showProblems(this.#view, "check", problems);
    this.#onChecked(problems);
  }
}

/**
 * What is typed over a selection goes into the document at once. The browser's own editing would
 * leave style attributes behind where lines were joined, which the content policy refuses.
 */
const typingOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType } = event;
    const { from, to, empty } = view.state.selection.main;
    if (inputType !== "insertText" || data === null || empty || view.composing) return false;
    if (view.state.readOnly) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), {
        userEvent: "input.type",
        scrollIntoView: true,
      });
    const handlers = view.state.facet(EditorView.inputHandler);
    // Brackets are put around what is selected.
    if (!handlers.some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

function accessOf(readOnly: boolean, label: string): Extension {
  return [
    editorPhrases(),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-description": t(readOnly ? "editor.readOnly" : "editor.leaving"),
      ...(readOnly ? { "aria-readonly": "true" } : {}),
      spellcheck: "false",
      // What scrolls is reached by the keyboard through the text in it, and says so.
      tabindex: "0",
    }),
  ];
}

function helpOf(tools: LanguageTools | null): Extension {
  if (tools === null) return autocompletion();
  return [
    autocompletion({ override: [tools.complete] }),
    hoverTooltip(async (view, position) => {
      const facts = await tools.explain(view.state.doc.toString(), position);
      if (facts === null) return null;
      return {
        pos: facts.from,
        end: facts.to,
        above: true,
        create: () => ({ dom: infoElement(facts) }),
      };
    }),
  ];
}
