import { writeNpz } from "../../support/npy";
import { readFileSync } from "node:fs";
import type { ByteSource } from "../../../src/arrays/ndarray";

/** A file of test/fixtures/arrays, written by NumPy (see make.py there). */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(`test/fixtures/arrays/${name}`));
}

/** Bytes as a file that counts what is read of it. */
export function sourceOf(bytes: Uint8Array): ByteSource & { bytesRead: number } {
  return {
    size: bytes.length,
    bytesRead: 0,
    read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > bytes.length)
        throw new RangeError(`bytes ${offset} + ${length} of ${bytes.length}`);
      this.bytesRead += length;
      return bytes.slice(offset, offset + length);
    },
  };
}

export function textSource(text: string): ByteSource {
  return sourceOf(new TextEncoder().encode(text));
}

/** An archive that holds `a` twice, as those are that something was appended to: the second in the place of a `b`. */
export function appended(first: Uint8Array, last: Uint8Array): Uint8Array {
  const bytes = writeNpz({ a: first, b: last });
  const name = [...new TextEncoder().encode("b.npy")];
  for (let at = 0; at < bytes.length; at++)
    if (name.every((byte, i) => bytes[at + i] === byte)) bytes[at] = "a".charCodeAt(0);
  return bytes;
}
