import { sizeOf } from "../../arrays/ndarray";
import type { Path } from "../text/document";
import { indexOf, overflowText } from "./finite";
import { fault, SourceError, type Fault, type GivenArray } from "./given";

/** Most reported faults of a list. */
const MOST_FAULTS = 3;

/** Numbers in nested lists. Throws SourceError with the places of other values and of uneven lists. */
export function listArray(list: readonly unknown[]): GivenArray {
  const shape = shapeOf(list);
  const faults: Fault[] = [];
  const values: number[] = [];
  collect(list, shape, [], values, faults);
  if (faults.length > 0) throw new SourceError(faults);
  const data = new Float32Array(values);
  const overflow = data.findIndex((value) => !Number.isFinite(value));
  if (overflow >= 0) throw fault(indexOf(overflow, shape), overflowText(values[overflow]));
  return { shape, file: null, read: () => data, elements: null, memory: memoryOf(shape) };
}

/** Bytes of a parsed number and of a parsed list, measured by test/durability/memory.test.ts. */
const NUMBER_BYTES = 140;
const LIST_BYTES = 400;

function memoryOf(shape: readonly number[]): number {
  const lists = shape.slice(0, -1).reduce((sum, _, axis) => sum + sizeOf(shape.slice(0, axis + 1)), 1);
  return NUMBER_BYTES * sizeOf(shape) + LIST_BYTES * lists;
}

/** The shape, judged by the first element at each level. */
function shapeOf(list: readonly unknown[]): number[] {
  const shape: number[] = [];
  for (let value: unknown = list; Array.isArray(value); value = value[0]) shape.push(value.length);
  return shape;
}

function collect(
  list: readonly unknown[],
  shape: readonly number[],
  path: Path,
  values: number[],
  faults: Fault[],
): void {
  const innermost = path.length === shape.length - 1;
  list.forEach((element, i) => {
    if (faults.length >= MOST_FAULTS) return;
    const wrong = (message: string): unknown => faults.push({ path: [...path, i], message });
    if (innermost && typeof element === "number") values.push(element);
    else if (innermost || !Array.isArray(element))
      wrong(`a ${innermost ? "number" : "list"} is expected here, as in the places before; found ${kindOf(element)}`);
    else if (element.length !== shape[path.length + 1])
      wrong(`this list is ${element.length} long, the first one beside it ${shape[path.length + 1]}`);
    else collect(element, shape, [...path, i], values, faults);
  });
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the text "${value.length > 24 ? `${value.slice(0, 24)}…` : value}"`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
