// The language worker: calls the functions of its WebAssembly for the page, one at a time.

import init, * as functions from "language-worker";

/** The names of the WebAssembly file and of Kubernetes' documentation, put here by the build. */
declare const WASM: string;
declare const DOCUMENTATION: string;

/** A call from the page; `id` comes back with the answer. */
export interface Call {
  readonly id: number;
  readonly name: string;
  readonly values: readonly unknown[];
}

/** The answer: one of the two is there. */
export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

const ready = init({ module_or_path: new URL(WASM, import.meta.url) });

/** Kubernetes' documentation, fetched when it is first needed; without it, answers are shorter. */
let documented: Promise<void> | undefined;

async function document(): Promise<void> {
  const response = await fetch(new URL(DOCUMENTATION, import.meta.url));
  if (response.ok) functions.document(await response.text());
}

addEventListener("message", async (event: MessageEvent<Call>) => {
  const { id, name, values } = event.data;
  let answer: Answer;
  try {
    await ready;
    if (name === "complete" || name === "hover") await (documented ??= document().catch(console.error));
    const called = (functions as unknown as Record<string, (...values: readonly unknown[]) => unknown>)[name];
    answer = { id, value: called?.(...values) };
  } catch (error) {
    answer = { id, error: String(error) };
  }
  postMessage(answer);
});
