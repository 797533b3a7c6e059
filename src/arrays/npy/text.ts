import { ArrayFileError } from "../errors";
import type { ByteSource } from "../ndarray";
import { readNpyFields } from "./header";

/** Most characters of a text that are read; names are shorter. */
const MOST_CHARACTERS = 4096;

/** The one text that a .npy file of dtype `<U…` without axes holds (as `numpy.save` writes a str); null when it holds something else. */
export function readNpyText(source: ByteSource): string | null {
  const { descr, shape, dataOffset } = readNpyFields(source);
  const [, order, digits] = /^([<>=])U(\d+)$/.exec(typeof descr === "string" ? descr : "") ?? [];
  if (digits === undefined || shape.length > 0) return null;
  const length = Math.min(Number(digits), MOST_CHARACTERS);
  if (dataOffset + 4 * length > source.size) throw new ArrayFileError("the file ends within its text; it was cut off");
  const bytes = source.read(dataOffset, 4 * length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = "";
  for (let i = 0; i < length; i++) {
    const code = view.getUint32(4 * i, order !== ">");
    if (code > 0x10ffff)
      throw new ArrayFileError("the file holds a text with characters that there are not; it is damaged");
    text += String.fromCodePoint(code);
  }
  return text.replace(/\0+$/, "");
}
