import { TypescriptSums } from "./typescript";
import type { BinSums } from "./types";
import { MOST_NEURONS, sumsModule, WasmSums } from "./wasm";

export type { BinSums };

/** Sums of so many neurons: in WebAssembly, or in TypeScript where the engine has no SIMD or the neurons are too many. */
export function createSums(nNeurons: number): BinSums {
  const module = nNeurons <= MOST_NEURONS ? sumsModule() : null;
  return module === null ? new TypescriptSums(nNeurons) : new WasmSums(module, nNeurons);
}
