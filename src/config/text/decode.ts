import { dirname } from "node:path";
import { ANYWHERE } from "../../files/access";
import { FileError } from "../../files/errors";
import { withFile } from "../../files/open";
import { bytes as bytesText } from "../../text/numbers";
import { decodeText } from "../../text/decode";
import { orSayWhere } from "../sources/missing";
import { ConfigError, type Problem } from "../types";

/** A larger config is not read: it would take too long, and its numbers belong into an array file. */
export const MOST_CONFIG_BYTES = 4e6;

/** A config as it is on disk. */
export interface ConfigText {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** The text of a config: UTF-8, or UTF-16 with its mark, which is no part of the text; or the problem with its place. */
export function decodeConfig(
  bytes: Uint8Array,
  file: string,
): { readonly text: string } | { readonly problem: Problem } {
  if (bytes.length > MOST_CONFIG_BYTES) return { problem: problemAt(file, tooLarge(bytes.length)) };
  const decoded = decodeText(bytes);
  if ("text" in decoded) return decoded;
  const { offset, line, column, message } = decoded.fault;
  return { problem: { ...problemAt(file, message), offset, line, column } };
}

/** Reads a config from disk. Throws ConfigError when it cannot be read, is no regular file, is too large, or is no text. */
export function readConfigFile(file: string): ConfigText {
  let bytes: Uint8Array;
  try {
    bytes = orSayWhere(file, { folder: dirname(file), access: ANYWHERE }, () =>
      withFile(file, ({ size, read }) => {
        if (size > MOST_CONFIG_BYTES) throw new ConfigError([problemAt(file, tooLarge(size))]);
        return read(0, size);
      }),
    );
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new ConfigError([problemAt(file, `the config cannot be read: ${error.message}`)]);
  }
  const decoded = decodeConfig(bytes, file);
  if ("problem" in decoded) throw new ConfigError([decoded.problem]);
  return { text: decoded.text, bytes };
}

/** The message for a config of too many bytes. */
export function tooLarge(size: number): string {
  return `a config of ${bytesText(size)} is too large (${bytesText(MOST_CONFIG_BYTES)} at most): save its numbers as .npy files and name those in it`;
}

/** A problem of the whole file, at its start. */
function problemAt(file: string, message: string): Problem {
  return { file, line: 1, column: 1, offset: 0, length: 0, severity: "error", message, path: [] };
}
