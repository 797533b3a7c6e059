import { opendirSync } from "node:fs";

/** The names of what is in a folder, sorted, at most so many; none where it cannot be read. */
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
    // What there is cannot be said.
  }
  return names.sort();
}
