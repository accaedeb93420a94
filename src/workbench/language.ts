// The page's side of the language worker: questions go out, promises come back.

import type { Functions } from "./contract";
import type { Answer, Call } from "./worker";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A worker that broke is started again, but not for ever. */
const STARTS = 3;

export class Language {
  readonly #address: URL;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #starts = 0;
  #last = 0;

  constructor(address: URL) {
    this.#address = address;
  }

  /** Calls a function of the worker. */
  ask<Name extends keyof Functions>(
    name: Name,
    ...values: Parameters<Functions[Name]>
  ): Promise<ReturnType<Functions[Name]>> {
    return new Promise((resolve, reject) => {
      const worker = this.#running();
      if (!worker) {
        reject(new Error("the language worker does not run"));
        return;
      }
      const id = ++this.#last;
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage({ id, name, values } satisfies Call);
    });
  }

  #running(): Worker | undefined {
    if (!this.#worker && this.#starts < STARTS) {
      this.#starts += 1;
      this.#worker = new Worker(this.#address, { type: "module" });
      this.#worker.addEventListener("message", (event: MessageEvent<Answer>) => this.#answered(event.data));
      this.#worker.addEventListener("error", (event) => this.#broke(event.message));
    }
    return this.#worker;
  }

  #answered({ id, value, error }: Answer): void {
    if (error === undefined) {
      this.#waiting.get(id)?.resolve(value);
      this.#waiting.delete(id);
    } else {
      // What has panicked once is in no state to answer again.
      this.#broke(error);
    }
  }

  #broke(reason: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}
