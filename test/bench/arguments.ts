import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NdArray } from "../../src/arrays/ndarray";
import type { KernelProblem } from "../../src/kernel/types";
import type { SimulateRecurrentArgs } from "../../src/model/types";
import { writeNpy } from "../support/npy";

/** A problem as `simulate_recurrent` takes it. */
export function argumentsOf({ model, key, feedforward }: KernelProblem): SimulateRecurrentArgs {
  const { nNeurons: n, windowSize, nBasisFuncs, nFeatures } = model;
  const array = (data: Float32Array, ...shape: number[]): NdArray => ({ data, shape });
  return {
    couplingCoef: array(model.couplingCoef, n, n, nBasisFuncs),
    feedforwardCoef: array(model.feedforwardCoef, n, nFeatures),
    intercepts: array(model.intercepts, n),
    couplingBasisMatrix: array(model.couplingBasisMatrix, windowSize, nBasisFuncs),
    initY: array(model.initY, windowSize, n),
    randomKey: key,
    feedforwardInput: feedforward ?? undefined,
    inverseLinkFunction: model.inverseLink,
  };
}

/** Writes the arguments as .npy files under NeMoS' names, and a config of so many bins with constant input; returns the config. */
export function writeArguments(folder: string, problem: KernelProblem, nBins: number): string {
  mkdirSync(folder, { recursive: true });
  const args = argumentsOf(problem);
  const arrays = {
    coupling_coef: args.couplingCoef,
    feedforward_coef: args.feedforwardCoef,
    intercepts: args.intercepts,
    coupling_basis_matrix: args.couplingBasisMatrix,
    init_y: args.initY,
  };
  const config: Record<string, unknown> = {
    random_key: 123,
    n_time_bins: nBins,
    feedforward_input: [{ constant: { amplitude: 1 } }],
  };
  for (const [name, array] of Object.entries(arrays)) {
    if (array === undefined) continue;
    config[name] = `${name}.npy`;
    writeFileSync(join(folder, `${name}.npy`), writeNpy(array, "<f4"));
  }
  const file = join(folder, "bench.glm.json");
  writeFileSync(file, JSON.stringify(config));
  return file;
}
