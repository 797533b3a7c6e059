import type { NemosOrder } from "../../types";
import { cutProduct, type Machine } from "./eigen";

/** How the products of one feature are added within a block of bins, oldest first. */
export const enum Chain {
  /** By fused multiply-adds. */
  Fused,
  /** Even and odd bins of the block apart, then both together, then the last bin of an odd number; by fused multiply-adds. */
  EvenOdd,
  /** As EvenOdd, each product rounded before it is added. */
  EvenOddRounded,
  /** As Fused, but the products of the window's first 8 bins are rounded before they are added. */
  FirstRounded,
  /** As Fused, going on from the sum of the block before. */
  Through,
}

/** In which order NeMoS adds the products of past counts and basis functions up into features. */
export interface ConvolutionOrder {
  /** Bins of the window where blocks begin, and W at the end. Each block is summed by itself, then the blocks in order of time. */
  readonly blocks: readonly number[];
  /** (N, B): a Chain for each feature. */
  readonly chains: Uint8Array;
  /** The products are rounded and added by `treeSum` instead. */
  readonly isTree: boolean;
  /** The window is also split among threads, whose sums are not added in order of time. */
  readonly isSplit: boolean;
}

export interface ConvolutionSizes {
  readonly nNeurons: number;
  readonly nBasisFuncs: number;
  readonly windowSize: number;
}

/** Whether XLA's own loops make the features; larger products go to Eigen and oneDNN. */
export function isOwnLoop({ nNeurons, nBasisFuncs, windowSize }: ConvolutionSizes): boolean {
  return nNeurons === 1 || nBasisFuncs === 1 || windowSize <= 3 || Math.max(nNeurons, nBasisFuncs) <= 3;
}

/** The order on a machine with AVX-512, or AVX2 without it. */
export function convolutionOrder(sizes: ConvolutionSizes, order: NemosOrder, machine: Machine): ConvolutionOrder {
  const { nNeurons: n, nBasisFuncs: b, windowSize } = sizes;
  const chains = new Uint8Array(n * b);
  if (isOwnLoop(sizes)) {
    markFirstRounded(sizes, chains);
    return { blocks: [0, windowSize], chains, isTree: n === 1 && b === 1 && windowSize > 32, isSplit: false };
  }
  const shards = cutProduct(n, b, windowSize, machine);
  const blocks: number[] = [];
  let first = 0;
  for (const { bins, depth } of shards) {
    for (let slice = 0; slice < bins; slice += depth) {
      blocks.push(...blockStarts(first + slice, Math.min(depth, bins - slice), order));
    }
    first += bins;
  }
  for (let column = 0; column < n; column += shards[0].columns) {
    const width = Math.min(shards[0].columns, n - column);
    if (width === 1) chains.fill(Chain.Through, column * b, (column + 1) * b);
    else if (order === "avx2") markTiles(chains, b, column, width, shards[0].rows);
  }
  return { blocks: [...blocks, windowSize], chains, isTree: false, isSplit: shards.length > 1 };
}

/** With one neuron or one function, XLA rounds the first products of what is left over of 8 lanes, or of 2 features. */
function markFirstRounded({ nNeurons: n, nBasisFuncs: b, windowSize }: ConvolutionSizes, chains: Uint8Array): void {
  const features = Math.max(n, b);
  if (Math.min(n, b) > 1 || features === 1 || windowSize < 3) return;
  if (features === 2) chains[0] = Chain.FirstRounded;
  else if (features % 8 === 1) chains[features - 1] = Chain.FirstRounded;
}

/** oneDNN splits a slice that is deeper than its blocks: in halves up to twice as deep, else one block first. */
function blockStarts(start: number, depth: number, order: NemosOrder): number[] {
  const most = order === "avx2" ? 256 : 384;
  const starts: number[] = [];
  let left = depth;
  while (left > 0) {
    starts.push(start + depth - left);
    left -= left >= 2 * most ? most : left > most ? Math.floor((left + 1) / 2) : left;
  }
  return starts;
}

/** oneDNN's AVX2 tiles of `width` neurons from `column` on: how a feature is added depends on its place in them. */
function markTiles(chains: Uint8Array, nBasisFuncs: number, column: number, width: number, rows: number): void {
  let done = 0;
  while (done < width) {
    const left = width - done;
    const tile = left >= 96 ? 48 : left > 72 ? Math.floor((left + 1) / 2) : left;
    for (let x = 0; x < tile; x++) {
      const group = x < 6 * Math.floor(tile / 6) ? 6 : tile % 6;
      for (let b = 0; b < nBasisFuncs; b++) {
        const row = b % rows;
        const height = Math.min(rows, nBasisFuncs - b + row);
        const isHigh = row < 16 * Math.floor(height / 16) || height % 16 > 8;
        chains[(column + done + x) * nBasisFuncs + b] = chainInTile(group, isHigh);
      }
    }
    done += tile;
  }
}

/** The chain for a group of neurons beside each other, in a tile of 16 functions or of 8. */
function chainInTile(group: number, isHigh: boolean): Chain {
  if (group < 3) return Chain.EvenOddRounded;
  return isHigh && group > 3 ? Chain.Fused : Chain.EvenOdd;
}
