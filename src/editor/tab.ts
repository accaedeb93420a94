/**
 * Tab leaves the editor, as it leaves every other control of the page, unless the user chose that it indents.
 * Then a line says how to leave: nobody shall be caught in the text.
 */
import { StateEffect, StateField, type EditorState } from "@codemirror/state";
import { EditorView, showPanel, type Command, type Panel } from "@codemirror/view";
import type { Page } from "./contract";

const setIndents = StateEffect.define<boolean>();

export const tab = StateField.define<boolean>({
  create: () => false,
  update: (value, { effects }) => effects.findLast((effect) => effect.is(setIndents))?.value ?? value,
  provide: (self) => showPanel.from(self, (indents) => (indents ? hint : null)),
});

function hint(): Panel {
  const dom = document.createElement("p");
  dom.className = "cm-hint";
  dom.append("Tab indents. ", key("Esc"), " then ", key("Tab"), " leaves; ", key("Ctrl"), " ", key("M"), " lets Tab leave.");
  return { dom };
}

function key(name: string): HTMLElement {
  const dom = document.createElement("kbd");
  dom.textContent = name;
  return dom;
}

export function tabIndents(state: EditorState): boolean {
  return state.field(tab);
}

export function setTab(view: EditorView, movesFocus: boolean): void {
  if (tabIndents(view.state) === !movesFocus) return;
  const said = movesFocus ? "Tab leaves the editor." : "Tab indents. Escape, then Tab leaves the editor.";
  view.dispatch({ effects: [setIndents.of(!movesFocus), EditorView.announce.of(said)] });
}

/** Changes what Tab does, and tells the page. */
export function toggleTab(page: Page): Command {
  return (view) => {
    const movesFocus = tabIndents(view.state);
    setTab(view, movesFocus);
    page.onTab?.(movesFocus);
    return true;
  };
}
