import { exportCsv } from "../runs/export-csv";
import { openRun, type RunReader } from "../runs/reader/open";
import type { ExportProgress, ReadingService } from "./reading";

/** Runs that are kept open; of more the one that was not asked for longest is closed. */
const MOST_OPEN = 16;

/** Serves any number of runs, each opened when it is first asked for and closed when it is released or gone. */
export function createReadingService(onProgress: (progress: ExportProgress) => void): ReadingService {
  const readers = new Map<string, RunReader>();
  const exports = new Map<number, AbortController>();
  const release = (folder: string): void => {
    readers.get(folder)?.close();
    readers.delete(folder);
  };
  const readerOf = (folder: string): RunReader => {
    const reader = readers.get(folder) ?? openRun(folder);
    readers.delete(folder);
    readers.set(folder, reader);
    const [longestUnused] = readers.keys();
    if (readers.size > MOST_OPEN) release(longestUnused);
    return reader;
  };
  return {
    async query({ folder, method, argument }) {
      const ask = readerOf(folder)[method] as (argument: unknown) => Promise<unknown>;
      try {
        return await ask(argument);
      } catch (error) {
        // A run whose manifest is gone or damaged is opened anew when it is asked for again.
        if (method === "snapshot") release(folder);
        throw error;
      }
    },
    release: async (folder) => release(folder),
    async exportCsv({ id, ...request }) {
      const abort = new AbortController();
      exports.set(id, abort);
      try {
        await exportCsv(request, (fraction) => onProgress({ type: "exportProgress", id, fraction }), abort.signal);
      } finally {
        exports.delete(id);
      }
    },
    abortExport: async (id) => exports.get(id)?.abort(),
  };
}
