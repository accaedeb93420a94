// Lines and lanes as one: what is pointed at in the text lights up in the picture, and the other way.

import type { Editor, Rail } from "../editor/contract";
import { element } from "./dom";

export class Lanes {
  readonly #editor: () => Editor;
  readonly #select: (container: number) => void;
  #rails: readonly Rail[] = [];
  #selected: number | null = null;
  #hovered: number | null = null;

  constructor(editor: () => Editor, select: (container: number) => void) {
    this.#editor = editor;
    this.#select = select;
    const stage = element("stage");
    stage.addEventListener("pointerover", (event) => {
      const lane = (event.target as Element).closest<HTMLElement>("[data-container]");
      this.#hover(lane ? Number(lane.dataset["container"]) : null);
    });
    stage.addEventListener("pointerleave", () => this.#hover(null));
  }

  /** Where the containers stand in the text, and which is picked out. */
  show(rails: readonly Rail[], selected: number | null): void {
    this.#rails = rails;
    this.#selected = selected;
    this.draw();
  }

  /** Draws the rails in the editor, which may be a new one. */
  draw(): void {
    this.#editor().rails([...this.#rails], this.#selected, this.#hovered);
  }

  /** A line of the text: its container is picked out, or lit up while the pointer is over it. */
  pointedAt(line: number | null, how: "cursor" | "hover"): void {
    const rail = this.#rails.find(({ first, last }) => line !== null && first <= line && line <= last);
    if (how === "hover") light(rail?.container ?? null);
    else if (rail) this.#select(rail.container);
  }

  /** The pointer is over a container in the picture. */
  #hover(container: number | null): void {
    if (container === this.#hovered) return;
    this.#hovered = container;
    this.draw();
  }
}

/** Lights up a container wherever the page shows it. */
function light(container: number | null): void {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (container === null) return;
  for (const each of document.querySelectorAll(`#stage [data-container="${container}"]`)) each.classList.add("lit");
}
