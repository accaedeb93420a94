// The page's elements, and its ear.

/** The element with this id, which index.html has (tests/page.rs). */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Tells the page (src/view/workbench.rs) what happened. */
export function tell(target: EventTarget, what: "reviewed" | "select" | "show", detail: unknown): void {
  target.dispatchEvent(new CustomEvent(`podline:${what}`, { detail }));
}
