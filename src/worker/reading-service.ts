import type { RunQueries } from "../protocol/queries";
import type { RunPlaces } from "../runs/config-of-run";
import { EXPORTERS, exporterOf, exportRun } from "../runs/export";
import { openRun, type RunReader } from "../runs/read/open";
import type { ExportProgress, ReadingService, RunQuery } from "./reading";

/** Most open runs; beyond that the least recently used is closed. */
const MOST_OPEN = 16;

interface Open {
  readonly reader: RunReader;
  /** Number of unanswered queries. */
  asked: number;
}

/** Answers queries of any number of runs. A run is opened by its first query and closed when it is released or gone. */
export function createReadingService(onProgress: (progress: ExportProgress) => void): ReadingService {
  const runs = new Map<string, Open>();
  const exports = new Map<number, AbortController>();
  let places: RunPlaces = { access: { within: [] } };
  const release = (folder: string): void => {
    runs.get(folder)?.reader.close();
    runs.delete(folder);
  };
  /** Opens runs again when the access changes: the workspace became trusted. */
  const allow = (now: RunPlaces): void => {
    if (JSON.stringify(now) === JSON.stringify(places)) return;
    places = now;
    for (const folder of [...runs.keys()]) release(folder);
  };
  const openOf = (folder: string): Open => {
    const open = runs.get(folder) ?? { reader: openRun(folder, places.access, places.runsRoots), asked: 0 };
    runs.delete(folder);
    runs.set(folder, open);
    const longestUnused = [...runs].find(([, { asked }]) => asked === 0)?.[0];
    if (runs.size > MOST_OPEN && longestUnused !== undefined && longestUnused !== folder) release(longestUnused);
    return open;
  };
  const query = async ({ folder, method, argument }: Omit<RunQuery, "places">): Promise<unknown> => {
    const open = openOf(folder);
    open.asked++;
    try {
      if (!Object.hasOwn(open.reader, method)) throw new Error(`A run cannot be asked for "${method}".`);
      return await (open.reader[method as keyof RunQueries] as (argument: unknown) => Promise<unknown>)(argument);
    } catch (error) {
      const now = runs.get(folder);
      if (now && now !== open) return query({ folder, method, argument });
      // Open a run whose manifest is gone or damaged again with its next query.
      if (method === "snapshot") release(folder);
      throw error;
    } finally {
      open.asked--;
    }
  };
  return {
    async query({ places: now, ...asked }) {
      allow(now);
      return query(asked);
    },
    release: async (folder) => release(folder),
    exporters: async () => EXPORTERS.map(({ write: _, ...info }) => info),
    async exportRun({ id, exporter, ...request }) {
      const abort = new AbortController();
      exports.set(id, abort);
      try {
        const report = (fraction: number): void => onProgress({ type: "exportProgress", id, fraction });
        await exportRun(exporterOf(exporter), request, report, abort.signal);
      } finally {
        exports.delete(id);
      }
    },
    ping: async () => undefined,
    abortExport: async (id) => exports.get(id)?.abort(),
  };
}
