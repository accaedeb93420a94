/** Tells the page which line the user is on: by cursor, by pointer. */
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView, ViewPlugin, type PluginValue, type ViewUpdate } from "@codemirror/view";
import type { Page } from "./contract";

/** The line under the pointer, over the text and beside it. */
class Pointer implements PluginValue {
  readonly #view: EditorView;
  readonly #page: Page;
  #line: number | null = null;

  constructor(view: EditorView, page: Page) {
    this.#view = view;
    this.#page = page;
    view.dom.addEventListener("mousemove", this.#moved);
    view.dom.addEventListener("mouseleave", this.#left);
  }

  destroy(): void {
    this.#view.dom.removeEventListener("mousemove", this.#moved);
    this.#view.dom.removeEventListener("mouseleave", this.#left);
    this.#left();
  }

  readonly #moved = ({ buttons, clientY, target }: MouseEvent) => {
    // What lies over the text is about the line where the pointer came from.
    const inText = target instanceof Element && target.closest(".cm-scroller");
    if (buttons !== 0 || !inText) return;
    const height = clientY - this.#view.documentTop;
    const { from } = this.#view.lineBlockAtHeight(height);
    this.#tell(height > this.#view.contentHeight ? null : this.#view.state.doc.lineAt(from).number);
  };

  readonly #left = () => this.#tell(null);

  #tell(line: number | null): void {
    if (line === this.#line) return;
    this.#line = line;
    this.#page.onLine(line, "hover");
  }
}

/** What the page itself selects is no news to it. */
function cursor(page: Page, { transactions, startState, state }: ViewUpdate): void {
  if (!transactions.some((transaction) => transaction.isUserEvent("select") || transaction.isUserEvent("input"))) return;
  const line = ({ doc, selection }: EditorState) => doc.lineAt(selection.main.head).number;
  // A click in the same line picks its container once more.
  const clicked = transactions.some((transaction) => transaction.isUserEvent("select.pointer"));
  if (clicked || line(state) !== line(startState)) page.onLine(line(state), "cursor");
}

export function lines(page: Page): Extension {
  return [
    ViewPlugin.define((view) => new Pointer(view, page)),
    EditorView.updateListener.of((update) => cursor(page, update)),
  ];
}
