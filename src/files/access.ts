import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Which files may be opened. Plain data, so that it can be sent to worker threads. */
export interface FileAccess {
  /** Folders whose files may be opened; null: any file. An untrusted workspace allows only its own folders. */
  readonly within: readonly string[] | null;
}

/** Few systems allow longer paths, and resolving their links is slow. */
const LONGEST_PATH = 4096;

/** Any file may be opened. */
export const ANYWHERE: FileAccess = { within: null };

/** Whether a file may be opened. Links are resolved; a network path (`\\server\…`) is inside no folder. */
export function mayOpen(file: string, { within }: FileAccess): boolean {
  if (within === null) return true;
  const path = resolve(file);
  if (isNetworkPath(path) || path.length > LONGEST_PATH) return false;
  return within.some(
    (folder) => isInside(path, resolve(folder)) && isInside(truePath(path), truePath(resolve(folder))),
  );
}

/** Whether files may be written unasked, such as cached summaries beside a run: not where reading is restricted. */
export function mayWrite({ within }: FileAccess): boolean {
  return within === null;
}

function isNetworkPath(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

/** Whether a path is a folder or inside it. Links are not resolved. */
export function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The path with all links resolved; where it does not exist, its existing part is resolved. */
function truePath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(truePath(parent), relative(parent, path));
  }
}
