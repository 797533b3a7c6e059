import { sizeOf } from "../../../arrays/ndarray";
import type { GivenArray } from "../given";
import type { ComputedSource } from "./computed-source";
import { fill } from "./fill";
import { normal } from "./normal";

/** All computed sources, in the order of completion. A new one is a file beside this one and a name here. */
export const COMPUTED: readonly ComputedSource[] = [fill, normal];

/** A computed array in a config: an object with the key of a source, or a number, which fills the array. */
export type ComputedValue = number | { readonly shape?: readonly number[] };

/** The array of such a value. */
export function computedArray(value: ComputedValue): GivenArray {
  const [source, parameters] = sourceOf(value);
  const block = (first: number, count: number): Float32Array => source.block(parameters, first, count);
  const shape = typeof value === "number" ? null : (value.shape ?? null);
  return { shape, file: null, read: (resolved) => block(0, sizeOf(resolved)), elements: block };
}

/** The same array in Python, of a shape as Python writes it. */
export function computedInPython(value: ComputedValue, shape: string): string {
  const [source, parameters] = sourceOf(value);
  return source.python(parameters, shape);
}

function sourceOf(value: ComputedValue): readonly [ComputedSource, unknown] {
  if (typeof value === "number") return [fill, value];
  const source = COMPUTED.find(({ key }) => key in value);
  if (!source) throw new Error(`no source has one of the keys ${Object.keys(value).join(", ")}`);
  return [source, (value as Record<string, unknown>)[source.key]];
}
