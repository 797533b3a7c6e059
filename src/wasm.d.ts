/** WebAssembly that bundling compiles from the folder assembly/ beside it (scripts/lib/web-assembly.mjs). */
declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
