import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are missing; returns the paths of those that it made, outermost first. Unlike `mkdir` with
 * `recursive` it fails with the system's own reason (EROFS where that says ENOENT), and leaves nothing then.
 */
export function makeFolders(folder: string): string[] {
  const missing: string[] = [];
  for (let at = folder; !isFolder(at); at = dirname(at)) {
    missing.unshift(at);
    if (dirname(at) === at) break;
  }
  const made: string[] = [];
  try {
    for (const path of missing) if (make(path)) made.push(path);
  } catch (error) {
    removeFolders(made);
    throw error;
  }
  return made;
}

/** Takes back what `makeFolders` made, from the innermost outwards, as far as it is empty. */
export function removeFolders(made: readonly string[]): void {
  try {
    for (const path of [...made].reverse()) rmdirSync(path);
  } catch {
    // Somebody has put something into it.
  }
}

/** Whether it was not there; another process may make it at the same time. */
function make(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && isFolder(path)) return false;
    throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
