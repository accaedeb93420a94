// What wasm-bindgen makes of src/language_worker.rs; the build puts the file there (xtask/src/later.rs).
declare module "language-worker" {
  export default function init(options: { module_or_path: URL }): Promise<unknown>;
}
