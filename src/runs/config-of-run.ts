import { stat } from "node:fs/promises";
import { basename, dirname, join, parse, relative, resolve, sep } from "node:path";
import { isInside, mayOpen, type FileAccess } from "../files/access";
import { runsFolderOf } from "./write/folders";

/** Where runs lie, and which files may be opened. */
export interface RunPlaces {
  readonly access: FileAccess;
  /** The folders, from the settings, in which runs mirror the paths of their configs. */
  readonly runsRoots?: readonly string[];
}

/**
 * Where the config of a run may lie, the likeliest first: beside the `.runs` folder that holds the run (or at the path that a runs root
 * mirrors), which finds configs that were renamed, moved or copied with their runs; then where the manifest says. `named` is the
 * manifest's `config`. Paths that may not be opened are left out.
 */
export function configPlaces(runFolder: string, named: string, { access, runsRoots = [] }: RunPlaces): string[] {
  const runsFolder = dirname(resolve(runFolder));
  const ofManifest = resolve(runFolder, named);
  const isOwner = (config: string): boolean =>
    [undefined, ...runsRoots].some((root) => runsFolderOf(config, root) === runsFolder);
  const owners = runsFolder.endsWith(".runs")
    ? [...runsRoots.flatMap((root) => mirrored(runsFolder, root)), runsFolder].flatMap((stem) =>
        withEndings(stem, named),
      )
    : [];
  const places = [ofManifest, ...owners].filter(isOwner);
  return [...new Set([...places, ofManifest])].filter((file) => mayOpen(file, access));
}

/** The config of a run, and whether it exists and may be opened. */
export async function configOfRun(
  runFolder: string,
  named: string,
  places: RunPlaces,
): Promise<{ readonly file: string; readonly found: boolean }> {
  for (const file of configPlaces(runFolder, named, places)) {
    const found = await stat(file).catch(() => null);
    if (found?.isFile()) return { file, found: true };
  }
  return { file: likeliestConfig(runFolder, named, places), found: false };
}

/** Where the config of a run would lie when it is gone or may not be opened; shown to people. */
export function likeliestConfig(runFolder: string, named: string, places: RunPlaces): string {
  return configPlaces(runFolder, named, places)[0] ?? join(dirname(resolve(runFolder)), basename(named));
}

/** The endings that this run's config may have: that of the manifest's config, and the usual one. */
function withEndings(runsFolder: string, named: string): string[] {
  const stem = runsFolder.replace(/\.runs$/, "");
  const [ending] = /(\.glm)?\.jsonc?$/i.exec(named) ?? [];
  return [...new Set([ending ?? ".glm.json", ".glm.json"])].map((each) => stem + each);
}

/** The path that a folder below the runs root mirrors: below the root's parent, else an absolute one. */
function mirrored(runsFolder: string, runsRoot: string): string[] {
  const root = resolve(runsRoot);
  if (!isInside(runsFolder, root)) return [];
  const way = relative(root, runsFolder);
  const [first, ...rest] = way.split(sep);
  const drive = /^[A-Z]$/i.test(first) ? [`${first}:${sep}${rest.join(sep)}`] : [];
  return [join(dirname(root), way), join(parse(root).root, way), ...drive];
}
