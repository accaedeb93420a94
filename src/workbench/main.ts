// The workbench: what the page brings up around the text once it is painted. It asks the language
// worker, shows what is told in list, marks and notes, and puts fixes into the text.
//
// The page (src/view) keeps the truth about text, version and selection. It calls the functions of
// `Workbench`, and hears of what happens here by events on #manifest.

import type { Edit, Editor, Mark, Rail } from "../editor/contract";
import type { Fix, Item, Review, Severity } from "./contract";
import { offerChanges } from "./changes";
import { element, tell } from "./dom";
import { showKeys } from "./keys";
import { Lanes } from "./lanes";
import { Language } from "./language";
import { PlainField } from "./plain_field";
import { Repairs } from "./repairs";
import { ReviewList } from "./review_list";
import { Settings } from "./settings";

/** The names of the worker's file and of the workbench's style sheet, put here by the build. */
declare const WORKER: string;
declare const STYLE: string;

/** In the order in which the page counts them. */
const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** For so many rows at most, fixes are looked for before somebody asks. */
const NAMED = 20;

/** Typing has paused for so many milliseconds when a screen reader hears how much is told. */
const PAUSE = 1000;

/** The note that is open. */
interface OpenNote {
  readonly item: Item;
  /** Its place in the review. */
  readonly place: number;
  readonly fixes: readonly Fix[];
}

export class Workbench {
  readonly #pane = element("manifest");
  readonly #field = element("manifest-text") as HTMLTextAreaElement;
  readonly #list = new ReviewList();
  readonly #language = new Language(new URL(WORKER, document.baseURI));
  readonly #repairs: Repairs;
  readonly #settings: Settings;
  readonly #lanes = new Lanes(() => this.#editor, (container) => tell(this.#pane, "select", container));
  #editor: Editor = new PlainField(this.#field);
  #minor = 0;
  #object = 0;
  #review: Review | undefined;
  /** What the review is about. */
  #reviewed: { readonly text: string; readonly minor: number } | undefined;
  #note: OpenNote | undefined;
  #announced = "";
  #timer = 0;
  #reviewing = false;
  #mounts = 0;

  constructor() {
    this.#repairs = new Repairs(this.#language, this.#field, (text) => this.#replace(text));
    this.#settings = new Settings(
      () => void this.#mount(),
      (indents) => this.#editor.setTabMovesFocus(!indents),
    );
    offerChanges(
      () => this.#language.ask("changes", this.#field.value, this.#minor, this.#object),
      (fix) => this.#apply(fix),
    );
    this.#pane.addEventListener("click", (event) => this.#clicked(event));
    this.#pane.addEventListener("podline:close-note", () => this.#closeNote());
    this.#pane.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !this.#note) return;
      event.preventDefault();
      this.#closeNote();
    });
    showKeys();
    void this.#mount();
  }

  /** The text, the Kubernetes that reads it or the object that is looked at is another one. */
  read(minor: number, object: number): void {
    this.#minor = minor;
    this.#object = object;
    if (!this.#reviewing) void this.#reviewUntilCurrent();
  }

  /** A text came from outside. */
  load(text: string): void {
    this.#note = undefined;
    this.#editor.load(text);
    this.#repairs.look();
  }

  /** Where the containers stand, and which is picked out. */
  rails(rails: readonly Rail[], selected: number | null): void {
    this.#lanes.show(rails, selected);
  }

  /** Brings lines into sight. */
  reveal(first: number, last: number): void {
    this.#editor.reveal(first, last);
  }

  /** Selects a part of the text, and goes there. */
  select(from: number, to: number): void {
    this.#editor.select(from, to);
  }

  /** Puts the focus into the text. */
  focus(): void {
    this.#editor.focus();
  }

  /** What is told about `text`, for `window.podline.snapshot()`; nothing before it is reviewed. */
  problems(text: string, minor: number): object[] | undefined {
    if (text !== this.#reviewed?.text || minor !== this.#reviewed.minor) return undefined;
    return this.#review?.items.map(({ severity, kind, code, path, line, column, message, help }) => {
      return { severity, kind, code, path, line, column, message, help };
    });
  }

  /** One review at a time; what is typed meanwhile is read afterwards. */
  async #reviewUntilCurrent(): Promise<void> {
    this.#reviewing = true;
    try {
      for (;;) {
        const [text, minor] = [this.#field.value, this.#minor];
        const review = await this.#language.ask("review", text, minor);
        if (text === this.#field.value && minor === this.#minor) {
          this.#show(review);
          break;
        }
      }
    } catch (error) {
      // The page goes on with what it knows itself.
      console.error(error);
      this.#review = this.#reviewed = undefined;
      this.#list.hide();
      this.#editor.marks([]);
      tell(this.#pane, "reviewed", null);
    } finally {
      this.#reviewing = false;
    }
  }

  #show(review: Review): void {
    const empty = this.#field.value.trim() === "";
    this.#list.show(review, empty);
    this.#review = review;
    this.#reviewed = { text: this.#field.value, minor: this.#minor };
    this.#announce(review.count);
    this.#editor.marks(empty ? [] : review.items.map(mark));
    const last = this.#note?.item;
    if (last) {
      const place = review.items.findIndex((item) => item.kind === last.kind && item.path === last.path);
      if (place < 0) this.#closeNote(false);
      else this.#openNote(place, false).catch(console.error);
    }
    const marks = Uint32Array.from(review.items.flatMap((item) => [item.line, SEVERITIES.indexOf(item.severity)]));
    tell(this.#pane, "reviewed", { count: review.count, marks });
    this.#nameFixes().catch(console.error);
    if (review.errors > 0) this.#repairs.offer();
    else this.#repairs.withdraw();
  }

  /** Says how much is told, once typing has paused: to those who do not see the list. */
  #announce(count: string): void {
    clearTimeout(this.#timer);
    if (count === this.#announced) return;
    this.#timer = setTimeout(() => {
      this.#announced = count;
      element("editor-status").textContent = count;
    }, PAUSE);
  }

  /** Names the buttons of the list after what they fix. Looking for fixes takes longer than reading. */
  async #nameFixes(): Promise<void> {
    const text = this.#field.value;
    const titles = await this.#language.ask("titles", text, this.#minor, NAMED);
    if (text === this.#field.value) this.#list.name(titles);
  }

  #clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const button = target.closest("button");
    if (!button) return;
    const { go, open, fix, close, moment } = button.dataset;
    const row = Number(button.closest<HTMLElement>("[data-item]")?.dataset["item"] ?? -1);
    const item = this.#review?.items[row];
    if (go !== undefined && item) this.#editor.select(item.from, item.to);
    else if (open !== undefined && item) this.#toggleNote(row);
    else if (moment !== undefined && this.#note) tell(this.#pane, "show", this.#note.item);
    else if (close !== undefined) this.#closeNote();
    else if (fix !== undefined && this.#note) {
      const chosen = this.#note.fixes[Number(fix)];
      this.#closeNote();
      if (chosen) this.#apply(chosen);
    }
  }

  #toggleNote(place: number): void {
    if (this.#note?.place === place) this.#closeNote();
    else this.#openNote(place, true).catch(console.error);
  }

  /** Shows the note about an item; `anew` also goes there. */
  async #openNote(place: number, anew: boolean): Promise<void> {
    const item = this.#review?.items[place];
    const text = this.#field.value;
    const note = item && (await this.#language.ask("note", text, this.#minor, place));
    if (!note || text !== this.#field.value) return;
    this.#note = { item, place, fixes: note.fixes };
    this.#list.mark(place);
    if (anew) this.#editor.reveal(item.line, item.line);
    this.#editor.note(item.line, note.html, anew);
  }

  /** Closes the note; who had the focus in it goes on in the text. */
  #closeNote(focus = true): void {
    const note = this.#note;
    if (!note) return;
    this.#note = undefined;
    this.#editor.note(note.item.line, null);
    this.#list.mark(null);
    if (focus) this.#editor.focus();
  }

  #apply(fix: Fix): void {
    this.#editor.apply([...fix.edits]);
    this.#editor.focus();
    element("editor-status").textContent = `${fix.title}: done. Ctrl+Z takes it back.`;
  }

  #replace(text: string): void {
    const whole: Edit = { from: 0, to: this.#field.value.length, insert: text };
    this.#editor.apply([whole]);
    this.#editor.select(0, 0);
  }

  /** Puts the editor that is wished for in place. */
  async #mount(): Promise<void> {
    const turn = ++this.#mounts;
    this.#editor.destroy();
    this.#editor = new PlainField(this.#field);
    if (!this.#settings.plain) {
      try {
        const { mount } = await import("../editor/editor");
        // Meanwhile somebody has changed their mind.
        if (turn !== this.#mounts) return;
        this.#editor = mount(this.#field.parentElement as HTMLElement, this.#field, {
          onTab: (movesFocus) => this.#settings.setTabIndents(!movesFocus),
          onLine: (line, how) => this.#lanes.pointedAt(line, how),
          onItem: (item, how) => {
            if (how !== "text") this.#openNote(item, true).catch(console.error);
          },
          language: () => ({
            complete: async (text, offset) => (await this.#language.ask("complete", text, offset, this.#minor)) ?? null,
            hover: async (text, offset) => (await this.#language.ask("hover", text, offset, this.#minor)) ?? null,
          }),
        });
        this.#editor.setTabMovesFocus(!this.#settings.tabIndents);
      } catch (error) {
        // The plain field stays.
        console.error(error);
      }
    }
    this.#lanes.draw();
    if (this.#review) this.#editor.marks(this.#review.items.map(mark));
  }
}

function mark(item: Item, place: number): Mark {
  const { from, to, line, severity, kind, message, hover } = item;
  return { from, to, line, severity, title: `${kind}: ${message}`, html: hover, item: place };
}

/** Waits for the style sheet, so that nothing is seen without it. */
await new Promise((resolve) => {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL(STYLE, document.baseURI).href;
  style.addEventListener("load", resolve);
  style.addEventListener("error", resolve);
  document.head.append(style);
});
dispatchEvent(new CustomEvent("podline:workbench", { detail: new Workbench() }));
