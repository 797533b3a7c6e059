import { fault, type SourceError } from "./given";

/** The indices of the element at a flat index of an array in C order. */
export function indexOf(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(flat % shape[axis]);
    flat = Math.floor(flat / shape[axis]);
  }
  return index;
}

/**
 * Throws SourceError if a number of a block is not finite. `first`: flat index of the block's first element in the array `name` of
 * this shape; `original`: the number before rounding, if known.
 */
export function checkFinite(
  block: Float32Array,
  first: number,
  shape: readonly number[],
  name: string,
  original?: (flat: number) => number,
): void {
  for (let i = 0; i < block.length; i++) {
    // Only NaN and the infinities differ from themselves less themselves.
    if (block[i] - block[i] === 0) continue;
    throw notFinite(name, indexOf(first + i, shape), original ? original(first + i) : block[i]);
  }
}

/** The error of a number, given before rounding to float32. */
export function notFinite(name: string, index: readonly number[], found: number): SourceError {
  const why = Number.isFinite(found) ? overflowText(found) : `${found} is not a finite number`;
  return fault([], `${name}[${index.join(", ")}]: ${why}`);
}

/** Why a finite number cannot be used. */
export function overflowText(found: number): string {
  return `${found} overflows float32, whose largest number is 3.4028235e38`;
}
