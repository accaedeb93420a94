// How the editor behaves, as somebody chose it; kept in the browser.

import { element } from "./dom";

const PLAIN = "podline.plain-editor";
const TAB = "podline.tab-indents";

export class Settings {
  readonly #plain = element("plain-editor") as HTMLInputElement;
  readonly #tab = element("tab-indents") as HTMLInputElement;

  constructor(editorChanged: () => void, tabChanged: (indents: boolean) => void) {
    const menu = element("editor-settings") as HTMLDetailsElement;
    menu.hidden = false;
    // A menu closes when it is left, or with Escape.
    menu.addEventListener("focusout", (event) => {
      if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    for (const [box, key] of [[this.#plain, PLAIN], [this.#tab, TAB]] as const) {
      box.checked = remembered(key);
      box.addEventListener("change", () => remember(key, box.checked));
    }
    this.#plain.addEventListener("change", editorChanged);
    this.#tab.addEventListener("change", () => tabChanged(this.#tab.checked));
  }

  /** The plain text field instead of the editor. */
  get plain(): boolean {
    return this.#plain.checked;
  }

  /** Tab indents instead of leaving the editor. */
  get tabIndents(): boolean {
    return this.#tab.checked;
  }

  /** Tab was given its other meaning by its key. */
  setTabIndents(on: boolean): void {
    this.#tab.checked = on;
    remember(TAB, on);
  }
}

function remembered(key: string): boolean {
  try {
    return localStorage.getItem(key) === "on";
  } catch {
    // Storage is switched off.
    return false;
  }
}

function remember(key: string, on: boolean): void {
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } catch {
    // It holds as long as the page.
  }
}
