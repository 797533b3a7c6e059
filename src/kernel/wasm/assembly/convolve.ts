/**
 * G of a tile, convolved with the basis: rows[lag, i] += basis[lag, b] * G[b, i], for the non-zero entries of the basis only.
 * A list of segments describes them: from a first lag on, so many lags have the same one or two neighbouring basis functions.
 *
 * A pass holds G of its functions in registers. A row takes as many instructions to load, store and count as to multiply, so it
 * is 16 neurons wide, a cache line, and not 8.
 */
import { basisTile, nSegments, projectionAt, segmentsAt, TILE, weightsAt } from "./memory";
import { twoProducts } from "./products";

/** Adds what G of `tile` gives for the W bins after its own to the W rows from `to` on. */
export function convolveInto(to: usize, tile: i32): void {
  const projection = projectionAt + <usize>tile * basisTile;
  let weights = weightsAt;
  for (let at = segmentsAt, end = segmentsAt + (<usize>nSegments << 4); at < end; at += 16) {
    const ring = to + <usize>load<i32>(at) * TILE;
    const nLags = load<i32>(at, 4);
    const g = projection + <usize>load<i32>(at, 8) * TILE;
    if (load<i32>(at, 12) === 1) {
      addOne(ring, nLags, g, weights);
      weights += <usize>nLags << 2;
    } else {
      addTwo(ring, nLags, g, weights);
      weights += <usize>nLags << 3;
    }
  }
}

function addOne(ring: usize, nLags: i32, g: usize, weights: usize): void {
  const a = v128.load(g), b = v128.load(g, 16), c = v128.load(g, 32), d = v128.load(g, 48);
  for (const end = ring + <usize>nLags * TILE; ring < end; ring += TILE, weights += 4) {
    const w = v128.load32_splat(weights);
    v128.store(ring, f32x4.add(v128.load(ring), f32x4.mul(w, a)));
    v128.store(ring, f32x4.add(v128.load(ring, 16), f32x4.mul(w, b)), 16);
    v128.store(ring, f32x4.add(v128.load(ring, 32), f32x4.mul(w, c)), 32);
    v128.store(ring, f32x4.add(v128.load(ring, 48), f32x4.mul(w, d)), 48);
  }
}

function addTwo(ring: usize, nLags: i32, g: usize, weights: usize): void {
  const a0 = v128.load(g), b0 = v128.load(g, 16), c0 = v128.load(g, 32), d0 = v128.load(g, 48);
  const a1 = v128.load(g, 64), b1 = v128.load(g, 80), c1 = v128.load(g, 96), d1 = v128.load(g, 112);
  for (const end = ring + <usize>nLags * TILE; ring < end; ring += TILE, weights += 8) {
    const w0 = v128.load32_splat(weights);
    const w1 = v128.load32_splat(weights, 4);
    v128.store(ring, f32x4.add(v128.load(ring), twoProducts(w0, a0, w1, a1)));
    v128.store(ring, f32x4.add(v128.load(ring, 16), twoProducts(w0, b0, w1, b1)), 16);
    v128.store(ring, f32x4.add(v128.load(ring, 32), twoProducts(w0, c0, w1, c1)), 32);
    v128.store(ring, f32x4.add(v128.load(ring, 48), twoProducts(w0, d0, w1, d1)), 48);
  }
}
