/** Colours what is in sight, and remembers how each line above it begins. */
import { EditorState, RangeSetBuilder, type Text } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { START, scan, type Kind, type State, type Token } from "./yaml";

/** Of longer lines only the beginning is coloured. */
const LINE_LIMIT = 10_000;

const COLOURS: Record<Kind, Decoration> = {
  key: Decoration.mark({ class: "syn-key" }),
  str: Decoration.mark({ class: "syn-str" }),
  num: Decoration.mark({ class: "syn-num" }),
  punct: Decoration.mark({ class: "syn-punct" }),
  comment: Decoration.mark({ class: "syn-comment" }),
  meta: Decoration.mark({ class: "syn-meta" }),
};

class Highlighter {
  decorations: DecorationSet;
  /** What each line inherits, as far as it was asked for. */
  readonly #starts: State[] = [START];

  constructor(view: EditorView) {
    this.decorations = this.#draw(view);
  }

  update(update: ViewUpdate): void {
    if (update.docChanged) {
      let first = Infinity;
      update.changes.iterChangedRanges((from) => (first = Math.min(first, from)));
      const line = update.startState.doc.lineAt(first).number;
      this.#starts.length = Math.min(this.#starts.length, line);
    }
    if (update.docChanged || update.viewportChanged) this.decorations = this.#draw(update.view);
  }

  /** The tokens of a line. */
  tokens(doc: Text, number: number): Token[] {
    const tokens: Token[] = [];
    scan(clip(doc.line(number).text), this.start(doc, number), tokens);
    return tokens;
  }

  /** What a line inherits. */
  start(doc: Text, number: number): State {
    if (this.#starts.length < number) {
      const lines = doc.iterLines(this.#starts.length, number);
      for (const line of lines) this.#starts.push(scan(clip(line), this.#starts.at(-1) ?? START));
    }
    return this.#starts[number - 1] ?? START;
  }

  #draw(view: EditorView): DecorationSet {
    const builder = new RangeSetBuilder<Decoration>();
    const doc = view.state.doc;
    for (const { from, to } of view.visibleRanges) {
      for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
        for (const token of this.tokens(doc, line.number)) {
          const [start, end] = [line.from + token.from, line.from + token.to];
          // A long line is in sight in pieces.
          if (end > from && start < to) builder.add(Math.max(start, from), Math.min(end, to), COLOURS[token.kind]);
        }
        if (line.to >= to || line.number === doc.lines) break;
      }
    }
    return builder.finish();
  }
}

function clip(line: string): string {
  return line.length > LINE_LIMIT ? line.slice(0, LINE_LIMIT) : line;
}

const plugin = ViewPlugin.fromClass(Highlighter, { decorations: (highlighter) => highlighter.decorations });

/** Whether words at `offset` are text of the author's own: a comment, or part of a block scalar. */
export function isProse(view: EditorView, offset: number): boolean {
  const highlighter = view.plugin(plugin);
  if (!highlighter) return false;
  const line = view.state.doc.lineAt(offset);
  const column = offset - line.from;
  const { block } = highlighter.start(view.state.doc, line.number);
  if (block >= 0 && (column > block || line.text.trim() === "") && scan(clip(line.text), { ...START, block }).block === block)
    return true;
  return highlighter.tokens(view.state.doc, line.number).some(({ from, kind }) => kind === "comment" && from < column);
}

/** YAML for the eye and for commands: colours, what a comment is, which brackets close themselves. */
export const yaml = [
  plugin,
  EditorState.languageData.of(() => [
    { commentTokens: { line: "#" }, closeBrackets: { brackets: ["[", "{", '"', "'"] } },
  ]),
];
