/** Problems and findings in the text: underlined where they stand, said aloud when the cursor comes to their line. */
import { EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type Command, type DecorationSet } from "@codemirror/view";
import type { Mark, Page, Severity } from "./contract";

const NAMES: Record<Severity, string> = { error: "Error", warning: "Warning", note: "Note" };
const GRAVITY: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

const setMarks = StateEffect.define<readonly Mark[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    value = value.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(setMarks)) value = Decoration.set(effect.value.map((mark) => place(transaction.state, mark)), true);
    return value;
  },
  provide: (self) => [
    EditorView.decorations.from(self),
    EditorView.contentAttributes.compute([self], (state) => ({
      "aria-invalid": String(found(state, 0, state.doc.length).some(({ mark }) => mark.severity === "error")),
    })),
  ],
});

/** The decoration of a mark. It underlines within one line; a mark of no length underlines the word it touches. */
function place(state: EditorState, mark: Mark) {
  const from = Math.min(mark.from, state.doc.length);
  const line = state.doc.lineAt(from);
  const to = Math.min(Math.max(mark.to, from), line.to);
  const spec = { mark, attributes: { "data-item": String(mark.item) } };
  const range = from < to ? { from, to } : state.wordAt(from);
  if (range) return Decoration.mark({ ...spec, class: `cm-mark cm-mark-${mark.severity}` }).range(range.from, range.to);
  // Nothing to underline: the sign beside the line stands alone.
  return Decoration.line(spec).range(line.from);
}

export interface Found {
  from: number;
  to: number;
  mark: Mark;
}

/** The marks that touch `from` to `to`, in the order of the text. */
function found(state: EditorState, from: number, to: number): Found[] {
  const marks: Found[] = [];
  state.field(field).between(from, to, (from, to, { spec }: { spec: { mark: Mark } }) => {
    marks.push({ from, to, mark: spec.mark });
  });
  return marks;
}

/** The marks at an offset, the gravest first. */
export function marksAt(state: EditorState, offset: number): Found[] {
  return gravest(found(state, offset, offset));
}

/** The marks that begin in the line around `offset`, the gravest first. */
export function marksOfLine(state: EditorState, offset: number): Found[] {
  const line = state.doc.lineAt(offset);
  return gravest(found(state, line.from, line.to).filter(({ from }) => from >= line.from));
}

function gravest(marks: Found[]): Found[] {
  return marks.sort((a, b) => GRAVITY[a.mark.severity] - GRAVITY[b.mark.severity]);
}

export function marksChanged(before: EditorState, after: EditorState): boolean {
  return before.field(field) !== after.field(field);
}

export function showMarks(marks: Mark[]): StateEffect<readonly Mark[]> {
  return setMarks.of(marks);
}

/** What a screen reader says of a mark. */
function words({ mark }: Found): string {
  return `${NAMES[mark.severity]}: ${mark.title}`;
}

/** Says what is wrong with the line that the cursor comes to. */
const announcing = EditorState.transactionExtender.of((transaction) => {
  const { startState: state, selection } = transaction;
  if (!selection || transaction.docChanged) return null;
  const head = selection.main.head;
  if (state.doc.lineAt(head).number === state.doc.lineAt(state.selection.main.head).number) return null;
  const marks = marksOfLine(state, head);
  return marks.length > 0 ? { effects: EditorView.announce.of(marks.map(words).join(". ")) } : null;
});

export function marks(page: Page): Extension {
  const clicked = EditorView.domEventHandlers({
    click(event, view) {
      const plain = event.button === 0 && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
      if (!plain || !view.state.selection.main.empty) return;
      if (!(event.target instanceof Element) || !event.target.closest(".cm-mark")) return;
      const [first] = marksAt(view.state, view.state.selection.main.head);
      if (first) page.onItem(first.mark.item, "text");
    },
  });
  return [field, announcing, clicked];
}

/** Opens the gravest mark of the cursor's line. */
export function openMark(page: Page): Command {
  return ({ state }) => {
    const [first] = marksOfLine(state, state.selection.main.head);
    if (first) page.onItem(first.mark.item, "key");
    return first !== undefined;
  };
}

/** Goes to the next mark, or with `-1` to the one before, around the end of the text, and opens it. */
export function goToMark(page: Page, step: 1 | -1): Command {
  return (view) => {
    const { state } = view;
    const marks = found(state, 0, state.doc.length);
    const head = state.selection.main.from;
    const next =
      step > 0
        ? (marks.find(({ from }) => from > head) ?? marks[0])
        : (marks.findLast(({ from }) => from < head) ?? marks.at(-1));
    if (!next) return false;
    view.dispatch({
      selection: { anchor: next.from, head: next.to },
      effects: EditorView.scrollIntoView(next.from, { y: "center" }),
      userEvent: "select",
    });
    page.onItem(next.mark.item, "key");
    return true;
  };
}
