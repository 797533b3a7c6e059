import { statSync, type Stats } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, parse, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { mayOpen, type FileAccess } from "../../files/access";
import { FileError } from "../../files/errors";
import { namesIn } from "../../files/names";
import { shorten } from "../../text/shorten";
import { meantText, nearestFile } from "../text/suggest";

/** Where a config names files from, and which files may be looked at. */
interface Surroundings {
  readonly folder: string;
  readonly access: FileAccess;
}

/**
 * Runs what opens a file that is named `given`. Where there is none, the FileError says how to name the one that is meant: as paths are
 * written in configs, or the nearest name in that folder.
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

/** A path as other programs and systems write it: why that is none here, and the path as it is written here; null where there is none. */
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
  if (/%[0-9a-f]{2}/i.test(given)) return decoded(given);
  return null;
}

function pathOfUrl(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return url.replace(/^file:\/*/i, "/");
  }
}

function decoded(given: string): readonly [string, string] | null {
  try {
    return ["names are not percent-encoded in a config", decodeURIComponent(given)];
  } catch {
    return null;
  }
}

function exists(path: string, { folder, access }: Surroundings): boolean {
  const file = resolve(folder, path);
  if (!mayOpen(file, access)) return false;
  return statusOf(file) !== undefined;
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Too long a path, a circle of links, no permission: nothing to suggest.
    return undefined;
  }
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

/** A folder of more files is not looked through to the end. */
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
