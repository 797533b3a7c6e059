// Where things lie. Scripts are also bundled into tests, so the root is looked for rather than counted in "..".
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder: the nearest one upwards with esbuild.mjs beside package.json. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));
/** Everything that is fetched for starting and testing; git ignores it, and it may be deleted at any time. */
export const fetchedFolder = join(root, ".vscode-test");

/** @param {string} folder @returns {string} */
function findRoot(folder) {
  if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "esbuild.mjs"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("The project's folder was not found above this script.");
  return findRoot(parent);
}
