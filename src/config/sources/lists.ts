import { sizeOf } from "../../arrays/ndarray";
import type { Path } from "../text/document";
import { indexOf } from "./finite";
import { fault, SourceError, type Fault, type GivenArray } from "./given";

/** Enough to see what is wrong; more would hide it. */
const MOST_FAULTS = 3;

/** Numbers in nested lists, all of them there. Throws SourceError with the places of what is no number and of uneven lists. */
export function listArray(list: readonly unknown[]): GivenArray {
  const shape = shapeOf(list);
  const faults: Fault[] = [];
  const values: number[] = [];
  collect(list, shape, [], values, faults);
  if (faults.length > 0) throw new SourceError(faults);
  const data = new Float32Array(values);
  const overflow = data.findIndex((value) => !Number.isFinite(value));
  if (overflow >= 0)
    throw fault(
      indexOf(overflow, shape),
      `${values[overflow]} overflows float32, whose largest number is 3.4028235e38`,
    );
  return { shape, file: null, read: () => data, elements: null, memory: memoryOf(shape) };
}

/** Bytes that the parsed text of a number takes, and that of a list: measured by test/durability/memory.test.ts. */
const NUMBER_BYTES = 140;
const LIST_BYTES = 400;

function memoryOf(shape: readonly number[]): number {
  const lists = shape.slice(0, -1).reduce((sum, _, axis) => sum + sizeOf(shape.slice(0, axis + 1)), 1);
  return NUMBER_BYTES * sizeOf(shape) + LIST_BYTES * lists;
}

/** The shape by the first element, the first of that, and so on. */
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
    if (innermost) {
      if (typeof element === "number") values.push(element);
      else
        faults.push({
          path: [...path, i],
          message: `a number is expected here, as in the places before; found ${kindOf(element)}`,
        });
    } else if (!Array.isArray(element)) {
      faults.push({
        path: [...path, i],
        message: `a list is expected here, as in the places before; found ${kindOf(element)}`,
      });
    } else if (element.length !== shape[path.length + 1]) {
      faults.push({
        path: [...path, i],
        message: `this list is ${element.length} long, the first one beside it ${shape[path.length + 1]}`,
      });
    } else collect(element, shape, [...path, i], values, faults);
  });
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the text "${value.length > 24 ? `${value.slice(0, 24)}…` : value}"`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
