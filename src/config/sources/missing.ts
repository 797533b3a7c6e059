import { statSync, type Stats } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, parse, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { mayOpen, type FileAccess } from "../../files/access";
import { tolerate } from "../../files/attempt";
import { FileError } from "../../files/errors";
import { namesIn } from "../../files/names";
import { shorten } from "../../text/shorten";
import { meantText, nearestFile } from "../text/suggest";

/** The folder of relative paths, and which files may be opened. */
interface Surroundings {
  readonly folder: string;
  readonly access: FileAccess;
}

/**
 * Runs a function that opens the file named `given`. If it is missing, the FileError suggests the right name: as paths are written in
 * configs, or the nearest name in the folder.
 */
export function orSayWhere<T>(given: string, around: Surroundings, act: () => T): T {
  if (given.includes("\0")) throw new FileError(given, "a file name holds no zero character");
  try {
    return act();
  } catch (error) {
    if (!(error instanceof FileError) || (error.code !== "ENOENT" && error.code !== "ENOTDIR")) throw error;
    const hint = hintFor(given, around);
    throw hint === null ? error : new FileError(error.path, `${error.message}; ${hint}`, { cause: error.cause });
  }
}

function hintFor(given: string, around: Surroundings): string | null {
  const [why, meant] = otherSpelling(given) ?? ["", given];
  if (meant === null) return why;
  const found = foundFor(meant, around);
  if (!why) return found;
  const write = `write ${JSON.stringify(shorten(meant))}`;
  return exists(meant, around) || found === null ? `${why}: ${write}` : `${why}: ${write}, but ${found}`;
}

/** For a path in another program's or system's notation: why it does not work here, and the right path, or null. */
function otherSpelling(given: string): readonly [why: string, meant: string | null] | null {
  const trimmed = given
    .trim()
    .replace(/^(["'`])(.*)\1$/s, "$2")
    .trim();
  if (trimmed === "") return ["blanks are no name of a file", null];
  if (trimmed !== given) return ["blanks and quotes around a name are a part of it", trimmed];
  if (/^file:/i.test(given)) return ["a file is named by its path, not by an address", pathOfUrl(given)];
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(given))
    return ["files are not fetched from an address: download it, and name the file here", null];
  if (/^~[\\/]/.test(given)) return ["~ is not expanded", join(homedir(), given.slice(2).replaceAll("\\", "/"))];
  if (/^~|^\$\{?\w|^%\w+%|^\$env:/i.test(given)) return ["variables are not expanded: write the path itself", null];
  if (sep === "/" && /^[a-z]:[\\/]/i.test(given))
    return ["this is a path of Windows, and paths of this machine begin with /", null];
  if (sep === "/" && /^\\\\/.test(given)) return ["this is a network path of Windows; mount it, and write where", null];
  if (sep === "/" && given.includes("\\"))
    return ["folders are separated by / in a config", given.replaceAll("\\", "/")];
  const decoded = tolerate(() => decodeURIComponent(given)) ?? given;
  return decoded === given ? null : ["names are not percent-encoded in a config", decoded];
}

function pathOfUrl(url: string): string {
  return tolerate(() => fileURLToPath(url)) ?? url.replace(/^file:\/*/i, "/");
}

function exists(path: string, { folder, access }: Surroundings): boolean {
  const file = resolve(folder, path);
  return mayOpen(file, access) && statusOf(file) !== null;
}

/** null also for too long a path, a loop of links, or without permission: nothing to suggest. */
function statusOf(path: string): Stats | null {
  return tolerate(() => statSync(path));
}

/** What there is instead of a file that is missing, by the first part of its path that is missing; null when nothing is like it. */
function foundFor(given: string, { folder, access }: Surroundings): string | null {
  const file = resolve(folder, given);
  const parent = deepestFolder(dirname(file));
  if (!mayOpen(parent, access)) return null;
  const [missing, ...below] = relative(parent, file).split(sep);
  const names = namesIn(parent, MOST_NAMES);
  const likely = likeliest(missing, names);
  const where = below.length > 0 ? `there is no folder ${shorten(missing)} in ${shorten(parent)}` : null;
  if (likely === null) return where;
  const meant = join(parent, likely.name, ...below);
  const written = given === file ? meant : relative(folder, meant).split(sep).join("/");
  return `${where && !likely.why ? `${where}; ` : ""}${meantText(written)}${likely.why}`;
}

function deepestFolder(path: string): string {
  const { root } = parse(path);
  let folder = path;
  while (folder !== root && !statusOf(folder)?.isDirectory()) folder = dirname(folder);
  return folder;
}

/** Most files of a folder that are compared. */
const MOST_NAMES = 5000;

function likeliest(missing: string, names: readonly string[]): { readonly name: string; readonly why: string } | null {
  const sameBy = (simplify: (name: string) => string): string | undefined =>
    names.find((name) => simplify(name) === simplify(missing));
  const unicode = sameBy((name) => name.normalize("NFC"));
  if (unicode !== undefined)
    return {
      name: unicode,
      why: ` Its letters look the same, but are stored in another form of Unicode (${formOf(unicode)}, not ${formOf(missing)})`,
    };
  const spaced = sameBy((name) => name.trim());
  if (spaced !== undefined) return { name: spaced, why: " It differs in blanks at an end" };
  const capitals = sameBy((name) => name.normalize("NFC").toLowerCase());
  if (capitals !== undefined) return { name: capitals, why: " Capitals and small letters are different here" };
  const near = nearestFile(missing, names) ?? sameBy((name) => parse(name).name);
  return near === undefined || near === null ? null : { name: near, why: "" };
}

function formOf(name: string): string {
  return name === name.normalize("NFC") ? "NFC" : "NFD";
}
