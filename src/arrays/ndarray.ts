/** An array of numbers with a shape, in C order (the last axis varies fastest), as NumPy writes it by default. */
export interface NdArray<A extends ArrayLike<number> = Float32Array> {
  readonly data: A;
  readonly shape: readonly number[];
}

/** Number of elements of an array of this shape; 1 for the empty shape of a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** A shape as Python prints it: `(2, 2, 10)`, `(5,)`, `()`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/**
 * Random access to the bytes of a file. Pure rooms read through it; the `files` room opens real files as one.
 * `read` returns exactly `length` bytes or throws.
 */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
  /** Looks through all of it once. Throws ArrayFileError when it is not what was saved; left out where nothing tells. */
  verify?(): void;
}
