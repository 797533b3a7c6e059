import { opendirSync } from "node:fs";

/** The sorted names in a folder, at most `most`; empty when the folder cannot be read. */
export function namesIn(folder: string, most: number): string[] {
  const names: string[] = [];
  try {
    const entries = opendirSync(folder);
    try {
      for (let entry = entries.readSync(); entry && names.length < most; entry = entries.readSync())
        names.push(entry.name);
    } finally {
      entries.closeSync();
    }
  } catch {
    // An unreadable folder has no names.
  }
  return names.sort();
}
