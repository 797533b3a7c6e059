/**
 * The passes of passes.ts for a last tile of up to four neurons, one register per row: they would otherwise take as
 * long as sixteen neurons.
 */
import { TILE } from "./memory";
import { twoProducts } from "./products";

export function addOneSingle(ring: usize, end: usize, g: usize, weights: usize): void {
  const a = v128.load(g);
  for (; ring < end; ring += TILE, weights += 4) v128.store(ring, f32x4.add(v128.load(ring), f32x4.mul(v128.load32_splat(weights), a)));
}

export function addTwoSingle(ring: usize, end: usize, g: usize, weights: usize): void {
  const a0 = v128.load(g), a1 = v128.load(g, 64);
  for (; ring < end; ring += TILE, weights += 8) {
    v128.store(ring, f32x4.add(v128.load(ring), twoProducts(v128.load32_splat(weights), a0, v128.load32_splat(weights, 4), a1)));
  }
}

export function addPlaneSingle(ring: usize, end: usize, sum: usize, g: usize, weights: usize): void {
  const a = v128.load(sum), a0 = v128.load(g), a1 = v128.load(g, 64);
  for (; ring < end; ring += TILE, weights += 8) {
    v128.store(
      ring,
      f32x4.add(f32x4.add(v128.load(ring), a), twoProducts(v128.load32_splat(weights), a0, v128.load32_splat(weights, 4), a1)),
    );
  }
}
