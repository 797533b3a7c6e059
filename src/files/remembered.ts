import type { OpenFile } from "./open";
import { stampOf } from "./stamp";

/** More files than any config names; the least recently used one is dropped. */
const MOST_REMEMBERED = 64;
/** Some file systems store times in steps of two seconds: a second write within one step leaves no trace. */
const SETTLED_MS = 2000;

type Found<T> = { readonly value: T } | { readonly error: unknown };

/** Caches what `read`, a pass over a whole file, returned or threw, per path, while its size, times and inode stay the same. */
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
