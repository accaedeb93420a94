// The editor's keys, in the page's own help.

import { element } from "./dom";

/** Keys that are pressed together stand in one array; ways to do the same beside each other. */
const KEYS: readonly (readonly [readonly (readonly string[])[], string])[] = [
  [[["F8"], ["Shift", "F8"]], "next, previous problem"],
  [[["Ctrl", "."]], "the problem of this line"],
  [[["Ctrl", "I"]], "what the field means"],
  [[["Ctrl", "Space"]], "what can stand here"],
  [[["Ctrl", "F"]], "search"],
  [[["Ctrl", "/"]], "comment"],
  [[["Ctrl", "["], ["Ctrl", "]"]], "indent less, more"],
  [[["Ctrl", "Shift", "["], ["Ctrl", "Shift", "]"]], "fold, unfold"],
  [[["Ctrl", "M"]], "Tab indents, or leaves"],
];

/** Adds a table of them to the dialog. A Mac has another key for most of them. */
export function showKeys(): void {
  const mac = navigator.platform.startsWith("Mac");
  const table = document.createElement("table");
  table.className = "ktab";
  table.createCaption().textContent = "Text";
  for (const [ways, meaning] of KEYS) {
    const row = table.insertRow();
    const keys = row.insertCell();
    for (const key of ways.flat()) {
      const cap = document.createElement("kbd");
      cap.textContent = mac && key === "Ctrl" ? "⌘" : key;
      keys.append(cap, " ");
    }
    row.insertCell().textContent = meaning;
  }
  element("key-tables").append(table);
}
