import { fma } from "../../../random/fma";

const fround = Math.fround;

/** Lanes of a vector, and one more for what is left over of a multiple of 8. */
export const LANES = 8;

/** How many of `length` numbers of a row are in full lanes. */
export function lanedOf(length: number): number {
  return length - (length % LANES);
}

/** How many of `nRows` rows, or of as many bins of feedforward input, are in full tiles of 8. */
export function tiledOf(nRows: number): number {
  return nRows - (nRows % LANES);
}

/** The lane that index `j` of a row is added in, of which the first `nLaned` are in full lanes. */
export function laneOf(j: number, nLaned: number): number {
  return j < nLaned ? j % LANES : LANES;
}

/**
 * The sum of the lanes of row `row` of `nRows`; `lanes` is (LANES + 1, nRows). Rows of full tiles of 8 rows add
 * neighbours first, rows left over add halves first.
 */
export function sumLanes(lanes: ArrayLike<number>, row: number, nRows: number): number {
  return sumLanesAt(lanes, row, nRows, row, nRows);
}

/** The same where lane l stands at `at + l * step`. */
function sumLanesAt(a: ArrayLike<number>, at: number, step: number, row: number, nRows: number): number {
  const lane = (l: number): number => a[at + l * step];
  const isTiled = row < tiledOf(nRows);
  const sum = isTiled
    ? fround(pair(lane(0), lane(1), lane(2), lane(3)) + pair(lane(4), lane(5), lane(6), lane(7)))
    : fround(pair(lane(0), lane(4), lane(2), lane(6)) + pair(lane(1), lane(5), lane(3), lane(7)));
  return fround(sum + lane(LANES));
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
    const lane = laneOf(j, lanedOf(length));
    lanes[lane] = fma(a[aAt + j], b[bAt + j], lanes[lane]);
  }
  return sumLanesAt(lanes, 0, 1, row, nRows);
}

/** XLA's reduction: in order up to 32 numbers; else windows of 32, zeros evenly before and after, then their sums likewise. */
export function treeSum(terms: Float32Array): number {
  const windows = Math.ceil(terms.length / 32);
  const before = windows > 1 ? Math.floor((32 * windows - terms.length) / 2) : 0;
  const sums = new Float32Array(windows);
  for (let i = 0; i < terms.length; i++) sums[Math.floor((i + before) / 32)] += terms[i];
  return windows > 1 ? treeSum(sums) : sums[0];
}
