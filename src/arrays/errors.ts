/** Names and types in a file may be as long as the file. */
const LONGEST_MESSAGE = 1000;

/** A file that is not a valid array of numbers; the message says what was found and what to do. */
export class ArrayFileError extends Error {
  override name = "ArrayFileError";

  constructor(message: string) {
    super(message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message);
  }
}
