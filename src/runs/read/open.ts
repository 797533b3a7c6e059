import { ANYWHERE, type FileAccess } from "../../files/access";
import type { RunQueries } from "../../protocol/queries";
import { readManifest } from "../manifest/read";
import { cell, nextSpike } from "./queries/lookups";
import { raster } from "./queries/raster";
import { rates } from "./queries/rates";
import { Session } from "./session";
import { ConfigWatch, snapshotOf } from "./snapshot";
import { neuronsIn } from "./queries/totals";

/** A run that is read by ranges; closing it closes its files. */
export interface RunReader extends RunQueries {
  close(): void;
}

/**
 * Opens a run folder for reading; the run may still be going on. What is wrong with its arrays is told by `snapshot`, and the bins
 * before the damage can be read. Nothing is opened that lies where `access` does not reach, and nothing is written unless it reaches
 * anywhere. In `runsRoots` runs mirror the paths of their configs. Throws RunDamagedError when the manifest is missing or damaged; so does `snapshot` later.
 */
export function openRun(folder: string, access: FileAccess = ANYWHERE, runsRoots: readonly string[] = []): RunReader {
  let session = new Session(folder, readManifest(folder, access), access);
  const config = new ConfigWatch(folder, { access, runsRoots });
  const renew = (): Session => {
    const manifest = readManifest(folder, access);
    if (!session.follow(manifest)) {
      session.close();
      session = new Session(folder, manifest, access);
    }
    return session;
  };
  /** Where another session has begun until a query is answered, it is put to that one. */
  const answer = async <T>(query: (session: Session) => T | Promise<T>): Promise<T> => {
    const asked = session;
    try {
      return await asked.answer(() => query(asked));
    } catch (error) {
      if (asked === session) throw error;
      return answer(query);
    }
  };
  return {
    snapshot: async () => {
      const { run, manifest } = renew();
      return snapshotOf(run, manifest, config);
    },
    raster: (query) => answer(({ run, brightness }) => raster(run, query, brightness)),
    rates: (query) => answer(({ run }) => rates(run, query)),
    drive: (query) => answer(({ run, drive, manifest }) => drive.answer(run, manifest, query)),
    population: (query) => answer(({ run, population }) => population.answer(run, query)),
    neurons: ({ range }) => answer(({ run }) => neuronsIn(run, range)),
    cell: (query) => answer(({ run }) => cell(run, query)),
    nextSpike: (query) => answer(({ run }) => nextSpike(run, query)),
    close: () => session.close(),
  };
}
