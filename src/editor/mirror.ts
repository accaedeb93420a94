/**
 * The text field stays the page's truth: what is written in the editor is written into it, and it says so as if it
 * had been typed there.
 */
import { Annotation, type Extension } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { PASTED } from "./contract";

/** On a change that came from the page: it knows. */
export const fromPage = Annotation.define<true>();

export function mirror(field: HTMLTextAreaElement): Extension {
  return EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    field.value = update.state.sliceDoc();
    if (update.transactions.every((transaction) => transaction.annotation(fromPage))) return;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    if (pastedLines(update)) field.dispatchEvent(new CustomEvent(PASTED, { bubbles: true }));
  });
}

/** Whether several lines were pasted. */
function pastedLines({ transactions }: ViewUpdate): boolean {
  let lines = 0;
  for (const transaction of transactions) {
    if (!transaction.isUserEvent("input.paste")) continue;
    transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, text) => (lines = Math.max(lines, text.lines)));
  }
  return lines > 1;
}
