import type { RecurrentGlm } from "../../model/types";
import { type KernelMemory, TILE } from "./memory";
import type { KernelPlan } from "./plan";

/** The uniform number of a neuron that only fills up a tile: low enough that it never spikes. */
const NEVER = -1e30;

/** Writes a problem into the memory of the kernel, in the order in which the kernel reads it. */
export function fillMemory(memory: KernelMemory, model: RecurrentGlm, plan: KernelPlan): void {
  const { floats, ints, at } = memory;
  ints.set(plan.segments, at("segmentsAt"));
  floats.set(plan.weights, at("weightsAt"));
  fillDrive(memory, model, plan);
  // Neurons that fill up the last tile have the rate of eta = 1 and never spike.
  floats.fill(NEVER, at("uniformsAt"), at("uniformsAt") + 8 * paddedSize(model));
  fillCoupling(memory, model);
  if (plan.scatterUpTo > 0) memory.exports.makeFilters();
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

/** Lists the counts of one bin, which may be fractions, as senders; returns how many are not 0. */
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

/** (N receiver, N sender, B) to (N sender, tile of receivers, B, receiver in the tile). */
function fillCoupling({ floats, at }: KernelMemory, { nNeurons: n, nBasisFuncs: nBasis, couplingCoef }: RecurrentGlm): void {
  const coupling = at("couplingAt");
  const senderSize = Math.ceil(n / TILE) * TILE * nBasis;
  for (let i = 0; i < n; i++) {
    const tile = coupling + Math.floor(i / TILE) * TILE * nBasis + (i % TILE);
    let from = i * n * nBasis;
    for (let j = 0; j < n; j++) {
      const to = tile + j * senderSize;
      for (let b = 0; b < nBasis; b++) floats[to + b * TILE] = couplingCoef[from++];
    }
  }
}
