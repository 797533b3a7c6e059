import bytes from "./kernel.wasm";

/** The exports of assembly/index.ts: functions, and the addresses set by `place`. */
export interface KernelExports {
  place(
    neurons: number,
    window: number,
    basisFuncs: number,
    features: number,
    segments: number,
    weights: number,
    complements: boolean,
    scatterUpTo: number,
    slide: number,
    block: number,
    threads: number,
    thread: number,
  ): number;
  run(link: number, keyHigh: number, keyLow: number, bin: number, row: number, from: number, nBins: number): number;
  help(link: number, keyHigh: number, keyLow: number): number;
  handOut(bin: number, row: number, from: number, nBins: number): void;
  share(threads: number): void;
  report(): void;
  nReady(): number;
  commit(nSenders: number, row: number): void;
  clear(): void;
  transposeCoupling(tile: number): void;
  readonly paddedRow: WebAssembly.Global<"i32">;
  readonly driveRow: WebAssembly.Global<"i32">;
  readonly ringTile: WebAssembly.Global<"i32">;
  readonly segmentsAt: WebAssembly.Global<"i32">;
  readonly weightsAt: WebAssembly.Global<"i32">;
  readonly interceptsAt: WebAssembly.Global<"i32">;
  readonly featureCoefAt: WebAssembly.Global<"i32">;
  readonly stagedAt: WebAssembly.Global<"i32">;
  readonly flagsAt: WebAssembly.Global<"i32">;
  readonly inputAt: WebAssembly.Global<"i32">;
  readonly driveAt: WebAssembly.Global<"i32">;
  readonly uniformsAt: WebAssembly.Global<"i32">;
  readonly ratesAt: WebAssembly.Global<"i32">;
  readonly spikesAt: WebAssembly.Global<"i32">;
  readonly ringAt: WebAssembly.Global<"i32">;
  readonly keysAt: WebAssembly.Global<"i32">;
  readonly sendersAt: WebAssembly.Global<"i32">;
}

/** The draws that a module imports: see assembly/imports.ts. */
export interface DrawFunctions {
  redraw(bin: number, neuron: number): number;
  drawExactly(bin: number, row: number): boolean;
}

/** All that the fast kernel's module imports. */
export interface HostFunctions extends DrawFunctions {
  sleep(address: number, value: number): void;
}

/** Compiled once per thread; null where the engine lacks SIMD, threads or bulk memory, or refuses to compile. */
let compiled: WebAssembly.Module | null | undefined;

/** The compiled module; null where the engine cannot run it. */
export function kernelModule(): WebAssembly.Module | null {
  if (compiled === undefined) compiled = compileModule(bytes);
  return compiled;
}

/** Compiles a module of this folder; null where the engine cannot run it. */
export function compileModule(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | null {
  if (typeof WebAssembly !== "object" || typeof SharedArrayBuffer !== "function") return null;
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    return null;
  }
}

/** An instance of a module over a memory, with the exports that the module is known to have. */
export function instantiate<Exports = KernelExports>(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  host: DrawFunctions,
): Exports {
  return new WebAssembly.Instance(module, { env: { memory }, host: { ...host } }).exports as unknown as Exports;
}
