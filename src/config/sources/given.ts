import type { InverseLinkName } from "../../model/links";
import type { Path } from "../text/document";
import type { GivenFile, Problem } from "../types";

/** An array of a config: its shape, as far as it is known without the data, and how to read it. */
export interface GivenArray {
  /** null if the other arguments determine it. */
  readonly shape: readonly number[] | null;
  /** Its file, if any. */
  readonly file: GivenFile | null;
  /** All of it in C order, rounded once to float32. Throws SourceError. */
  read(shape: readonly number[]): Float32Array;
  /** Elements `first` to `first + count` by flat index, not checked to be finite; null if they cannot be read alone. */
  readonly elements: ((first: number, count: number) => Float32Array) | null;
  /** The number at a flat index before rounding to float32, if `elements` may have rounded it to infinity. */
  readonly exact?: (flat: number) => number;
  /** Why its bins are not stored one after the other; undefined if they are. */
  readonly disorder?: "compressed" | "text" | "fortran";
  /** Reads all of it once, if it has no random access. */
  readonly pass?: Pass;
  /** Bytes needed in addition to its numbers: for their text, or while `read` unpacks them. */
  readonly memory?: number;
  /** Checks the whole file before `elements` is used; `read` does so itself. Throws SourceError if it is damaged. */
  readonly verify?: () => void;
  /** The inverse link of the fitted model that it comes from. */
  readonly fittedLink?: InverseLinkName;
  /** Warnings about a usable array. */
  readonly warnings?: readonly Fault[];
}

/** Reads an array once, from the first number of its file to the last. */
export interface Pass {
  /** Whether the numbers are in Fortran order: the first axis varies fastest. */
  readonly fortranOrder: boolean;
  /**
   * Passes all numbers, not checked to be finite, with the index of the first in that order; the array is reused. Rejects with
   * SourceError if the file is damaged, or with what `visit` throws.
   */
  run(visit: (values: Float32Array | Float64Array, first: number) => void): Promise<void>;
}

/** A fault of a source, at a path below the source's own. */
export interface Fault {
  readonly path: Path;
  readonly message: string;
  readonly severity?: Problem["severity"];
}

/** A source without a usable array. */
export class SourceError extends Error {
  override name = "SourceError";
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ message }) => message).join("\n"));
  }
}

export function fault(path: Path, message: string, severity?: Problem["severity"]): SourceError {
  return new SourceError([{ path, message, ...(severity ? { severity } : {}) }]);
}
