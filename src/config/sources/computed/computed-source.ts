import type * as z from "zod";

/** An array given by parameters, `{ "key": parameters }`; each number is computed from its index alone. */
export interface ComputedSource<P = unknown> {
  readonly key: string;
  readonly parameters: z.ZodType<P>;
  /** A short description and a snippet of the parameters, for completion. */
  readonly about: string;
  readonly example: unknown;
  /** Elements `first` to `first + count` by flat index, rounded once to float32. */
  block(parameters: P, first: number, count: number): Float32Array;
  /** The whole array of a shape as NumPy makes it, for repeat.py. */
  python(parameters: P, shape: string): string;
}
