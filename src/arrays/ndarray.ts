/** An array of numbers with a shape, in C order (the last axis varies fastest), NumPy's default. */
export interface NdArray<A extends ArrayLike<number> = Float32Array> {
  readonly data: A;
  readonly shape: readonly number[];
}

/** Number of elements of an array of this shape; 1 for the empty shape of a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The bytes of a typed array, not copied. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A shape as Python prints it: `(2, 2, 10)`, `(5,)`, `()`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/**
 * Random access to the bytes of a file, so that pure code can read files; `files` implements it for real ones. `read`
 * returns exactly `length` bytes or throws.
 */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
  /** Checks the whole array once against its checksum. Throws ArrayFileError when they differ; undefined without a checksum. */
  verify?(): void;
}
