// @ts-check
// Packs the extension into a .vsix, prints its size and keeps it below one megabyte. Usage: npm run package
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

const LIMIT = 1_000_000;

/**
 * Builds and packs.
 * @returns {Promise<string>} the .vsix
 */
export async function packExtension() {
  await run(process.execPath, ["esbuild.mjs"], { cwd: root, quiet: true });
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packagePath = join(root, `${name}-${version}.vsix`);
  rmSync(packagePath, { force: true });
  await createVSIX({ cwd: root, packagePath, dependencies: false, skipLicense: false, allowMissingRepository: true, rewriteRelativeLinks: false });
  const { size } = statSync(packagePath);
  console.log(`${name}-${version}.vsix: ${(size / 1000).toFixed(0)} kB of at most ${LIMIT / 1000} kB`);
  if (size > LIMIT) throw new Error(`The .vsix is larger than its bound: find out what came in (npx vsce ls) before raising the bound.`);
  return packagePath;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  packExtension().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
