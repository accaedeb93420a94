// Pastes that lost their indentation: looks at every text that comes in at once, and offers a better
// one. Nothing is replaced until somebody says so.

import { element } from "./dom";
import type { Language } from "./language";
import type { Repair } from "./contract";

/** Typing has paused for so many milliseconds when a broken text is looked at. */
const PAUSE = 800;

export class Repairs {
  readonly #language: Language;
  readonly #field: HTMLTextAreaElement;
  readonly #accept: (text: string) => void;
  readonly #dialog = element("repair") as HTMLDialogElement;
  readonly #button = element("offer-repair");
  #timer = 0;
  #text = "";
  /** For each line in doubt, from 1 in the paste, the place that was picked. */
  #answers = new Map<string, string>();
  #repair: Repair | undefined;

  constructor(language: Language, field: HTMLTextAreaElement, accept: (text: string) => void) {
    this.#language = language;
    this.#field = field;
    this.#accept = accept;
    field.addEventListener("paste", () => setTimeout(() => this.look()));
    element("manifest").addEventListener("podline:pasted", () => this.look());
    this.#button.addEventListener("click", () => this.#open());
    this.#dialog.addEventListener("change", (event) => void this.#answered(event.target as HTMLInputElement));
    this.#dialog.addEventListener("click", (event) => {
      const button = (event.target as Element).closest("button");
      if (!button) return;
      this.#dialog.close();
      if (button.dataset["use"] !== undefined && this.#repair) this.#accept(this.#repair.text);
    });
  }

  /** A text has come in at once: if it is broken, its repair comes up. */
  look(): void {
    void this.#find().then((found) => found && this.#open());
  }

  /** The text has errors: its repair is offered once typing has paused. */
  offer(): void {
    clearTimeout(this.#timer);
    if (this.#field.value === this.#text) return;
    this.#timer = setTimeout(() => void this.#find(), PAUSE);
  }

  /** There is nothing to repair. */
  withdraw(): void {
    clearTimeout(this.#timer);
    this.#button.hidden = true;
  }

  /** Whether the text can be repaired; the button says so. */
  async #find(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#answers.clear();
    this.#text = this.#field.value;
    try {
      await this.#ask();
    } catch {
      this.#repair = undefined;
    }
    this.#button.hidden = !this.#repair;
    return this.#repair !== undefined;
  }

  async #ask(): Promise<void> {
    const text = this.#text;
    const answers = [...this.#answers].flat();
    const repair = await this.#language.ask("repair", text, answers);
    if (text === this.#field.value) this.#repair = repair;
  }

  #open(): void {
    if (!this.#repair) return;
    this.#dialog.innerHTML = this.#repair.html;
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.querySelector<HTMLElement>("[data-use]")?.focus();
  }

  /** A question was answered: the text is repaired again, the answers held. */
  async #answered(radio: HTMLInputElement): Promise<void> {
    this.#answers.set(radio.dataset["line"] ?? "", radio.value);
    const { id } = radio;
    await this.#ask();
    this.#open();
    document.getElementById(id)?.focus();
  }
}
