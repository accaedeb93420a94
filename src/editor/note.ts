/** The note below a line: a problem, its change, its buttons. What its buttons do is the page's to say. */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import { CLOSE_NOTE } from "./contract";

const setNote = StateEffect.define<{ line: number; html: string } | null>();

class Note extends WidgetType {
  readonly #line: number;
  readonly #html: string;

  constructor(line: number, html: string) {
    super();
    this.#line = line;
    this.#html = html;
  }

  override eq(other: Note): boolean {
    return other.#html === this.#html && other.#line === this.#line;
  }

  override toDOM(): HTMLElement {
    const dom = document.createElement("div");
    dom.className = "cm-note";
    dom.innerHTML = this.#html;
    dom.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      dom.dispatchEvent(new CustomEvent(CLOSE_NOTE, { bubbles: true }));
    });
    return dom;
  }

  /** Keys and clicks in it are none of the text's. */
  override ignoreEvent(): boolean {
    return true;
  }
}

export const note = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    value = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setNote)) continue;
      value = Decoration.none;
      if (effect.value) {
        const { line, html } = effect.value;
        const { doc } = transaction.state;
        const widget = Decoration.widget({ widget: new Note(line, html), block: true, side: 1 });
        value = Decoration.set(widget.range(doc.line(Math.min(Math.max(line, 1), doc.lines)).to));
      }
    }
    return value;
  },
  provide: (self) => EditorView.decorations.from(self),
});

export function noNote(): StateEffect<unknown> {
  return setNote.of(null);
}

/** Opens, replaces or closes the note. */
export function showNote(view: EditorView, line: number, html: string | null, focus: boolean): void {
  const had = view.dom.querySelector(".cm-note")?.contains(document.activeElement) ?? false;
  if (html === null) {
    view.dispatch({ effects: noNote() });
    // What had the focus is gone; the text is what it was about.
    if (had) view.focus();
    return;
  }
  const { doc } = view.state;
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  // In sight, or there would be no button to take the focus.
  view.dispatch({ effects: [setNote.of({ line, html }), EditorView.scrollIntoView(at.from, { yMargin: 24 })] });
  const dom = view.dom.querySelector<HTMLElement>(".cm-note");
  if (!dom) return;
  if (focus || had) (dom.querySelector<HTMLElement>("button, a, [tabindex]") ?? view).focus();
  // And the whole of it: what it offers stands at its end.
  view.requestMeasure({
    read: () => {
      const [note, scroller] = [dom.getBoundingClientRect(), view.scrollDOM.getBoundingClientRect()];
      return Math.min(note.bottom - scroller.bottom, note.top - scroller.top - 2 * view.defaultLineHeight);
    },
    write: (hidden) => {
      if (hidden > 0) view.scrollDOM.scrollTop += hidden + 8;
    },
  });
}
