import type { ByteSource } from "./ndarray";
import { decodeText, encodingOf } from "../text/decode";
import { NPY_MAGIC } from "./npy/header";

/** A file's kind by its contents, whatever its name. `other` is something known that cannot be read, described by `what`. */
export type FileKind =
  { readonly kind: "npy" | "zip" | "text" | "binary" } | { readonly kind: "other"; readonly what: string };

/** Bytes that are inspected. */
const LOOKED_AT = 4096;

const SIGNATURES: readonly (readonly [signature: string, what: string])[] = [
  [
    "\x89HDF\r\n\x1a\n",
    "an HDF5 file (.h5, .hdf5, .nwb, a MATLAB 7.3 .mat); read the array with h5py and save it with numpy.save",
  ],
  ["MATLAB 7.3", "a MATLAB file of version 7.3 (HDF5); read it with h5py and save the array with numpy.save"],
  ["MATLAB 5.0", "a MATLAB file; read it with scipy.io.loadmat and save the array with numpy.save"],
  ["\x1f\x8b", "compressed with gzip; unpack it first (gunzip)"],
  ["BZh", "compressed with bzip2; unpack it first (bunzip2)"],
  ["\xfd7zXZ\x00", "compressed with xz; unpack it first (unxz)"],
  ["\x28\xb5\x2f\xfd", "compressed with Zstandard; unpack it first (unzstd)"],
  ["7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"],
  ["Rar!\x1a\x07", "a RAR archive; unpack it first"],
  ["\x89PNG\r\n\x1a\n", "an image (PNG)"],
  ["\xff\xd8\xff", "an image (JPEG)"],
  ["GIF8", "an image (GIF)"],
  ["II*\x00", "an image (TIFF)"],
  ["MM\x00*", "an image (TIFF)"],
  ["RIFF", "a sound, film or image (RIFF)"],
  ["%PDF", "a PDF document"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word document; save the sheet as .csv"],
  ["SQLite format 3\x00", "an SQLite database"],
  ["PAR1", "a Parquet file; read it with pandas and save the array with numpy.save"],
  ["ARROW1", "a Feather or Arrow file; read it with pandas and save the array with numpy.save"],
  ["RDX", "a file of R's save; write the matrix with write.csv"],
  ["\x00\x05\x16\x07", "what macOS keeps beside a file (._…); the file itself has the name without ._"],
  ["bplist00", "a property list of macOS"],
];

const TEXTS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^version https:\/\/git-lfs\.github\.com\//, "a Git LFS pointer, not the file itself; fetch it with: git lfs pull"],
  [
    /^(\.\.\/)*(\.git|\/)[\w/.-]*annex\/objects\//,
    "a git-annex pointer, not the file itself; fetch it with: git annex get",
  ],
  [
    /^\s*(<!doctype html|<html|<head|<body)/i,
    "an HTML page, perhaps of an error or a log-in; download the file itself",
  ],
  [/^\s*<(\?xml|!doctype)/i, "an XML file"],
  [/^(c[\w.]+\n\w+\n|\(dp\d|\(lp\d)/, "a Python pickle; load it with pickle and save the array with numpy.save"],
];

/** Determines a file's kind from its first bytes, or from its size when it is empty. */
export function fileKind(source: ByteSource): FileKind {
  if (source.size === 0)
    return { kind: "other", what: "empty (0 bytes): it was not written yet, or the disk was full" };
  const start = source.read(0, Math.min(source.size, LOOKED_AT));
  if (NPY_MAGIC.every((byte, i) => start[i] === byte)) return { kind: "npy" };
  const characters = String.fromCharCode(...start);
  if (/^PK(\x03\x04|\x05\x06)/.test(characters)) return { kind: "zip" };
  const what =
    SIGNATURES.find(([signature]) => characters.startsWith(signature))?.[1] ?? otherBinary(start, characters);
  if (what !== undefined) return { kind: "other", what };
  const text = textOf(start);
  if (text === null)
    return isBareUtf16(start)
      ? { kind: "other", what: "UTF-16 without its byte order mark; save it as UTF-8" }
      : { kind: "binary" };
  const known = TEXTS.find(([pattern]) => pattern.test(text));
  return known ? { kind: "other", what: known[1] } : { kind: "text" };
}

function otherBinary(start: Uint8Array, characters: string): string | undefined {
  if (start.every((byte) => byte === 0))
    return "all zero bytes at its start: it was not written completely, or is not downloaded yet";
  if (start[0] === 0x80 && start[1] >= 2 && start[1] <= 5)
    return "a Python pickle; load it with pickle and save the array with numpy.save";
  if (characters.startsWith("ustar", 257)) return "a tar archive; unpack it first";
  return undefined;
}

/** null when it is not text. Invalid UTF-8 is left to the text reader, which reports its place. */
function textOf(start: Uint8Array): string | null {
  if (encodingOf(start) !== "utf-8") {
    const decoded = decodeText(start.subarray(0, start.length & ~1));
    return "text" in decoded ? decoded.text : "";
  }
  if (start.includes(0)) return null;
  return new TextDecoder().decode(start);
}

/** Latin text as UTF-16: one byte of each character is 0. */
function isBareUtf16(start: Uint8Array): boolean {
  const zeros = [0, 1].map((odd) => start.filter((byte, i) => i % 2 === odd && byte === 0).length);
  return zeros.includes(0) && Math.max(...zeros) >= Math.floor(start.length / 2);
}
