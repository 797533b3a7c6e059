import type { NemosOrder, Promised } from "../../types";
import { type ConvolutionSizes, convolutionOrder, isOwnLoop } from "./convolution-order";
import { cutProduct, type Machine } from "./eigen";

/** Where orders differ between machines, this one's is taken: one CPU, as if nothing were split among threads. */
export const USUAL_MACHINE: Machine = { cpus: 1, l1: 32 << 10, l2: 1 << 20, l3: 32 << 20 };

/** The machines that a promise of equal bits is for. */
const MACHINES: readonly Machine[] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128].flatMap((cpus) =>
  [32 << 10, 48 << 10].flatMap((l1) =>
    [512 << 10, 1 << 20, 2 << 20].flatMap((l2) => [16 << 20, 32 << 20, 256 << 20].map((l3) => ({ cpus, l1, l2, l3 }))),
  ),
);

/** What decides the order of a simulation's additions. */
export interface OrderSizes extends ConvolutionSizes {
  readonly nFeatures: number;
  readonly nTimeBins: number;
}

/**
 * What rates and spikes in NeMoS' order promise. Bits are equal unless a machine's caches or its number of CPUs decide the order, or it
 * is not known: one bin with 5 or more features, and 49, 97, ... basis functions.
 */
export function promiseOf(sizes: OrderSizes, order: NemosOrder): Promised {
  const { nNeurons, nBasisFuncs, windowSize, nFeatures, nTimeBins } = sizes;
  const isUnknown = nTimeBins === 1 && nFeatures >= 5;
  if (isUnknown) return "same-spikes-expected";
  if (isOwnLoop(sizes)) return "bitwise";
  if (nBasisFuncs > 48 && nBasisFuncs % 48 === 1) return "same-spikes-expected";
  const cuts = new Map(
    MACHINES.map((machine) => [JSON.stringify(cutProduct(nNeurons, nBasisFuncs, windowSize, machine)), machine]),
  );
  const orders = new Set([USUAL_MACHINE, ...cuts.values()].map((machine) => digestOf(sizes, order, machine)));
  return orders.size === 1 ? "bitwise" : "same-spikes-expected";
}

function digestOf(sizes: OrderSizes, order: NemosOrder, machine: Machine): string {
  const { blocks, chains, isSplit } = convolutionOrder(sizes, order, machine);
  return `${blocks.join()};${chains.join("")};${isSplit}`;
}
