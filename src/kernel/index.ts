import { TypescriptKernel } from "./reference/typescript";
import type { CreateKernel } from "./types";
import { WasmKernel } from "./wasm/kernel";
import { kernelModule } from "./wasm/module";
import { fitsModule } from "./wasm/plan";

export { blockOf, MOST_FILTER_BYTES, usefulThreads } from "./wasm/plan";

/**
 * A kernel for the problem, at its first bin or at the `state` of an earlier one: the WebAssembly kernel, or the TypeScript kernel
 * where the engine has no SIMD, the problem does not fit into the 4 GB that a module can address, or the system refuses the memory
 * (a shared one takes 10 GB of addresses, which `ulimit -v` may bound). Its name tells which it is.
 */
export const createKernel: CreateKernel = (problem, state, threads) => {
  const module = kernelModule();
  if (module !== null && fitsModule(problem.model)) {
    try {
      return new WasmKernel(module, problem, state, threads);
    } catch {
      // Whatever the engine has against it, the run can go on without.
    }
  }
  return new TypescriptKernel(problem, state);
};
