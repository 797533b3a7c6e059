/** A text file's contents; or why and where its bytes are not text. */
export type DecodedText = { readonly text: string } | { readonly fault: TextFault };

/** The encodings that are read. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** The place where bytes are not text. */
export interface TextFault {
  /** Byte from 0; offset in the text (UTF-16) from 0; line and column (in characters) from 1. */
  readonly byte: number;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** The problem and its remedy. */
  readonly message: string;
}

const SAVE_AS_UTF_8 = "save the file as UTF-8";

/**
 * Decodes a text file: UTF-8, with or without a byte order mark, or UTF-16 with one. The mark is not part of the text.
 * Invalid bytes and zeros are a fault; nothing is ever replaced. Pass the encoding for a piece of a longer text.
 */
export function decodeText(bytes: Uint8Array, encoding = encodingOf(bytes)): DecodedText {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return { fault: faultOf(bytes, encoding) };
  }
  const zero = text.indexOf("\0");
  return zero < 0 ? { text } : { fault: zeroFault(text, zero, encoding) };
}

/** The encoding of a byte order mark; UTF-8 without one. */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}

function faultOf(bytes: Uint8Array, encoding: TextEncoding): TextFault {
  // A streaming decoder holds back incomplete characters, so the longest prefix that it accepts ends just before the
  // fault.
  let good = 0;
  let end = bytes.length;
  while (good < end) {
    const middle = good + Math.ceil((end - good) / 2);
    if (decodes(bytes.subarray(0, middle), encoding)) good = middle;
    else end = middle - 1;
  }
  const before = new TextDecoder(encoding).decode(bytes.subarray(0, good), { stream: true });
  const withheld = encoding === "utf-8" ? good - bytesOfMark(bytes) - new TextEncoder().encode(before).length : 0;
  const byte = Math.min(good - withheld, bytes.length - 1);
  const what =
    encoding === "utf-8"
      ? `byte 0x${bytes[byte].toString(16).padStart(2, "0")} is not UTF-8`
      : "this is half a UTF-16 character";
  return { byte, ...placeAfter(before), message: `${what}; ${SAVE_AS_UTF_8}` };
}

function bytesOfMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Text contains no zeros. UTF-16 without a mark does, and so do most binary files. */
function zeroFault(text: string, at: number, encoding: TextEncoding): TextFault {
  const before = text.slice(0, at);
  const byte = encoding === "utf-8" ? new TextEncoder().encode(before).length : 2 * at + 2;
  return {
    byte,
    ...placeAfter(before),
    message: `this is a zero: no text, or UTF-16 without its mark; ${SAVE_AS_UTF_8}`,
  };
}

/** The place at the end of a text. */
function placeAfter(text: string): Pick<TextFault, "offset" | "line" | "column"> {
  const lines = text.split(/\r\n|\n|\r/);
  return { offset: text.length, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
