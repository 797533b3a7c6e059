/**
 * Adds a segment to its rows, 16 neurons per row: a full cache line, because loads, stores and counting cost as much as
 * the products. G stays in registers.
 */
import { TILE } from "./memory";
import { twoProducts } from "./products";

/** One function: rows += w * g. */
export function addOne(ring: usize, end: usize, g: usize, weights: usize): void {
  const a = v128.load(g), b = v128.load(g, 16), c = v128.load(g, 32), d = v128.load(g, 48);
  for (; ring < end; ring += TILE, weights += 4) {
    const w = v128.load32_splat(weights);
    v128.store(ring, f32x4.add(v128.load(ring), f32x4.mul(w, a)));
    v128.store(ring, f32x4.add(v128.load(ring, 16), f32x4.mul(w, b)), 16);
    v128.store(ring, f32x4.add(v128.load(ring, 32), f32x4.mul(w, c)), 32);
    v128.store(ring, f32x4.add(v128.load(ring, 48), f32x4.mul(w, d)), 48);
  }
}

/** Two: rows += w0 * g0 + w1 * g1. */
export function addTwo(ring: usize, end: usize, g: usize, weights: usize): void {
  const a0 = v128.load(g), b0 = v128.load(g, 16), c0 = v128.load(g, 32), d0 = v128.load(g, 48);
  const a1 = v128.load(g, 64), b1 = v128.load(g, 80), c1 = v128.load(g, 96), d1 = v128.load(g, 112);
  for (; ring < end; ring += TILE, weights += 8) {
    const w0 = v128.load32_splat(weights);
    const w1 = v128.load32_splat(weights, 4);
    v128.store(ring, f32x4.add(v128.load(ring), twoProducts(w0, a0, w1, a1)));
    v128.store(ring, f32x4.add(v128.load(ring, 16), twoProducts(w0, b0, w1, b1)), 16);
    v128.store(ring, f32x4.add(v128.load(ring, 32), twoProducts(w0, c0, w1, c1)), 32);
    v128.store(ring, f32x4.add(v128.load(ring, 48), twoProducts(w0, d0, w1, d1)), 48);
  }
}

/** Three or four functions, the last two being 1 minus the first two: rows += sum + w0 * g0 + w1 * g1. */
export function addPlane(ring: usize, end: usize, sum: usize, g: usize, weights: usize): void {
  const a = v128.load(sum), b = v128.load(sum, 16), c = v128.load(sum, 32), d = v128.load(sum, 48);
  const a0 = v128.load(g), b0 = v128.load(g, 16), c0 = v128.load(g, 32), d0 = v128.load(g, 48);
  const a1 = v128.load(g, 64), b1 = v128.load(g, 80), c1 = v128.load(g, 96), d1 = v128.load(g, 112);
  for (; ring < end; ring += TILE, weights += 8) {
    const w0 = v128.load32_splat(weights);
    const w1 = v128.load32_splat(weights, 4);
    v128.store(ring, f32x4.add(f32x4.add(v128.load(ring), a), twoProducts(w0, a0, w1, a1)));
    v128.store(ring, f32x4.add(f32x4.add(v128.load(ring, 16), b), twoProducts(w0, b0, w1, b1)), 16);
    v128.store(ring, f32x4.add(f32x4.add(v128.load(ring, 32), c), twoProducts(w0, c0, w1, c1)), 32);
    v128.store(ring, f32x4.add(f32x4.add(v128.load(ring, 48), d), twoProducts(w0, d0, w1, d1)), 48);
  }
}
