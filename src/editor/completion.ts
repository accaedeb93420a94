/** What may stand at the cursor, as the language worker knows it. */
import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  insertCompletionText,
  pickedCompletion,
  selectedCompletion,
  type Completion as Option,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { Prec, type Extension } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";
import type { Completion, Page } from "./contract";
import { isProse } from "./highlight";

/** What may have been typed last for the list to open by itself: a word, or what a value begins behind. */
const OPENS = /[\w.\/-]$|[:-] $/;

interface Item extends Option {
  /** What it puts into the text. */
  insert: string;
}

function option(item: Completion): Item {
  const { label, detail, insert, caret, kind, info, boost } = item;
  const pane = () => {
    const dom = document.createElement("div");
    dom.innerHTML = info ?? "";
    return dom;
  };
  const apply = (view: EditorView, picked: Option, from: number, to: number) =>
    view.dispatch({
      ...insertCompletionText(view.state, insert, from, to),
      selection: { anchor: from + caret },
      annotations: pickedCompletion.of(picked),
    });
  return { label, detail, insert, type: kind, boost, apply, ...(info ? { info: pane } : {}) };
}

async function complete(page: Page, context: CompletionContext): Promise<CompletionResult | null> {
  const { explicit, pos, state, view } = context;
  if (!explicit) {
    const before = state.doc.lineAt(pos);
    if (!OPENS.test(before.text.slice(0, pos - before.from)) || (view && isProse(view, pos))) return null;
  }
  const found = await page.language()?.complete(state.sliceDoc(), pos, explicit);
  if (!found || found.items.length === 0 || context.aborted) return null;
  return { from: found.from, to: found.to, options: found.items.map(option), validFor: /^[\w.\/-]*$/ };
}

/** Enter behind a word that is already what the list offers means a new line. */
function done(view: EditorView): boolean {
  const item = selectedCompletion(view.state) as Item | null;
  const { head } = view.state.selection.main;
  const before = item && view.state.sliceDoc(Math.max(0, head - item.insert.length), head);
  if (completionStatus(view.state) === "active" && item && before === item.insert) closeCompletion(view);
  return false;
}

/** Escape stops a question that nobody has seen yet, and still does what it does everywhere. */
function forget(view: EditorView): boolean {
  if (completionStatus(view.state) === "pending") closeCompletion(view);
  return false;
}

export function completion(page: Page): Extension {
  return [
    Prec.highest(
      keymap.of([
        { key: "Enter", run: done },
        { key: "Escape", run: forget },
        // Only while the list is open: otherwise Tab is free to leave.
        { key: "Tab", run: (view) => completionStatus(view.state) === "active" && acceptCompletion(view) },
      ]),
    ),
    autocompletion({
      override: [(context) => complete(page, context)],
      icons: false,
      // A field is followed by its value.
      activateOnCompletion: (item) => (item as Item).insert.endsWith(" "),
      optionClass: ({ type }) => `cm-option-${type ?? "value"}`,
    }),
  ];
}
