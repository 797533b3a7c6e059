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
 * Throws SourceError when a number of a block is not finite. `first` is the flat index of the block's first element in the array
 * `name` of this shape, `original` gives the number before it was rounded, where that is known.
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

/** What is thrown of a number, as it was before it was rounded to float32. */
export function notFinite(name: string, index: readonly number[], found: number): SourceError {
  const why = Number.isFinite(found)
    ? `${found} overflows float32, whose largest number is 3.4028235e38`
    : `${found} is not a finite number`;
  return fault([], `${name}[${index.join(", ")}]: ${why}`);
}
