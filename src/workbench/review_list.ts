// The list of what is told about the text: a row for each item, with a button that opens its note.

import { element } from "./dom";
import type { Review } from "./contract";

export class ReviewList {
  readonly #box = element("review");
  readonly #rows = element("review-list");
  #shown = "";

  /** Shows a review; of an empty text, nothing. */
  show(review: Review, empty: boolean): void {
    // Rows that stay keep the focus and the names of their fixes.
    if (review.list !== this.#shown) this.#rows.innerHTML = this.#shown = review.list;
    element("review-order").textContent = review.order;
    this.#box.hidden = empty || review.items.length === 0;
  }

  hide(): void {
    this.#box.hidden = true;
  }

  /** Names the buttons of the first rows after what they fix; null for a row that has no fix. */
  name(titles: readonly (string | null)[]): void {
    for (const [place, button] of this.#rows.querySelectorAll<HTMLButtonElement>("[data-open]").entries()) {
      const title = titles[place];
      if (typeof title !== "string") continue;
      (button.querySelector("span") ?? button).textContent = title;
      button.classList.add("fix");
      button.hidden = false;
    }
  }

  /** Marks the row whose note is open; null for none. */
  mark(place: number | null): void {
    for (const row of this.#rows.querySelectorAll<HTMLElement>("[data-item]")) {
      const current = row.dataset["item"] === String(place);
      if (current) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      row.querySelector("[data-open]")?.setAttribute("aria-expanded", String(current));
    }
  }
}
