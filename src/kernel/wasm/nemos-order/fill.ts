import type { RecurrentGlm } from "../../../model/types";
import { type ModuleMemory, TILE } from "../memory";
import type { NemosOrderExports } from "./module";
import type { FeaturePlan } from "./plan";

/** Writes a problem and its plan into the module's memory. */
export function fillMemory(memory: ModuleMemory<NemosOrderExports>, model: RecurrentGlm, plan: FeaturePlan): void {
  const { floats, ints, at } = memory;
  const { nNeurons, nFeatures, intercepts, feedforwardCoef } = model;
  ints.set(plan.spans, at("spansAt"));
  ints.set(plan.straight, at("straightAt"));
  ints.set(plan.rounded, at("roundedAt"));
  ints.set(plan.through, at("throughAt"));
  floats.set(intercepts, at("interceptsAt"));
  const row = TILE * Math.ceil(nNeurons / TILE);
  for (let i = 0; i < nNeurons; i++)
    for (let k = 0; k < nFeatures; k++) floats[at("feedforwardAt") + k * row + i] = feedforwardCoef[i * nFeatures + k];
  fillBasis(memory, model);
  fillCoupling(memory, model);
}

/** (W, B) from the latest bin of the window to the oldest, to rows from the oldest on. */
function fillBasis(
  { floats, at }: ModuleMemory<NemosOrderExports>,
  { windowSize, nBasisFuncs, couplingBasisMatrix }: RecurrentGlm,
): void {
  const row = at("basisRow");
  for (let w = 0; w < windowSize; w++) {
    const lag = (windowSize - 1 - w) * nBasisFuncs;
    floats.set(couplingBasisMatrix.subarray(lag, lag + nBasisFuncs), at("basisAt") + w * row);
  }
}

/** (N receiver, M features) to (tiles, M, 16 receivers). */
function fillCoupling({ floats, at }: ModuleMemory<NemosOrderExports>, { nNeurons, couplingCoef }: RecurrentGlm): void {
  const coupling = at("couplingAt");
  const tile = at("couplingTile");
  const nValues = couplingCoef.length / nNeurons;
  for (let i = 0; i < nNeurons; i++) {
    const to = coupling + Math.floor(i / TILE) * tile + (i % TILE);
    for (let j = 0; j < nValues; j++) floats[to + j * TILE] = couplingCoef[i * nValues + j];
  }
}
