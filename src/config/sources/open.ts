import type { ArraySource } from "../schema/sources";
import { filledArray, normalArray } from "./computed";
import { fileArray, type FileContext } from "./files";
import type { GivenArray } from "./given";
import { listArray } from "./lists";

/** The array that a source gives, whichever way it is given. Reads headers, not data. Throws SourceError. */
export function openSource(source: ArraySource, context: FileContext): GivenArray {
  if (typeof source === "number") return filledArray(source, null);
  if (Array.isArray(source)) return listArray(source);
  if (typeof source === "string" || "file" in source) return fileArray(source, context);
  if ("fill" in source) return filledArray(source.fill, source.shape ?? null);
  return normalArray(source.normal, source.shape ?? null);
}
