import plain from "../nemos-order.wasm";
import relaxed from "../nemos-order-relaxed.wasm";
import { giveBack, takeMemory } from "../memory";
import { compileModule, type DrawFunctions, instantiate } from "../module";
import { fusesExactly } from "./self-test";

/** The exports of assembly/nemos-order/index.ts. */
export interface NemosOrderExports {
  place(
    neurons: number,
    window: number,
    basisFuncs: number,
    features: number,
    spans: number,
    parted: boolean,
    block: number,
  ): number;
  clear(): void;
  setOrder(tree: boolean, product: number, laned: number, tiled: number): void;
  forgetEvents(): void;
  append(bin: number, neuron: number, count: number): void;
  run(link: number, keyHigh: number, keyLow: number, bin: number, nBins: number, nTiledBins: number): number;
  testFma(a: number, b: number, c: number, lane: number): number;
  readonly basisRow: WebAssembly.Global<"i32">;
  readonly couplingTile: WebAssembly.Global<"i32">;
  readonly spansAt: WebAssembly.Global<"i32">;
  readonly basisAt: WebAssembly.Global<"i32">;
  readonly straightAt: WebAssembly.Global<"i32">;
  readonly roundedAt: WebAssembly.Global<"i32">;
  readonly throughAt: WebAssembly.Global<"i32">;
  readonly couplingAt: WebAssembly.Global<"i32">;
  readonly interceptsAt: WebAssembly.Global<"i32">;
  readonly feedforwardAt: WebAssembly.Global<"i32">;
  readonly inputAt: WebAssembly.Global<"i32">;
  readonly eventsAt: WebAssembly.Global<"i32">;
  readonly eventsEnd: WebAssembly.Global<"i32">;
  readonly keysAt: WebAssembly.Global<"i32">;
  readonly ratesAt: WebAssembly.Global<"i32">;
  readonly spikesAt: WebAssembly.Global<"i32">;
}

/** A compiled module that fuses multiply-adds exactly. */
export interface NemosOrderModule {
  readonly name: "wasm-simd" | "wasm-relaxed-simd";
  readonly module: WebAssembly.Module;
}

/** Both ways to fuse multiply-adds, the faster first: with relaxed SIMD (not in Node 20), and in float64. */
const WAYS = [
  { name: "wasm-relaxed-simd", bytes: relaxed },
  { name: "wasm-simd", bytes: plain },
] as const;

let known: readonly NemosOrderModule[] | undefined;

/** The modules that this engine runs and that pass the self-test, the faster first. They are compiled when first asked for. */
export function nemosOrderModules(): readonly NemosOrderModule[] {
  try {
    known ??= WAYS.flatMap(({ name, bytes }) => {
      const module = compileModule(bytes);
      return module !== null && passes(module) ? [{ name, module }] : [];
    });
    return known;
  } catch {
    return []; // the system refuses the memory of the self-test for now
  }
}

/** Whether this engine fuses multiply-adds in one instruction. */
export function fusesMultiplyAdds(): boolean {
  return nemosOrderModules()[0]?.name === "wasm-relaxed-simd";
}

/** Relaxed SIMD may round a product before it is added, where the CPU has no fused multiply-add. */
function passes(module: WebAssembly.Module): boolean {
  const memory = takeMemory();
  const isExact = fusesExactly(instantiate<NemosOrderExports>(module, memory, NO_DRAWS).testFma);
  giveBack(memory);
  return isExact;
}

const NO_DRAWS: DrawFunctions = { redraw: () => 0, drawExactly: () => true };
