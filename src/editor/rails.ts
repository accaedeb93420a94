/** Whose lines these are: the container's colour beside them, a tint behind those that are picked out. */
import { StateEffect, StateField, type EditorState, type Range, type Transaction } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { Rail } from "./contract";

interface Stretch {
  from: number;
  to: number;
  lane: string;
  tint: "sel" | "hov" | "";
}

const setStretches = StateEffect.define<readonly Stretch[]>();

/** The rails, in the order of the text; they move with it until the page says more. */
const stretches = StateField.define<readonly Stretch[]>({
  create: () => [],
  update(value, transaction) {
    if (transaction.docChanged) value = moved(value, transaction);
    for (const effect of transaction.effects) if (effect.is(setStretches)) value = effect.value;
    return value;
  },
  provide: (field) => EditorView.decorations.compute([field], tints),
});

/** What was replaced from end to end is nobody's any more. */
function moved(value: readonly Stretch[], { changes, newDoc }: Transaction): Stretch[] {
  return value.flatMap((stretch) => {
    const [from, to] = [changes.mapPos(stretch.from, 1), changes.mapPos(stretch.to, -1)];
    return from < to ? { ...stretch, from: newDoc.lineAt(from).from, to } : [];
  });
}

function tints(state: EditorState): DecorationSet {
  const lines: Range<Decoration>[] = [];
  for (const { from, to, lane, tint } of state.field(stretches)) {
    if (!tint) continue;
    const line = Decoration.line({ class: `cm-${tint}`, attributes: { "data-lane": lane } });
    for (let at = from; at <= to; at = state.doc.lineAt(at).to + 1) lines.push(line.range(at));
  }
  return Decoration.set(lines, true);
}

/** The rail beside the line that begins at `from`. */
export function railAt(state: EditorState, from: number): Stretch | undefined {
  return state.field(stretches).find((stretch) => stretch.from <= from && from <= stretch.to);
}

export function railsChanged(before: EditorState, after: EditorState): boolean {
  return before.field(stretches) !== after.field(stretches);
}

export function showRails(state: EditorState, rails: Rail[], selected: number | null, hovered: number | null) {
  const { doc } = state;
  const inside = rails.filter((rail) => rail.first >= 1 && rail.first <= rail.last && rail.first <= doc.lines);
  const value = inside.map(({ first, last, lane, container }): Stretch => {
    const tint = container === selected ? "sel" : container === hovered ? "hov" : "";
    return { from: doc.line(first).from, to: doc.line(Math.min(last, doc.lines)).to, lane, tint };
  });
  return setStretches.of(value.sort((a, b) => a.from - b.from));
}

export const rails = stretches;
