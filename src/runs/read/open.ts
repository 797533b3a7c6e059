import { ANYWHERE, type FileAccess } from "../../files/access";
import type { DataQueries, RunQueries } from "../../protocol/queries";
import { readManifest } from "../manifest/read";
import { QUERIES } from "./queries";
import { Session } from "./session";
import { ConfigWatch, snapshotOf } from "./snapshot";

/** A run that is read by ranges; closing it closes its files. */
export interface RunReader extends RunQueries {
  close(): void;
}

/**
 * Opens a run folder for reading; the run may still be going on. `snapshot` says what is wrong with its arrays, and the bins before the
 * damage can be read. Only files that `access` allows are opened, and nothing is written unless it allows all. In `runsRoots` runs mirror
 * the paths of their configs. Throws RunDamagedError when the manifest is missing or damaged; so does `snapshot` later.
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
  const queries = Object.entries(QUERIES).map(([name, query]) => [
    name,
    (asked: never) => answer<unknown>((session) => query(session, asked)),
  ]);
  return {
    ...(Object.fromEntries(queries) as DataQueries),
    snapshot: async () => {
      const { run, manifest } = renew();
      return snapshotOf(run, manifest, config);
    },
    close: () => session.close(),
  };
}
