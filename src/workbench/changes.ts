// Changes that no fault asks for: another kind of container, a Deployment around the Pod. Each shows
// what it does to the text before it does it.

import { element } from "./dom";
import type { Fix, Note } from "./contract";

/** Brings the button up that offers them. */
export function offerChanges(ask: () => Promise<Note>, apply: (fix: Fix) => void): void {
  const dialog = element("changes") as HTMLDialogElement;
  const button = element("open-changes");
  let fixes: readonly Fix[] = [];

  const open = async () => {
    const offer = await ask();
    fixes = offer.fixes;
    dialog.innerHTML = offer.html;
    dialog.showModal();
  };
  button.addEventListener("click", () => void open().catch(console.error));
  dialog.addEventListener("click", (event) => {
    const chosen = (event.target as Element).closest("button");
    if (!chosen) return;
    dialog.close();
    const fix = fixes[Number(chosen.dataset["fix"] ?? -1)];
    if (fix) apply(fix);
  });
  button.hidden = false;
}
