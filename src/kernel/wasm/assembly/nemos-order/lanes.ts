/** The sums of XLA's lanes, four rows at a time. */

/** Adds eight lanes, a tile apart from `at` on: neighbours first in full tiles of 8 rows, halves first otherwise; then what is left over. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function sumLanes(at: usize, isTiled: bool): v128 {
  const a = v128.load(at), b = v128.load(at, 64), c = v128.load(at, 128), d = v128.load(at, 192);
  const e = v128.load(at, 256), f = v128.load(at, 320), g = v128.load(at, 384), h = v128.load(at, 448);
  const sum = isTiled
    ? f32x4.add(pairs(a, b, c, d), pairs(e, f, g, h))
    : f32x4.add(pairs(a, e, c, g), pairs(b, f, d, h));
  return f32x4.add(sum, v128.load(at, 512));
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function pairs(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
}
