import type { Path } from "../text/document";
import type { GivenFile, Problem } from "../types";

/** An array as a config gives it: its shape as far as it is known without the data, and how to read it. */
export interface GivenArray {
  /** null where it takes the shape that the other arguments fix. */
  readonly shape: readonly number[] | null;
  /** The file that it comes from, if any. */
  readonly file: GivenFile | null;
  /** All of it in C order, rounded once to float32. Throws SourceError. */
  read(shape: readonly number[]): Float32Array;
  /**
   * Elements `first` to `first + count` by flat index, where they can be had without the rest; the same numbers as `read` gives, but
   * not checked to be finite.
   */
  readonly elements: ((first: number, count: number) => Float32Array) | null;
  /** The number at a flat index as it was before it was rounded to float32, where `elements` may have rounded it to infinity. */
  readonly exact?: (flat: number) => number;
  /** Why its bins do not lie in order in the file, one behind the other; left out where they do. */
  readonly disorder?: "compressed" | "text" | "fortran";
  /** How all of it is read once, for what cannot be read from the middle. */
  readonly pass?: Pass;
  /** Bytes that are taken beside its numbers: by their text, or while `read` unpacks them. */
  readonly memory?: number;
  /**
   * Looks through all of a file that `elements` is to be read from. Throws SourceError when it is not what was saved; `read` does it by
   * itself.
   */
  readonly verify?: () => void;
  /** What a person should know about an array that can be used all the same; their severity is "warning". */
  readonly warnings?: readonly Fault[];
}

/** One way through all of an array from the first number of its file to the last. */
export interface Pass {
  /** Whether the numbers come in Fortran order: the first axis varies fastest. */
  readonly fortranOrder: boolean;
  /**
   * Hands over all numbers, not checked to be finite, with the index of the first of them in that order; the array is used again. Rejects
   * with SourceError when the file is not what was saved, or with what `visit` throws.
   */
  run(visit: (values: Float32Array | Float64Array, first: number) => void): Promise<void>;
}

/** Something that is wrong with a source, at a path below the source's own. */
export interface Fault {
  readonly path: Path;
  readonly message: string;
  readonly severity?: Problem["severity"];
}

/** A source that gives no array, or one that cannot be used. */
export class SourceError extends Error {
  override name = "SourceError";
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ message }) => message).join("\n"));
  }
}

export function fault(path: Path, message: string, severity?: Problem["severity"]): SourceError {
  return new SourceError([{ path, message, ...(severity ? { severity } : {}) }]);
}
