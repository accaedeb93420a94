/**
 * What stands beside a line, all in one column: its number, the sign of what is wrong with it, the rail of its
 * container, and the handle that folds what lies below it. Screen readers skip it; each of its acts has a key.
 */
import { codeFolding, foldEffect, foldable, foldedRanges, unfoldEffect } from "@codemirror/language";
import type { EditorState, Extension, Line } from "@codemirror/state";
import { EditorView, GutterMarker, gutter } from "@codemirror/view";
import type { Page, Severity } from "./contract";
import { heads } from "./indentation";
import { marksChanged, marksOfLine } from "./marks";
import { railAt, railsChanged } from "./rails";

/** A click left of this many pixels means the sign, else the handle; a finger means the sign where there is one. */
const SIGN = 16;

interface Beside {
  number: number;
  lane: string;
  tint: string;
  severity: Severity | "";
  title: string;
  fold: "open" | "closed" | "";
}

class LineMarker extends GutterMarker {
  readonly #beside: Beside;

  constructor(beside: Beside) {
    super();
    this.#beside = beside;
  }

  override eq(other: LineMarker): boolean {
    const [a, b] = [this.#beside, other.#beside];
    return (Object.keys(a) as (keyof Beside)[]).every((key) => a[key] === b[key]);
  }

  override toDOM(): Node {
    const { number, lane, tint, severity, title, fold } = this.#beside;
    const dom = document.createElement("div");
    dom.className = tint ? `cm-beside cm-${tint}` : "cm-beside";
    dom.textContent = String(number);
    if (lane) dom.dataset["lane"] = lane;
    if (severity) dom.dataset["mark"] = severity;
    if (fold) {
      dom.dataset["fold"] = fold;
      dom.append(document.createElement("i"));
    }
    if (title) dom.title = title;
    return dom;
  }
}

function beside(state: EditorState, line: Line): Beside {
  const rail = railAt(state, line.from);
  const [mark] = marksOfLine(state, line.from);
  const folded = foldAt(state, line) !== null;
  return {
    number: line.number,
    lane: rail?.lane ?? "",
    tint: rail?.tint ?? "",
    severity: mark?.mark.severity ?? "",
    title: mark?.mark.title ?? "",
    fold: folded ? "closed" : heads(state, line) ? "open" : "",
  };
}

/** What is folded away behind a line. */
function foldAt(state: EditorState, line: Line): { from: number; to: number } | null {
  let range: { from: number; to: number } | null = null;
  foldedRanges(state).between(line.from, line.to, (from, to) => {
    if (from >= line.from && from <= line.to) range = { from, to };
  });
  return range;
}

function toggleFold(view: EditorView, line: Line): boolean {
  const folded = foldAt(view.state, line);
  if (folded) view.dispatch({ effects: unfoldEffect.of(folded) });
  else {
    const range = foldable(view.state, line.from, line.to);
    if (!range) return false;
    view.dispatch({ effects: foldEffect.of(range) });
  }
  return true;
}

/** What stands in place of folded lines. */
function placeholder(_view: EditorView, unfold: (event: Event) => void, lines: number): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cm-folded";
  button.textContent = lines === 1 ? "1 line" : `${lines} lines`;
  button.ariaLabel = `Unfold ${button.textContent}`;
  button.addEventListener("click", unfold);
  return button;
}

export function besides(page: Page): Extension {
  return [
    codeFolding({
      placeholderDOM: placeholder,
      preparePlaceholder: ({ doc }, { from, to }) => doc.lineAt(to).number - doc.lineAt(from).number,
    }),
    gutter({
      class: "cm-besides",
      lineMarker: ({ state }, { from }) => new LineMarker(beside(state, state.doc.lineAt(from))),
      lineMarkerChange: ({ startState, state }) =>
        marksChanged(startState, state) ||
        railsChanged(startState, state) ||
        foldedRanges(startState) !== foldedRanges(state),
      domEventHandlers: {
        click(view, { from }, event) {
          const line = view.state.doc.lineAt(from);
          const [mark] = marksOfLine(view.state, from);
          const { clientX, currentTarget } = event as PointerEvent;
          const left = currentTarget instanceof Element ? currentTarget.getBoundingClientRect().left : 0;
          const finger = (event as PointerEvent).pointerType === "touch";
          if (mark && (finger || clientX - left < SIGN)) {
            page.onItem(mark.mark.item, "gutter");
            return true;
          }
          return toggleFold(view, line);
        },
      },
    }),
  ];
}
