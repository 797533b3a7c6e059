import { NemosOrderKernel } from "./reference/nemos-order/kernel";
import { withoutSubnormals } from "./reference/nemos-order/subnormals";
import { TypescriptKernel } from "./reference/typescript";
import type { CreateKernel, Kernel, KernelProblem, KernelState, NemosOrder } from "./types";
import { WasmKernel } from "./wasm/kernel";
import { kernelModule } from "./wasm/module";
import { NemosOrderWasmKernel } from "./wasm/nemos-order/kernel";
import { nemosOrderModules } from "./wasm/nemos-order/module";
import { fitsNemosModule } from "./wasm/nemos-order/plan";
import { fitsModule } from "./wasm/plan";

export { nanosecondsPerBin } from "./cost";
export { type OrderSizes, promiseOf } from "./reference/nemos-order/promise";
export { fusesMultiplyAdds } from "./wasm/nemos-order/module";
export { blockOf, MOST_FILTER_BYTES, planKernel, usefulThreads } from "./wasm/plan";

/**
 * Creates a kernel at the problem's first bin, or at the bin of `state`: the WebAssembly kernel, or the TypeScript
 * kernel where the engine lacks SIMD, the problem exceeds a module's 4 GB, or the system refuses the memory (a shared
 * one reserves 10 GB of addresses, which `ulimit -v` may limit). `name` says which. A problem with an `order`
 * gets the kernel that adds in NeMoS' order.
 */
export const createKernel: CreateKernel = (problem, state, threads) => {
  if (problem.order) return createNemosOrderKernel(withoutSubnormals(problem), problem.order, state);
  const module = kernelModule();
  if (module !== null && fitsModule(problem.model)) {
    try {
      return new WasmKernel(module, problem, state, threads);
    } catch {
      // Whatever the engine refused, the TypeScript kernel needs none of it.
    }
  }
  return new TypescriptKernel(problem, state);
};

/** One thread, which adds as any other number would. */
function createNemosOrderKernel(problem: KernelProblem, order: NemosOrder, state?: KernelState): Kernel {
  if (fitsNemosModule(problem.model)) {
    try {
      const [fastest] = nemosOrderModules();
      if (fastest) return new NemosOrderWasmKernel(fastest, problem, order, state);
    } catch {
      // As above.
    }
  }
  return new NemosOrderKernel(problem, order, state);
}
