import type { ArraySource } from "../schema/sources";
import { computedArray } from "./computed";
import { fileArray, type FileContext } from "./files";
import type { GivenArray } from "./given";
import { listArray } from "./lists";
import { fittedArray } from "./nemos";

/** Opens the array of any source. Reads headers, not data. Throws SourceError. */
export function openSource(source: ArraySource, context: FileContext): GivenArray {
  if (Array.isArray(source)) return listArray(source);
  if (typeof source === "string" || (typeof source === "object" && "file" in source)) return fileArray(source, context);
  if (typeof source === "object" && "nemos" in source) return fittedArray(source.nemos, context);
  return computedArray(source);
}
