import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import type { ByteSource } from "../arrays/ndarray";
import { brokenMember, type ZipEntry } from "../arrays/npz/npz";

/** Bytes read, and bytes inflated, at a time. */
const PACKED = 1 << 16;
const INFLATED = 1 << 18;

/** Inflates an archive member by pieces on another thread. Throws ArrayFileError, at the latest at the end, when damaged. */
export async function* inflated(source: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: INFLATED });
  // `pipeline` passes read errors to the loop below.
  pipeline(Readable.from(packed(source, entry)), inflate, () => undefined);
  let size = 0;
  let crc = 0;
  try {
    for await (const piece of inflate as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > entry.size) break;
      crc = crc32(piece, crc);
      yield piece;
    }
  } catch (error) {
    throw isOfZlib(error) ? brokenMember(entry) : error;
  }
  if (size !== entry.size || crc !== entry.crc32) throw brokenMember(entry);
}

function* packed(source: ByteSource, { dataOffset, compressedSize }: ZipEntry): Generator<Uint8Array> {
  for (let at = 0; at < compressedSize; at += PACKED)
    yield source.read(dataOffset + at, Math.min(PACKED, compressedSize - at));
}

function isOfZlib(error: unknown): boolean {
  return /^(Z_|ERR_)/.test((error as NodeJS.ErrnoException).code ?? "");
}
