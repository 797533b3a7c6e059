import type { RecurrentGlm } from "../../model/types";
import { type KernelMemory, TILE } from "./memory";
import type { KernelPlan } from "./plan";

/** The uniform number of padding neurons: so low that they never spike. */
const NEVER = -1e30;

/** Writes a problem into the kernel's memory, in the kernel's order. */
export function fillMemory(memory: KernelMemory, model: RecurrentGlm, plan: KernelPlan): void {
  const { floats, ints, at } = memory;
  ints.set(plan.segments, at("segmentsAt"));
  floats.set(plan.weights, at("weightsAt"));
  fillDrive(memory, model, plan);
  // Padding neurons have the rate of eta = 1 and never spike.
  floats.fill(NEVER, at("uniformsAt"), at("uniformsAt") + 8 * paddedSize(model));
  fillCoupling(memory, model);
}

function paddedSize({ nNeurons }: RecurrentGlm): number {
  return Math.ceil(nNeurons / TILE) * TILE;
}

function fillDrive({ floats, at }: KernelMemory, model: RecurrentGlm, { block }: KernelPlan): void {
  const intercepts = at("interceptsAt");
  const drive = at("driveAt");
  floats.fill(1, intercepts, intercepts + paddedSize(model));
  floats.set(model.intercepts, intercepts);
  if (drive !== intercepts) floats.fill(1, drive, drive + block * paddedSize(model));
  floats.set(model.feedforwardCoef, at("featureCoefAt"));
}

/** Lists the non-zero counts of one bin, which may be fractions, as senders; returns how many. */
export function listCounts({ floats, ints, at }: KernelMemory, counts: Float32Array): number {
  const senders = at("sendersAt");
  let n = 0;
  counts.forEach((count, neuron) => {
    if (count === 0) return;
    ints[senders + 2 * n] = neuron;
    floats[senders + 2 * n + 1] = count;
    n += 1;
  });
  return n;
}

/** Copies and transposes the coupling tile by tile: the kernel reads (N sender, tile of receivers, B, receiver in the tile). */
function fillCoupling(
  { floats, exports, at }: KernelMemory,
  { nNeurons, nBasisFuncs, couplingCoef }: RecurrentGlm,
): void {
  const staged = at("stagedAt");
  const tileSize = TILE * nNeurons * nBasisFuncs;
  for (let tile = 0; tile * tileSize < couplingCoef.length; tile++) {
    const rows = couplingCoef.subarray(tile * tileSize, (tile + 1) * tileSize);
    floats.set(rows, staged);
    floats.fill(0, staged + rows.length, staged + tileSize);
    exports.transposeCoupling(tile);
  }
}
