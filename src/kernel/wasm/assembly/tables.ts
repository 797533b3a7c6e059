/**
 * Constants are loaded from memory: V8 rebuilds a 128-bit constant wherever it is used, in three instructions, even in
 * loops.
 */

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function entry(table: usize, index: i32): v128 {
  return v128.load32_splat(table + (<usize>index << 2));
}

/** sum * x + entry `index`: one step of Horner's scheme. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function step(sum: v128, x: v128, table: usize, index: i32): v128 {
  return f32x4.add(f32x4.mul(sum, x), entry(table, index));
}
