/**
 * Threefry-2x32 with 20 rounds (Salmon et al. 2011), four blocks per register; src/random/threefry.ts does one block.
 *
 * Each round waits for the one before, so two registers are computed at a time, interleaved: V8 keeps this order. Four
 * would be faster still, as in uniforms.ts.
 */

const PARITY: i32 = 0x1bd11bda;

/** The output words of the first and the second four blocks. */
export let word0: v128 = i32x4.splat(0);
export let word1: v128 = i32x4.splat(0);
export let besides0: v128 = i32x4.splat(0);
export let besides1: v128 = i32x4.splat(0);

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function parity(k0: v128, k1: v128): v128 {
  return v128.xor(v128.xor(k0, k1), i32x4.splat(PARITY));
}

/** The second word after a round: rotated, and mixed with the first. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function mix(a: v128, b: v128, rotation: i32): v128 {
  return v128.xor(v128.or(i32x4.shl(b, rotation), i32x4.shr_u(b, 32 - rotation)), a);
}

/** A key word, as it is added after every fourth round. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function numbered(key: v128, round: i32): v128 {
  return i32x4.add(key, i32x4.splat(round));
}

/** Encrypts the counters (x0, x1) under the keys (k0, k1), and (y0, y1) under (l0, l1). */
export function threefryTwo(k0: v128, k1: v128, x0: v128, x1: v128, l0: v128, l1: v128, y0: v128, y1: v128): void {
  const k2 = parity(k0, k1), l2 = parity(l0, l1);
  let a = i32x4.add(x0, k0), c = i32x4.add(y0, l0);
  let b = i32x4.add(x1, k1), d = i32x4.add(y1, l1);
  a = i32x4.add(a, b); c = i32x4.add(c, d);
  b = mix(a, b, 13); d = mix(c, d, 13);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 15); d = mix(c, d, 15);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 26); d = mix(c, d, 26);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 6); d = mix(c, d, 6);
  a = i32x4.add(a, k1); c = i32x4.add(c, l1); b = i32x4.add(b, numbered(k2, 1)); d = i32x4.add(d, numbered(l2, 1));
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 17); d = mix(c, d, 17);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 29); d = mix(c, d, 29);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 16); d = mix(c, d, 16);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 24); d = mix(c, d, 24);
  a = i32x4.add(a, k2); c = i32x4.add(c, l2); b = i32x4.add(b, numbered(k0, 2)); d = i32x4.add(d, numbered(l0, 2));
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 13); d = mix(c, d, 13);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 15); d = mix(c, d, 15);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 26); d = mix(c, d, 26);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 6); d = mix(c, d, 6);
  a = i32x4.add(a, k0); c = i32x4.add(c, l0); b = i32x4.add(b, numbered(k1, 3)); d = i32x4.add(d, numbered(l1, 3));
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 17); d = mix(c, d, 17);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 29); d = mix(c, d, 29);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 16); d = mix(c, d, 16);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 24); d = mix(c, d, 24);
  a = i32x4.add(a, k1); c = i32x4.add(c, l1); b = i32x4.add(b, numbered(k2, 4)); d = i32x4.add(d, numbered(l2, 4));
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 13); d = mix(c, d, 13);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 15); d = mix(c, d, 15);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 26); d = mix(c, d, 26);
  a = i32x4.add(a, b); c = i32x4.add(c, d); b = mix(a, b, 6); d = mix(c, d, 6);
  word0 = i32x4.add(a, k2);
  besides0 = i32x4.add(c, l2);
  word1 = i32x4.add(b, numbered(k0, 5));
  besides1 = i32x4.add(d, numbered(l0, 5));
}
