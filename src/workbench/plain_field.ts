// The plain text field as an editor: for those who choose it, and until the other one is there. Marks and
// rails behind its lines are the page's (src/view/editor).

import type { Edit, Editor } from "../editor/contract";

export class PlainField implements Editor {
  readonly #field: HTMLTextAreaElement;

  constructor(field: HTMLTextAreaElement) {
    this.#field = field;
  }

  load(text: string): void {
    const field = this.#field;
    field.value = text;
    // A new value leaves the cursor at its end; reading begins at the beginning.
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
  }

  apply(edits: Edit[]): boolean {
    const first = edits[0];
    const last = edits.at(-1);
    if (!first || !last || last.to > this.#field.value.length) return false;
    const field = this.#field;
    const [before, scroll] = [field.value, field.scrollTop];
    let insert = "";
    let at = first.from;
    for (const edit of edits) {
      insert += before.slice(at, edit.from) + edit.insert;
      at = edit.to;
    }
    field.focus();
    field.setSelectionRange(first.from, last.to);
    // The one way to change a text field that its own undo knows.
    const done = insert === "" ? document.execCommand("delete") : document.execCommand("insertText", false, insert);
    if (!done || field.value === before) {
      field.setRangeText(insert, first.from, last.to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.setSelectionRange(first.from, first.from);
    field.scrollTop = scroll;
    return true;
  }

  select(from: number, to: number): void {
    this.#field.focus();
    this.#field.setSelectionRange(from, to);
    const line = this.#field.value.slice(0, from).split("\n").length;
    this.reveal(line, line);
  }

  reveal(first: number, last: number): void {
    const field = this.#field;
    const height = Number.parseFloat(getComputedStyle(field).lineHeight) || 17;
    const [top, bottom] = [(first - 1) * height, last * height];
    if (top < field.scrollTop || bottom > field.scrollTop + field.clientHeight) {
      field.scrollTop = Math.max(0, top - 2 * height);
    }
  }

  /** The note stands in the row of the list instead of below the line. */
  note(_line: number, html: string | null, focus = true): void {
    document.querySelector("#review-list .note")?.remove();
    const row = document.querySelector("#review-list [aria-current]");
    if (html === null || !row) return;
    row.insertAdjacentHTML("beforeend", html);
    if (focus) row.querySelector<HTMLElement>(".note .acts button")?.focus();
  }

  focus(): void {
    this.#field.focus();
  }

  // The page draws these behind the lines itself.
  rails(): void {}
  marks(): void {}
  setTabMovesFocus(): void {}
  destroy(): void {}
}
