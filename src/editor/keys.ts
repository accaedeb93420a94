/** Keys, and the words of CodeMirror's own parts. */
import { closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import {
  copyLineDown,
  copyLineUp,
  deleteLine,
  historyKeymap,
  indentLess,
  indentMore,
  insertBlankLine,
  moveLineDown,
  moveLineUp,
  selectLine,
  simplifySelection,
  standardKeymap,
  toggleComment,
} from "@codemirror/commands";
import { foldKeymap } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, type KeyBinding } from "@codemirror/view";
import type { Page } from "./contract";
import { askHelp } from "./help";
import { goToMark, openMark } from "./marks";
import { tabIndents, toggleTab } from "./tab";

function own(page: Page): KeyBinding[] {
  return [
    { key: "F8", run: goToMark(page, 1), shift: goToMark(page, -1), preventDefault: true },
    { key: "Mod-.", run: openMark(page), preventDefault: true },
    { key: "Mod-i", run: askHelp, preventDefault: true },
    { key: "Alt-F1", run: askHelp, preventDefault: true },
    { key: "Ctrl-m", mac: "Shift-Alt-m", run: toggleTab(page) },
    { key: "Tab", run: ifTab(indentMore), shift: ifTab(indentLess) },
  ];
}

function ifTab(command: (view: EditorView) => boolean) {
  return (view: EditorView) => tabIndents(view.state) && command(view);
}

/** Of CodeMirror's default keys those that mean something in a manifest. */
const editing: KeyBinding[] = [
  ...standardKeymap,
  // One cursor again; with one cursor Escape is the page's, and leaves.
  { key: "Escape", run: (view) => view.state.selection.ranges.length > 1 && simplifySelection(view) },
  { key: "Alt-ArrowUp", run: moveLineUp },
  { key: "Shift-Alt-ArrowUp", run: copyLineUp },
  { key: "Alt-ArrowDown", run: moveLineDown },
  { key: "Shift-Alt-ArrowDown", run: copyLineDown },
  { key: "Mod-Enter", run: insertBlankLine },
  { key: "Alt-l", mac: "Ctrl-l", run: selectLine },
  { key: "Mod-[", run: indentLess },
  { key: "Mod-]", run: indentMore },
  { key: "Shift-Mod-k", run: deleteLine },
  { key: "Mod-/", run: toggleComment },
];

const phrases = EditorState.phrases.of({
  next: "Next",
  previous: "Previous",
  all: "All",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole word",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close",
  go: "Go",
});

export function keys(page: Page): Extension {
  return [
    keymap.of([
      ...own(page),
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...editing,
    ]),
    phrases,
  ];
}
