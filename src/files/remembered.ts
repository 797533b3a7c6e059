import type { OpenFile } from "./open";
import { stampOf } from "./stamp";

/** More files than any config names; the one that was not asked for longest is forgotten. */
const MOST_REMEMBERED = 64;
/** Some file systems count in two seconds: what was written within them may be written again without a sign. */
const SETTLED_MS = 2000;

type Found<T> = { readonly value: T } | { readonly error: unknown };

/**
 * Reads from a file only what was not read from the same state of it before (its size, times and inode): the answer or the error then is
 * given again. For what takes a walk through the whole file.
 */
export function remembered<T>(read: (source: OpenFile) => T): (path: string, source: OpenFile) => T {
  const known = new Map<string, { readonly stamp: string; readonly found: Found<T> }>();
  return (path, source) => {
    const stamp = stampOf(source.status);
    const kept = known.get(path);
    known.delete(path);
    const found = kept?.stamp === stamp ? kept.found : attempt(() => read(source));
    if (Date.now() - source.status.mtimeMs > SETTLED_MS) known.set(path, { stamp, found });
    const [oldest] = known.keys();
    if (known.size > MOST_REMEMBERED) known.delete(oldest);
    if ("error" in found) throw found.error;
    return found.value;
  };
}

function attempt<T>(act: () => T): Found<T> {
  try {
    return { value: act() };
  } catch (error) {
    return { error };
  }
}
