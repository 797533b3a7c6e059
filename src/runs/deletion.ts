import { type Dirent, lstatSync, readdirSync, realpathSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join, resolve } from "node:path";
import { isInside } from "../files/access";
import { attempt, attemptAsync, tolerate } from "../files/attempt";
import type { RunManifest } from "../protocol/manifest";
import { isRunFile, MANIFEST_FILE } from "./layout";
import { isGone, shownStatus } from "./manifest/read";

/** What deleting a run would do. */
export type Deletion =
  /** The folder holds only these files, which the run wrote: it is deleted as a whole. */
  | { readonly type: "folder"; readonly folder: string; readonly files: readonly string[] }
  /** Only the run's own files are deleted. The folder stays with the `others` in it; `why` says so in words. */
  | {
      readonly type: "files";
      readonly folder: string;
      readonly files: readonly string[];
      readonly others: readonly string[];
      readonly why: string;
    }
  /** Nothing may be deleted. */
  | { readonly type: "refused"; readonly folder: string; readonly why: string };

/** Files that operating systems put into any folder. */
const OF_THE_SYSTEM = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/**
 * What deleting the run in `folder` would do. Nothing is deleted that the run did not write, and no folder that people work in (one of
 * `workspaceFolders`, or one that holds them; links are followed). `manifest` is null where it is damaged.
 */
export function planDeletion(
  folder: string,
  manifest: RunManifest | null,
  workspaceFolders: readonly string[],
): Deletion {
  const writer = manifest && writerOf(manifest);
  if (writer !== null) return { type: "refused", folder, why: writer };
  const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  if (!entries.some((entry) => entry.name === MANIFEST_FILE && entry.isFile()))
    return { type: "refused", folder, why: `there is no ${MANIFEST_FILE} in ${folder}` };
  const mine = (entry: Dirent): boolean => entry.isFile() && (isRunFile(entry.name) || OF_THE_SYSTEM.has(entry.name));
  const others = entries.filter((entry) => !mine(entry)).map(({ name }) => name);
  // The manifest comes last: while it is there, deleting can be tried again.
  const files = [
    ...entries.filter((entry) => mine(entry) && entry.name !== MANIFEST_FILE).map(({ name }) => name),
    MANIFEST_FILE,
  ];
  const why = whyItStays(folder, others, workspaceFolders);
  return why === null ? { type: "folder", folder, files } : { type: "files", folder, files, others, why };
}

/** Deletes files of a folder, then the folder if empty; returns whether it is gone. Throws FileError at the first that stays. */
export async function deleteFiles(folder: string, files: readonly string[], keepFolder: boolean): Promise<boolean> {
  for (const name of files) await attemptAsync(join(folder, name), () => rm(join(folder, name), { force: true }));
  if (keepFolder) return false;
  return rmdir(folder).then(
    () => true,
    () => false,
  );
}

/** Why another process may still be writing the run; null when none is. */
function writerOf(manifest: RunManifest): string | null {
  const { pid, host } = manifest.process;
  const here = host === hostname();
  if (manifest.status !== "running" || (here && pid === process.pid)) return null;
  const alive = here && !isGone(manifest.process);
  if (!alive && shownStatus(manifest) !== "running") return null;
  const what = alive
    ? `process ${pid} is writing it`
    : `process ${pid} on ${host} was writing it less than a minute ago`;
  return `${what}. Stop that first; if it is another program by now, delete the folder in the Explorer`;
}

function whyItStays(folder: string, others: readonly string[], workspaceFolders: readonly string[]): string | null {
  if (lstatSync(folder).isSymbolicLink()) return "it is a link";
  const held = workspaceFolders.find((workspace) => isInside(realPath(workspace), realPath(folder)));
  if (held !== undefined)
    return realPath(held) === realPath(folder)
      ? "it is a folder of the workspace"
      : `the workspace ${basename(held)} lies in it`;
  return others.length > 0 ? "other things are in it" : null;
}

function realPath(path: string): string {
  return tolerate(() => realpathSync.native(path)) ?? resolve(path);
}
