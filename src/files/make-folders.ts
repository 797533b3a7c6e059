import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { tolerate } from "./attempt";

/**
 * Makes a folder and its missing parents; returns the paths it made, outermost first. Unlike `mkdir` with `recursive`,
 * it throws the system's own error (EROFS instead of ENOENT) and then leaves nothing behind.
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

/** Removes the empty ones of the folders that `makeFolders` made, innermost first. */
export function removeFolders(made: readonly string[]): void {
  // One that is not empty is used by another process.
  tolerate(() => made.toReversed().forEach((path) => rmdirSync(path)));
}

/** False when it exists already: another process may make it at the same time. */
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
  return tolerate(() => statSync(path).isDirectory()) ?? false;
}
