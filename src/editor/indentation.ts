/** What indentation means in YAML: where the next line begins, what lies below a line and folds with it. */
import { foldService, indentService, indentUnit } from "@codemirror/language";
import type { EditorState, Line } from "@codemirror/state";
import { indentation } from "./yaml";

/** What the writers of Kubernetes' own documentation use. */
const STEP = 2;
/** Behind so many blank lines or comments nothing is looked for: it is asked of every line in sight. */
const FAR = 100;

/** How deep a line is that begins after `before`, the text of its line up to the cursor. */
export function nextIndentation(before: string): number {
  const own = indentation(before);
  const text = before.slice(own).replace(/(?:^|\s)#.*$/, "").trimEnd();
  // `- - name: x`: the mapping begins behind the dashes.
  const dashes = /^(?:-\s+)*/.exec(text)?.[0].length ?? 0;
  const item = text.slice(dashes);
  const column = own + dashes;
  // A key without its value, the head of a block scalar, an open bracket: what follows stands below.
  if (/(?:^|[^:]):(?:\s+[&!]\S+)?$/.test(item) || /(?:^|\s)[|>][-+\d]*$/.test(item) || /[[{]$/.test(item))
    return column + STEP;
  // The next key of the same item; while an item without keys is followed by the next item.
  return /^(?:"[^"]*"|'[^']*'|[^\s#'"][^#]*?):\s/.test(item) ? column : own;
}

/** The lines below `line` that belong to it. */
function below(state: EditorState, line: Line): { from: number; to: number } | null {
  if (!heads(state, line)) return null;
  let at = line.to;
  let to = at;
  for (const next of state.doc.iterLines(line.number + 1)) {
    at += 1 + next.length;
    if (isBlank(next)) continue;
    if (!isBelow(next, line.text)) break;
    to = at;
  }
  return { from: line.to, to };
}

/** Whether a line has others below it. The next that is written on says so, if it is not far away. */
export function heads(state: EditorState, line: Line): boolean {
  if (isBlank(line.text) || line.number === state.doc.lines) return false;
  const last = Math.min(line.number + FAR, state.doc.lines);
  for (const next of state.doc.iterLines(line.number + 1, last + 1)) if (!isBlank(next)) return isBelow(next, line.text);
  return false;
}

/** A list may stand in the column of its key. */
function isBelow(next: string, head: string): boolean {
  const [depth, own] = [indentation(next), indentation(head)];
  return depth > own || (depth === own && /^-(?:\s|$)/.test(next.slice(depth)) && !/^-(?:\s|$)/.test(head.slice(own)));
}

function isBlank(text: string): boolean {
  return /^\s*(?:#.*)?$/.test(text);
}

export const indenting = [
  indentUnit.of(" ".repeat(STEP)),
  indentService.of(({ state }, at) => {
    const line = state.doc.lineAt(at);
    return nextIndentation(line.text.slice(0, at - line.from));
  }),
  foldService.of((state, from) => below(state, state.doc.lineAt(from))),
];
