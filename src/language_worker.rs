//! The language worker: keeps the functions of `podline::worker` in its WebAssembly, for
//! `src/workbench/worker.ts` to call.

fn main() {
    podline::worker::start();
}
