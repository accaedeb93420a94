/** Tells the page which line the user is on: by cursor, by pointer. */
import type { Extension } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Page } from "./contract";

export function lines(page: Page): Extension {
  const plugin = ViewPlugin.define(
    () => ({
      /** The line under the pointer. */
      hovered: null as number | null,
      hover(line: number | null) {
        if (line === this.hovered) return;
        this.hovered = line;
        page.onLine(line, "hover");
      },
    }),
    {
      eventHandlers: {
        mousemove(event, view) {
          if (event.buttons !== 0) return;
          const block = view.lineBlockAtHeight(event.clientY - view.documentTop);
          const below = event.clientY - view.documentTop > view.contentHeight;
          this.hover(below ? null : view.state.doc.lineAt(block.from).number);
        },
        mouseleave() {
          this.hover(null);
        },
      },
    },
  );
  return [plugin, EditorView.updateListener.of((update) => cursor(page, update))];
}

/** What the page itself selects is no news to it. */
function cursor(page: Page, update: ViewUpdate): void {
  const user = update.transactions.some((transaction) => transaction.isUserEvent("select") || transaction.docChanged && transaction.isUserEvent("input"));
  if (!user) return;
  const line = (state: typeof update.state) => state.doc.lineAt(state.selection.main.head).number;
  // A click in the same line picks its container once more.
  const clicked = update.transactions.some((transaction) => transaction.isUserEvent("select.pointer"));
  if (clicked || line(update.state) !== line(update.startState)) page.onLine(line(update.state), "cursor");
}
