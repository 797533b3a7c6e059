import { existsSync, mkdirSync, readdirSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, parse, relative, resolve } from "node:path";
import { attempt as withReason, makesNew, tolerate } from "../../files/attempt";
import { FileError, reasonOf } from "../../files/errors";
import { makeFolders, removeFolders } from "../../files/make-folders";
import type { Key } from "../../model/types";
import { MANIFEST_FILE, type RunManifest } from "../../protocol/manifest";
import { runFolderName } from "../layout";
import { clearAbandoned } from "./leftovers";
import { RunDamagedError, readManifest } from "../manifest/read";
import { claimRunNumber, isRunNumberFile } from "./run-number";

/** A run on disk. `manifest` is null when it cannot be read; `damage` then says why. */
export interface ListedRun {
  readonly folder: string;
  readonly name: string;
  readonly manifest: RunManifest | null;
  readonly damage: string | null;
}

/**
 * The folder of a config's runs: `two-neurons.runs` beside `two-neurons.glm.json`. With a `runsRoot` it lies below that and mirrors
 * the config's path: relative to the root's parent where the config lies below that (a `runs` folder in a workspace), else absolute.
 */
export function runsFolderOf(configFile: string, runsRoot?: string): string {
  const config = resolve(configFile);
  const name = basename(config).replace(/(\.glm)?\.jsonc?$/i, "") + ".runs";
  if (runsRoot === undefined) return join(dirname(config), name);
  const root = resolve(runsRoot);
  const within = relative(dirname(root), dirname(config));
  const outside = isAbsolute(within) || within.split(/[\\/]/)[0] === "..";
  return join(root, outside ? absoluteBelow(dirname(config)) : within, name);
}

/** An absolute path as a relative one: `/data/a` -> `data/a`, `C:\a` -> `C/a`. */
function absoluteBelow(folder: string): string {
  const { root } = parse(folder);
  return join(root.replace(/[\\/:]/g, ""), folder.slice(root.length));
}

/** The runs in a runs folder, newest first; folders without a manifest are left out. Throws FileError if it cannot be listed. */
export function runsIn(runsFolder: string): ListedRun[] {
  if (!existsSync(runsFolder)) return [];
  return attempt("runs cannot be listed", runsFolder, () => readdirSync(runsFolder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && existsSync(join(runsFolder, entry.name, MANIFEST_FILE)))
    .map((entry) => listedRun(join(runsFolder, entry.name)))
    .sort(newestFirst);
}

function listedRun(folder: string): ListedRun {
  const name = basename(folder);
  try {
    return { folder, name, manifest: readManifest(folder), damage: null };
  } catch (error) {
    if (!(error instanceof RunDamagedError)) throw error;
    return { folder, name, manifest: null, damage: error.message };
  }
}

function newestFirst(a: ListedRun, b: ListedRun): number {
  const byNumber = (b.manifest?.run_number ?? 0) - (a.manifest?.run_number ?? 0);
  return byNumber || (a.name < b.name ? 1 : -1);
}

/** A run's new folder, with all folders made for it, outermost first: they are removed when the run cannot be created. */
export interface MadeFolder {
  readonly folder: string;
  readonly made: readonly string[];
}

/** Makes a new folder, also for runs that start in the same second (`…-2`). Throws FileError and leaves nothing behind then. */
export function createRunFolder(runsFolder: string, started: Date, key: Key): MadeFolder {
  const made: string[] = [];
  try {
    return attempt(CANNOT_MAKE, runsFolder, () => {
      made.push(...makeFolders(runsFolder));
      ignoreInGit(runsFolder);
      const name = runFolderName(started, key);
      for (let attempts = 1; ; attempts++) {
        const folder = join(runsFolder, attempts === 1 ? name : `${name}-${attempts}`);
        if (!makesNew(() => mkdirSync(folder))) continue;
        made.push(folder);
        return { folder, made };
      }
    });
  } catch (error) {
    removeMade(made);
    throw error;
  }
}

/** Claims the next number of a runs folder: 1, 2, 3 … Throws FileError. */
export function nextRunNumber(runsFolder: string): number {
  return withReason(runsFolder, () =>
    claimRunNumber(runsFolder, () => runsIn(runsFolder).map(({ manifest }) => manifest?.run_number ?? 0)),
  );
}

/** Makes the folder that a person named for one run. It must be new or empty; leftovers of a killed run are removed. Throws FileError. */
export function createOutFolder(folder: string): MadeFolder {
  const made = attempt(CANNOT_MAKE, folder, () => makeFolders(folder));
  clearAbandoned(folder);
  if (attempt(CANNOT_MAKE, folder, () => readdirSync(folder)).length > 0) {
    throw new FileError(folder, `${folder} is not empty; a run needs a new or an empty folder`);
  }
  return { folder, made };
}

/** Removes folders made for a run that could not be created, with the hidden files of a new runs folder. */
export function removeMade(made: readonly string[]): void {
  for (const folder of [...made].reverse()) {
    clearKeeping(folder);
    removeFolders([folder]);
  }
}

/** Removes the hidden files of a runs folder that holds nothing else. */
function clearKeeping(folder: string): void {
  const isKeeping = (name: string): boolean => name === GIT_FILE || isRunNumberFile(name);
  const names = tolerate(() => readdirSync(folder)) ?? [];
  // The error that led here is reported.
  if (names.every(isKeeping)) for (const name of names) tolerate(() => unlinkSync(join(folder, name)));
}

const GIT_FILE = ".gitignore";

function ignoreInGit(runsFolder: string): void {
  // Only a new file: a link of that name may lead anywhere.
  makesNew(() => writeFileSync(join(runsFolder, GIT_FILE), "*\n", { flag: "wx" }));
}

const CANNOT_MAKE = "the folder of the run cannot be made";

function attempt<T>(what: string, path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const reason = error instanceof FileError ? error.message : reasonOf(error, path);
    throw new FileError(path, `${what}: ${reason}`, { cause: error });
  }
}
