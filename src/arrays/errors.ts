/** A name or a type in a file may be as long as the file. */
const LONGEST_MESSAGE = 1000;

/** An array file that is not what it says it is, or holds what is no array of numbers: what was found and what to do. */
export class ArrayFileError extends Error {
  override name = "ArrayFileError";

  constructor(message: string) {
    super(message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message);
  }
}
