import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Which files may be looked at. Plain data, so that it travels to worker threads. */
export interface FileAccess {
  /** Folders within which files may be opened; null: anywhere. A workspace that is not trusted allows its own folders only. */
  readonly within: readonly string[] | null;
}

/** Hardly any system opens longer ones, and following their links part by part takes long. */
const LONGEST_PATH = 4096;

export const ANYWHERE: FileAccess = { within: null };

/** Whether a file may be opened: links are followed to where they lead, and a network path (`\\server\…`) lies in no folder. */
export function mayOpen(file: string, { within }: FileAccess): boolean {
  if (within === null) return true;
  const path = resolve(file);
  if (isNetworkPath(path) || path.length > LONGEST_PATH) return false;
  return within.some(
    (folder) => isInside(path, resolve(folder)) && isInside(truePath(path), truePath(resolve(folder))),
  );
}

/** Whether anything may be written by itself, such as what is computed beside a run: not where reading is bounded already. */
export function mayWrite({ within }: FileAccess): boolean {
  return within === null;
}

function isNetworkPath(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

/** Whether a path is that of a folder or lies in it. Links are not followed. */
export function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Where a path leads in the end; of one that does not exist, the part that does is followed. */
function truePath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(truePath(parent), relative(parent, path));
  }
}
