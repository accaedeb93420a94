/** What is said about a place: under the pointer, or at the cursor by a key. Problems first, then the field. */
import type { Extension } from "@codemirror/state";
import {
  EditorView,
  activateHover,
  closeHoverTooltips,
  hasHoverTooltips,
  hoverTooltip,
  tooltips,
  type Command,
  type Tooltip,
} from "@codemirror/view";
import type { Page } from "./contract";
import { marksAt } from "./marks";

/** How long the pointer rests before anything opens, in milliseconds. */
const REST = 300;

/** The editor that was asked by key: what opens there is said aloud, for the focus does not go to it. */
const asked = new WeakSet<EditorView>();

function tooltip(from: number, to: number, html: string): Tooltip {
  return {
    pos: from,
    end: to,
    above: true,
    create(view) {
      const dom = document.createElement("div");
      dom.className = "cm-help";
      dom.role = "tooltip";
      dom.innerHTML = html;
      const leave = (event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close(view);
      };
      return {
        dom,
        mount() {
          // It opens wherever the focus is, so wherever that is Escape closes it.
          document.addEventListener("keydown", leave, true);
          if (asked.has(view)) queueMicrotask(() => say(view, dom.innerText));
        },
        destroy: () => document.removeEventListener("keydown", leave, true),
      };
    },
  };
}

function say(view: EditorView, text: string): void {
  view.dispatch({ effects: EditorView.announce.of(text) });
}

function close(view: EditorView): void {
  asked.delete(view);
  if (hasHoverTooltips(view.state)) view.dispatch({ effects: closeHoverTooltips });
}

export function help(page: Page): Extension {
  const options = { hoverTime: REST, hideOnChange: true };
  return [
    tooltips({ position: "fixed" }),
    hoverTooltip(
      ({ state }, offset) =>
        marksAt(state, offset)
          .filter(({ mark }) => mark.html)
          .map(({ from, to, mark }) => tooltip(from, to, mark.html)),
      options,
    ),
    hoverTooltip(async ({ state }, offset) => {
      const help = await page.language()?.hover(state.sliceDoc(), offset);
      return help ? tooltip(help.from, help.to, help.html) : null;
    }, options),
  ];
}

/** Shows at the cursor what the pointer would show there. */
export const askHelp: Command = (view) => {
  close(view);
  asked.add(view);
  activateHover(view, view.state.selection.main.head, 1, {
    until: (transaction) => {
      const over = transaction.docChanged || transaction.selection !== undefined;
      if (over) asked.delete(view);
      return over;
    },
  });
  return true;
};
