/**
 * Features times coupling coefficients: rows of XLA's matrix-vector product, of which each lane of a register adds one. So XLA's eight
 * lanes are eight sums of a row, one after the other, and features that are 0 are left out: they change no sum.
 */
import { nVectors, TILE } from "../memory";
import { fma } from "./fma";
import { couplingAt, couplingTile, endsAt, LANES, lanesAt, listBytes, listsAt, valuesAt } from "./memory";
import { sumLanes } from "./lanes";

/**
 * Lists the features that are not 0 by the lane that they are added in: those before `nLaned`, a multiple of 8, by their index modulo 8,
 * the others in a lane of their own. An entry has eight bytes: the offset of the feature's coefficients, and its value.
 */
export function listFeatures(nLaned: i32, nValues: i32): void {
  for (let lane = 0; lane <= LANES; lane++) store<usize>(endOf(lane), listsAt + <usize>lane * listBytes);
  const zero = f32x4.splat(0);
  for (let j = 0; j < nLaned; j += 8) {
    const at = valuesAt + (<usize>j << 2);
    let bits = i32x4.bitmask(f32x4.ne(v128.load(at), zero)) | (i32x4.bitmask(f32x4.ne(v128.load(at, 16), zero)) << 4);
    for (; bits !== 0; bits &= bits - 1) list(<i32>ctz(bits), j + <i32>ctz(bits));
  }
  for (let j = nLaned; j < nValues; j++) if (load<f32>(valuesAt + (<usize>j << 2)) !== 0) list(LANES, j);
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function endOf(lane: i32): usize {
  return endsAt + (<usize>lane << 2);
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function list(lane: i32, j: i32): void {
  const end = load<usize>(endOf(lane));
  store<usize>(end, <usize>j * TILE);
  store<f32>(end, load<f32>(valuesAt + (<usize>j << 2)), 4);
  store<usize>(endOf(lane), end + 8);
}

/** Adds the listed features for all neurons to `to`, (N,) padded; the first `nTiled` rows are full tiles. */
export function couple(to: usize, nTiled: i32): void {
  for (let vector = 0; vector < nVectors; vector += 4) {
    const coefficients = couplingAt + <usize>(vector >> 2) * couplingTile;
    const width = min(4, nVectors - vector);
    for (let lane = 0; lane <= LANES; lane++) {
      const first = listsAt + <usize>lane * listBytes;
      const sums = lanesAt + <usize>lane * TILE;
      const end = load<usize>(endOf(lane));
      if (width === 1) addOne(coefficients, first, end, sums);
      else addFour(coefficients, first, end, sums);
    }
    for (let v = 0; v < width; v++) {
      const row = vector + v;
      v128.store(to + (<usize>row << 4), sumLanes(lanesAt + (<usize>v << 4), (row << 2) < nTiled));
    }
  }
}

/** Adds the features of one lane for 4 neurons. */
function addOne(coefficients: usize, feature: usize, end: usize, to: usize): void {
  let sum = f32x4.splat(0);
  for (; feature < end; feature += 8) {
    sum = fma(v128.load(coefficients + load<usize>(feature)), v128.load32_splat(feature, 4), sum);
  }
  v128.store(to, sum);
}

/** The same for 16 neurons, whose sums do not wait for each other. */
function addFour(coefficients: usize, feature: usize, end: usize, to: usize): void {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (; feature < end; feature += 8) {
    const at = coefficients + load<usize>(feature);
    const value = v128.load32_splat(feature, 4);
    a = fma(v128.load(at), value, a);
    b = fma(v128.load(at, 16), value, b);
    c = fma(v128.load(at, 32), value, c);
    d = fma(v128.load(at, 48), value, d);
  }
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}
