import type { Editor } from "./contract"; export function mount(..._: unknown[]): Editor { throw new Error("not yet"); }
