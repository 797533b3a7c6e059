/** The sum of two products: projecting and convolving both add in pairs. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function twoProducts(a: v128, x: v128, b: v128, y: v128): v128 {
  return f32x4.add(f32x4.mul(a, x), f32x4.mul(b, y));
}
