import { fma } from "../../../random/fma";

const fround = Math.fround;

/** Sums that are right only if a product is not rounded before it is added, and the sum only once: (a, b, c) each. */
export const FUSING_CASES: readonly (readonly [a: number, b: number, c: number])[] = [
  // The product's last bits are all that is left.
  ...[1 + 2 ** -23, 3 - 2 ** -22, fround(0.1)].map((a) => [a, a, -fround(a * a)] as const),
  // The exact sum is so near to halfway between two float32 numbers that the float64 sum is halfway.
  ...[1, -1].flatMap((sign) =>
    [1 + 2 ** -23, -1 - 2 ** -23].map((c) => [sign * 2 ** -12 * (1 + 2 ** -23), 2 ** -12 * (1 - 2 ** -23), c] as const),
  ),
  // Halfway exactly, and subnormal numbers halfway.
  [1, 2 ** -24, 1],
  [1, 3 * 2 ** -24, 1],
  [2 ** -100, 2 ** -50 * (1 + 2 ** -23), 2 ** -149],
  [2 ** -100, 2 ** -50 * (1 - 2 ** -24), 2 ** -149],
  [2 ** -75, 2 ** -75 * (1 + 2 ** -23), 0],
  // Beyond the largest number, and no number.
  [2 ** 100, 2 ** 100, 1],
  [2 ** 127, 2, -(2 ** 127)],
  [NaN, 1, 1],
];

/** Whether a module's multiply-add is fused in every lane. */
export function fusesExactly(testFma: (a: number, b: number, c: number, lane: number) => number): boolean {
  return FUSING_CASES.every(([a, b, c]) =>
    [0, 1, 2, 3].every((lane) => Object.is(testFma(a, b, c, lane), fma(fround(a), fround(b), fround(c)))),
  );
}
