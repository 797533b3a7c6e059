import { type Dirent, readdirSync, rmdirSync, statSync, unlinkSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { withFile } from "../../files/open";
import type { RunManifest } from "../../protocol/manifest";
import { isRunFile, MANIFEST_FILE, RESERVE_FILE, writerOfTemporary } from "../layout";
import { isGone, readManifest } from "../manifest/read";

/** How many of the newest runs are looked through: a kill leaves its traces in one of them, and older ones were cleared by the runs after it. */
const LOOKED_THROUGH = 32;

/** As `runFolderName` makes them. */
const RUN_FOLDER = /^\d{8}T\d{6}Z-key\d+(-\d+){0,2}$/;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;

/** Bytes at the beginning of the reserve in which its writer stands. */
const SIGNATURE = 1024;

type Writer = RunManifest["process"];

/**
 * Clears away what processes left in a runs folder that were killed: temporary files, the space of a last manifest, and folders of runs that
 * never began. Only what is certainly ours and dead goes: of a name that we give, and its process is gone; where it is not known which
 * process that was, or it ran on another machine, after a time in which no live one leaves it alone. Never throws: it is done for order's sake.
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

/** Empties a folder that a person named, where a run was to begin in it whose process is gone. */
export function clearAbandoned(folder: string): void {
  const files = filesWithoutManifest(folder);
  // Other names than that of the reserve may be that person's, unless we have signed it.
  if (files !== null && (writerOf(folder) !== null || hasOnlyReserve(files)) && isDead(folder, files))
    files.forEach(remove);
}

/** The files of a folder in which a run was to begin; null where one did, or something else is in it. */
function filesWithoutManifest(folder: string): string[] | null {
  const entries = entriesOf(folder);
  const isAbandoned = entries.every((entry) => entry.isFile() && isRunFile(entry.name) && entry.name !== MANIFEST_FILE);
  return isAbandoned ? entries.map(({ name }) => join(folder, name)) : null;
}

function isDead(folder: string, files: readonly string[]): boolean {
  const writer = writerOf(folder);
  const silence = Math.min(...[folder, ...files].map(ageOf));
  if (writer !== null) return isCertainlyGone(writer, silence);
  // Making a folder and signing it takes no time at all; versions before this one did not sign it.
  return silence > (hasOnlyReserve(files) ? MINUTE : HOUR);
}

function hasOnlyReserve(files: readonly string[]): boolean {
  return files.every((file) => basename(file) === RESERVE_FILE);
}

/** Removes what lies beside the files of a run. */
function clearRun(folder: string): void {
  const names = entriesOf(folder)
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const temporary = names.filter((name) => writerOfTemporary(name) !== null);
  // Nearly always there is nothing, and the manifest need not be read.
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

/** Removes a temporary file whose process, of which the machine is not known, seems gone and which nobody has touched for an hour. */
function clearTemporary(file: string, name: string): void {
  const pid = writerOfTemporary(name);
  if (pid !== null && isGone({ pid, host: hostname() }) && ageOf(file) > HOUR) remove(file);
}

/** On this machine one asks the system, however long a process is silent: it may be suspended. One of another machine is gone after a week of silence. */
function isCertainlyGone(writer: Writer, silence: number): boolean {
  return writer.host === hostname() ? isGone(writer) : silence > WEEK;
}

/** Which process was to write a run into the folder; null where that cannot be read. */
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

/** Milliseconds since it was last changed; 0 where that cannot be told. */
function ageOf(path: string): number {
  return Math.max(0, Date.now() - (tolerate(() => statSync(path).mtimeMs) ?? Infinity));
}

function remove(file: string): void {
  tolerate(() => unlinkSync(file));
}

function tolerate<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
