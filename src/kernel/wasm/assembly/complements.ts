/**
 * Raised cosines overlap so that each is 1 minus the one two further: w0 * G0 + w1 * G1 + (1 - w0) * G2 + (1 - w1) * G3
 * = (G2 + G3) + w0 * (G0 - G2) + w1 * (G1 - G3). Two products replace four. The sums and differences are stored in
 * memory, because the compiler would move them into the segment's loop.
 */
import { basisTile, differencesAt, sumsAt, TILE } from "./memory";

/**
 * For each function of a tile, whose G is at `g`: its G minus the one two further, and the sum of the second and third
 * after it. G is 0 beyond the last function.
 */
export function foldComplements(g: usize): void {
  let difference = differencesAt, sum = sumsAt;
  for (const end = g + basisTile - 3 * TILE; g < end; g += 16, difference += 16, sum += 16) {
    const third = v128.load(g, 128);
    v128.store(difference, f32x4.sub(v128.load(g), third));
    v128.store(sum, f32x4.add(third, v128.load(g, 192)));
  }
  for (const end = g + TILE; g < end; g += 16, difference += 16, sum += 16) {
    const last = v128.load(g, 128);
    v128.store(difference, f32x4.sub(v128.load(g), last));
    v128.store(difference, v128.load(g, 64), 64);
    v128.store(sum, last);
  }
}
