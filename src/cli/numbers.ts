import { parseKey } from "../model/keys";
import type { Key } from "../model/types";
import { readBinSize } from "../text/bin-size";
import { quoted, UsageError } from "./options";

/** The value of `--key`. Throws UsageError. */
export function keyOf(text: string): Key {
  const key = parseKey(text);
  if ("wrong" in key) throw new UsageError(`--key ${quoted(text)} cannot be used. ${key.wrong}`);
  return key;
}

/** A whole number of `things`, at least 1. Throws UsageError. */
export function wholeNumber(option: string, things: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
    throw new UsageError(`${option} takes a whole number of ${things}, 1 or more; it was ${quoted(text)}`);
  }
  return number;
}

/** The value of `--bin-size`. Throws UsageError. */
export function secondsOf(text: string): number {
  const seconds = readBinSize(text);
  if (seconds === null)
    throw new UsageError(`--bin-size takes the seconds of a bin, more than 0; it was ${quoted(text)}`);
  return seconds;
}
