import { type Dirent, readdirSync, rmdirSync, statSync, unlinkSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { tolerate } from "../../files/attempt";
import { withFile } from "../../files/open";
import type { RunManifest } from "../../protocol/manifest";
import { isRunFile, MANIFEST_FILE, RESERVE_FILE, writerOfTemporary } from "../layout";
import { isGone, readManifest } from "../manifest/read";

/** How many of the newest runs are searched: a killed run is one of them, and later runs have cleared up the older ones. */
const LOOKED_THROUGH = 32;

/** As `runFolderName` makes them. */
const RUN_FOLDER = /^\d{8}T\d{6}Z-key\d+(-\d+){0,2}$/;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;

/** Bytes at the start of the reserve that name its writer. */
const SIGNATURE = 1024;

type Writer = RunManifest["process"];

/**
 * Removes what killed processes left in a runs folder: temporary files, reserves of last manifests, and folders of runs that never started.
 * Only files with names of ours are removed, and only when the process that wrote them is gone. Where that process is unknown, or ran on
 * another machine, a file must also be older than any live process would leave it. Never throws.
 */
export function clearLeftovers(runsFolder: string): void {
  const entries = entriesOf(runsFolder);
  for (const { name } of entries.filter((entry) => entry.isFile())) clearTemporary(join(runsFolder, name), name);
  const folders = entries.filter((entry) => entry.isDirectory() && RUN_FOLDER.test(entry.name)).map(({ name }) => name);
  for (const name of folders.sort().slice(-LOOKED_THROUGH)) {
    const folder = join(runsFolder, name);
    const files = filesWithoutManifest(folder);
    if (files === null) clearRun(folder);
    else if (isDead(folder, files)) {
      files.forEach(remove);
      tolerate(() => rmdirSync(folder));
    }
  }
}

/** Empties a folder that a person named, when a run was about to start in it and its process is gone. */
export function clearAbandoned(folder: string): void {
  const files = filesWithoutManifest(folder);
  // Files other than the reserve may be that person's own, unless the reserve names a writer.
  if (files !== null && (writerOf(folder) !== null || hasOnlyReserve(files)) && isDead(folder, files))
    files.forEach(remove);
}

/** The files of a run's folder without a manifest; null where there is a manifest, or a file that is not a run's. */
function filesWithoutManifest(folder: string): string[] | null {
  const entries = entriesOf(folder);
  const isAbandoned = entries.every((entry) => entry.isFile() && isRunFile(entry.name) && entry.name !== MANIFEST_FILE);
  return isAbandoned ? entries.map(({ name }) => join(folder, name)) : null;
}

function isDead(folder: string, files: readonly string[]): boolean {
  const writer = writerOf(folder);
  const silence = Math.min(...[folder, ...files].map(ageOf));
  if (writer !== null) return isCertainlyGone(writer, silence);
  // A folder gets its reserve, with the writer's name, at once; earlier versions wrote no name into it.
  return silence > (hasOnlyReserve(files) ? MINUTE : HOUR);
}

function hasOnlyReserve(files: readonly string[]): boolean {
  return files.every((file) => basename(file) === RESERVE_FILE);
}

/** Removes temporary files and the reserve from a run's folder. */
function clearRun(folder: string): void {
  const names = entriesOf(folder)
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const temporary = names.filter((name) => writerOfTemporary(name) !== null);
  // Nearly always there is nothing to remove; skip reading the manifest.
  if (temporary.length === 0 && !names.includes(RESERVE_FILE)) return;
  const manifest = tolerate(() => readManifest(folder));
  if (!manifest) return;
  const isGoneNow = isCertainlyGone(manifest.process, ageOf(join(folder, MANIFEST_FILE)));
  if (isGoneNow || manifest.status !== "running") remove(join(folder, RESERVE_FILE));
  for (const name of temporary) {
    if (writerOfTemporary(name) !== manifest.process.pid) clearTemporary(join(folder, name), name);
    else if (isGoneNow) remove(join(folder, name));
  }
}

/** Removes a temporary file that is older than an hour and whose process seems gone; its machine is not known. */
function clearTemporary(file: string, name: string): void {
  const pid = writerOfTemporary(name);
  if (pid !== null && isGone({ pid, host: hostname() }) && ageOf(file) > HOUR) remove(file);
}

/** On this machine the system knows whether a process lives. One of another machine counts as gone after a week of silence. */
function isCertainlyGone(writer: Writer, silence: number): boolean {
  return writer.host === hostname() ? isGone(writer) : silence > WEEK;
}

/** The process named in the reserve; null where it cannot be read. */
function writerOf(folder: string): Writer | null {
  const text = tolerate(() =>
    withFile(join(folder, RESERVE_FILE), ({ size, read }) =>
      Buffer.from(read(0, Math.min(size, SIGNATURE))).toString(),
    ),
  );
  const writer = text && tolerate(() => JSON.parse(text) as Partial<Writer> | null);
  return writer && typeof writer.pid === "number" && typeof writer.host === "string"
    ? { pid: writer.pid, host: writer.host }
    : null;
}

function entriesOf(folder: string): Dirent[] {
  return tolerate(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}

/** Milliseconds since the last change; 0 where that is unknown. */
function ageOf(path: string): number {
  return Math.max(0, Date.now() - (tolerate(() => statSync(path).mtimeMs) ?? Infinity));
}

function remove(file: string): void {
  tolerate(() => unlinkSync(file));
}
