import type * as z from "zod";

/** A way to give an array by parameters, `{ "key": parameters }`: each number is computed from its place, without the others. */
export interface ComputedSource<P = unknown> {
  readonly key: string;
  readonly parameters: z.ZodType<P>;
  /** What it fills an array with, in a few words, and parameters to begin with: both for completion. */
  readonly about: string;
  readonly example: unknown;
  /** Elements `first` to `first + count` by flat index, rounded once to float32. */
  block(parameters: P, first: number, count: number): Float32Array;
  /** The whole array of a shape as NumPy makes it, for repeat.py. */
  python(parameters: P, shape: string): string;
}
