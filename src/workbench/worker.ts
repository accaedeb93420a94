// The language worker: calls the functions of its WebAssembly for the page, one at a time.

import init, * as functions from "language-worker";

/** The name of the WebAssembly file, put here by the build. */
declare const WASM: string;

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

addEventListener("message", async (event: MessageEvent<Call>) => {
  const { id, name, values } = event.data;
  let answer: Answer;
  try {
    await ready;
    const called = (functions as unknown as Record<string, (...values: readonly unknown[]) => unknown>)[name];
    answer = { id, value: called?.(...values) };
  } catch (error) {
    answer = { id, error: String(error) };
  }
  postMessage(answer);
});
