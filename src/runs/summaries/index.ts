import { TypescriptSums } from "./typescript";
import type { BinSums } from "./types";
import { MOST_NEURONS, sumsModule, WasmSums } from "./wasm";

export type { BinSums };

/** Sums over so many neurons: in WebAssembly, or in TypeScript where SIMD or memory is missing, or the neurons are too many. */
export function createSums(nNeurons: number): BinSums {
  const module = nNeurons <= MOST_NEURONS ? sumsModule() : null;
  if (module !== null) {
    try {
      return new WasmSums(module, nNeurons);
    } catch {
      // No memory for the module: TypeScript gives the same sums.
    }
  }
  return new TypescriptSums(nNeurons);
}
