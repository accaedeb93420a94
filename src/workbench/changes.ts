// Changes that no fault asks for: another kind of container, a Deployment around the Pod. Each shows
// what it does to the text before it does it.

import { element } from "./dom";
import type { Fix, Note } from "./contract";

export class Changes {
  readonly #ask: (text: string) => Promise<Note>;
  readonly #field: HTMLTextAreaElement;
  readonly #dialog = element("changes") as HTMLDialogElement;
  #fixes: readonly Fix[] = [];

  constructor(ask: (text: string) => Promise<Note>, field: HTMLTextAreaElement, apply: (fix: Fix) => void) {
    this.#ask = ask;
    this.#field = field;
    const button = element("open-changes");
    button.hidden = false;
    button.addEventListener("click", () => void this.#open());
    this.#dialog.addEventListener("click", (event) => {
      const chosen = (event.target as Element).closest("button");
      if (!chosen) return;
      this.#dialog.close();
      const fix = this.#fixes[Number(chosen.dataset["fix"] ?? -1)];
      if (fix) apply(fix);
    });
  }

  async #open(): Promise<void> {
    const offer = await this.#ask(this.#field.value);
    this.#fixes = offer.fixes;
    element("changes-body").innerHTML = offer.html;
    this.#dialog.showModal();
  }
}
