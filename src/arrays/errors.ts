/** An array file that is not what it says it is, or holds what is no array of numbers: what was found and what to do. */
export class ArrayFileError extends Error {
  override name = "ArrayFileError";
}
