import type { ArraySource } from "../schema/sources";
import { computedArray } from "./computed";
import { fileArray, type FileContext } from "./files";
import type { GivenArray } from "./given";
import { listArray } from "./lists";

/** Opens the array of any source. Reads headers, not data. Throws SourceError. */
export function openSource(source: ArraySource, context: FileContext): GivenArray {
  if (Array.isArray(source)) return listArray(source);
  if (typeof source === "string" || (typeof source === "object" && "file" in source)) return fileArray(source, context);
  return computedArray(source);
}
