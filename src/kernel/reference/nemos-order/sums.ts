import { fma } from "../../../random/fma";

const fround = Math.fround;

/** Lanes of a vector, and one more for what is left over of a multiple of 8. */
export const LANES = 8;

/** The lane that index `j` of a row of `length` is added in. */
export function laneOf(j: number, length: number): number {
  return j < length - (length % LANES) ? j % LANES : LANES;
}

/**
 * The sum of a row's 9 lanes. Rows of full tiles of 8 rows add neighbours first, rows left over add halves first.
 * `row` of `nRows`.
 */
export function sumLanes(a: ArrayLike<number>, row: number, nRows: number): number {
  const isTiled = row < nRows - (nRows % LANES);
  const lanes = isTiled
    ? fround(pair(a[0], a[1], a[2], a[3]) + pair(a[4], a[5], a[6], a[7]))
    : fround(pair(a[0], a[4], a[2], a[6]) + pair(a[1], a[5], a[3], a[7]));
  return fround(lanes + a[LANES]);
}

function pair(a: number, b: number, c: number, d: number): number {
  return fround(fround(a + b) + fround(c + d));
}

/** Row `row` of XLA's matrix-vector product: `length` >= 2 numbers of `a` from `aAt` on with those of `b` from `bAt` on. */
export function rowProduct(
  a: Float32Array,
  aAt: number,
  b: Float32Array,
  bAt: number,
  length: number,
  row: number,
  nRows: number,
): number {
  const lanes = new Float64Array(LANES + 1);
  for (let j = 0; j < length; j++) {
    const lane = laneOf(j, length);
    lanes[lane] = fma(a[aAt + j], b[bAt + j], lanes[lane]);
  }
  return sumLanes(lanes, row, nRows);
}

/** XLA's reduction: in order up to 32 numbers; else windows of 32, zeros evenly before and after, then their sums likewise. */
export function treeSum(terms: Float32Array): number {
  const windows = Math.ceil(terms.length / 32);
  const before = windows > 1 ? Math.floor((32 * windows - terms.length) / 2) : 0;
  const sums = new Float32Array(windows);
  for (let i = 0; i < terms.length; i++) sums[Math.floor((i + before) / 32)] += terms[i];
  return windows > 1 ? treeSum(sums) : sums[0];
}
