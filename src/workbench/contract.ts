// What the language worker answers and what the page is told. The worker's side is src/worker, the
// page's src/view/workbench.rs; names here are names there. Offsets count UTF-16 units, lines from 1.

import type { Completions, Edit } from "../editor/contract";

export type Severity = "error" | "warning" | "note";

/** A change of the text that makes a diagnostic go away, or a container another kind of container. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** One thing that is told about the text. */
export interface Item {
  readonly severity: Severity;
  /** In a few words: "Unknown field". */
  readonly kind: string;
  /** The rule's code, if it is a finding; null for what Kubernetes says. */
  readonly code: string | null;
  /** The field, in Kubernetes' notation. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help: string;
  readonly from: number;
  readonly to: number;
  /** The object it is about, by its place in the text, and the container in its Pod. */
  readonly object: number | null;
  readonly container: number | null;
  /** When it shows on the timeline, in milliseconds. */
  readonly time: number | null;
  /** Markup for what comes up over the mark. */
  readonly hover: string;
}

/** Everything that is told about one text. */
export interface Review {
  /** Markup of the list; a row carries its place in `items` as `data-item`. */
  readonly list: string;
  /** "2 errors, 1 warning". */
  readonly count: string;
  /** In which order kubectl shows the errors; empty if there is none to speak of. */
  readonly order: string;
  readonly errors: number;
  readonly items: readonly Item[];
}

/** The note about an item. */
export interface Note {
  /** Its buttons carry the place of their fix in `fixes` as `data-fix`. */
  readonly html: string;
  readonly fixes: readonly Fix[];
}

/** A paste as it was meant. */
export interface Repair {
  readonly text: string;
  /** Markup of the dialog: both texts side by side, with the questions. */
  readonly html: string;
}

/** The functions of the worker's WebAssembly, by name. */
export interface Functions {
  review(text: string, minor: number): Review;
  /** The first fix of each of the first `count` items, by its title. */
  titles(text: string, minor: number, count: number): (string | null)[];
  /** The note about the item at `place` in the review of the same text. */
  note(text: string, minor: number, place: number): Note | undefined;
  /** What can be changed although nothing is wrong. */
  /** `answers` alternates lines of the paste and the places picked for them. */
  repair(text: string, answers: readonly string[]): Repair | undefined;
  changes(text: string, minor: number, object: number): Note;
  complete(text: string, offset: number, minor: number): Completions | undefined;
  hover(text: string, offset: number, minor: number): { from: number; to: number; html: string } | undefined;
}
