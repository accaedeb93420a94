/**
 * What the editor and the page say to each other. The page knows manifests, containers and problems;
 * the editor knows text. Nothing else passes between them.
 *
 * Offsets count UTF-16 units in the text with `\n` at the end of each line; lines count from 1.
 * HTML comes from the language worker, which escapes every word of the manifest in it.
 */

/** Replaces the text from `from` to `to`. Edits of one step are in order, apart, and all count in the text before it. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

export type Severity = "error" | "warning" | "note";

/** A problem or a finding at its place. */
export interface Mark {
  from: number;
  to: number;
  line: number;
  severity: Severity;
  /** One sentence without markup: what a screen reader says on the line, and the title of the sign in the gutter. */
  title: string;
  /** What is shown under the pointer. */
  html: string;
  /** Its place in the page's list. */
  item: number;
}

/** The lines of one container, both ends included. */
export interface Rail {
  first: number;
  last: number;
  /** The value of `data-lane`, which gives the colour. */
  lane: string;
  container: number;
}

export interface Completion {
  label: string;
  detail: string;
  insert: string;
  kind: "field" | "value";
  /** What the field is, shown beside the list. */
  info?: string;
  /** From -99 to 99; higher stands further up. */
  boost: number;
}

/** What may stand in the place of the text from `from` to `to`. */
export interface Completions {
  from: number;
  to: number;
  items: Completion[];
}

export interface Help {
  from: number;
  to: number;
  html: string;
}

/** The language worker, as the editor sees it. */
export interface Language {
  /** @param explicit the user asked; otherwise a key was typed. */
  complete(text: string, offset: number, explicit: boolean): Promise<Completions | null>;
  hover(text: string, offset: number): Promise<Help | null>;
}

/** How a mark was picked: only "key" and "gutter" ask for the note, who clicks into the text wants to write. */
export type Way = "text" | "gutter" | "key";

/** The page, as the editor sees it. */
export interface Page {
  /** The cursor came to a line, by hand; or the pointer is over it (null: over none). */
  onLine(line: number | null, how: "cursor" | "hover"): void;
  /** A mark was picked. */
  onItem(item: number, how: Way): void;
  /** Whether Tab moves the focus was changed in the editor, by its key. */
  onTab?(movesFocus: boolean): void;
  /** Null until the worker is there. */
  language(): Language | null;
}

export interface Editor {
  /**
   * Replaces the whole text as one step that undo takes back; the cursor goes to the start. No `input` event.
   * Marks and note, which were about the old text, go.
   */
  load(text: string): void;
  /** A quick fix: one step. The cursor stays with its text, the focus where it is. False if the edits do not fit the text. */
  apply(edits: Edit[]): boolean;
  /** Takes the focus, selects, and scrolls there. */
  select(from: number, to: number): void;
  /** Scrolls the lines into sight; the focus stays where it is. */
  reveal(first: number, last: number): void;
  /** Colours the lines of containers. `selected` and `hovered` are containers. */
  rails(rails: Rail[], selected: number | null, hovered: number | null): void;
  marks(marks: Mark[]): void;
  /**
   * Opens the note under a line, in place of any other; null closes it. The focus goes to its first button,
   * unless `focus` is false. Escape in it sends `podline:close-note`; the page closes it.
   */
  note(line: number, html: string | null, focus?: boolean): void;
  /** Whether Tab leaves the editor, as it does everywhere on a page, or indents. */
  setTabMovesFocus(on: boolean): void;
  focus(): void;
  /** Goes back to the text field, with text, selection, focus and place. */
  destroy(): void;
}

/** Sent by the text field after its `input` event when what came in was a paste of several lines. */
export const PASTED = "podline:pasted";
/** Sent by the note when Escape is pressed in it. */
export const CLOSE_NOTE = "podline:close-note";
