// The editor's keys, in the page's own help.

import { element } from "./dom";

const MAC = navigator.platform.startsWith("Mac");

/** Keys that are pressed together stand in one array; ways to do the same beside each other. */
const KEYS: readonly (readonly [readonly (readonly string[])[], string])[] = [
  [[["F8"], ["Shift", "F8"]], "next, previous problem"],
  [[["Mod", "."]], "the problem of this line"],
  [[["Mod", "I"]], "what the field means"],
  [[["Ctrl", "Space"]], "what can stand here"],
  [[["Mod", "F"]], "search"],
  [[["Mod", "/"]], "comment"],
  [[["Mod", "["], ["Mod", "]"]], "indent less, more"],
  [[[MAC ? "⌥" : "Shift", "Mod", "["], [MAC ? "⌥" : "Shift", "Mod", "]"]], "fold, unfold"],
  [[MAC ? ["Shift", "⌥", "M"] : ["Ctrl", "M"]], "Tab indents, or leaves"],
];

/** Adds a table of them to the dialog. */
export function showKeys(): void {
  const table = document.createElement("table");
  table.className = "ktab";
  table.createCaption().textContent = "Text";
  for (const [ways, meaning] of KEYS) {
    const row = table.insertRow();
    const keys = row.insertCell();
    for (const key of ways.flat()) {
      const cap = document.createElement("kbd");
      cap.textContent = key === "Mod" ? (MAC ? "⌘" : "Ctrl") : key;
      keys.append(cap, " ");
    }
    row.insertCell().textContent = meaning;
  }
  element("key-tables").append(table);
}
