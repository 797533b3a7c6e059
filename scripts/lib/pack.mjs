// @ts-check
// The .vsix: what is in it says .vscodeignore.
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { root } from "./paths.mjs";

const LIMIT = 1_000_000;

/**
 * Packs the extension as it was built last, and prints the size.
 * @returns {Promise<string>} the .vsix in the project's folder; an error when it is larger than a megabyte
 */
export async function packExtension() {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packagePath = join(root, `${name}-${version}.vsix`);
  rmSync(packagePath, { force: true });
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    skipLicense: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = statSync(packagePath);
  console.log(`${name}-${version}.vsix: ${(size / 1000).toFixed(0)} kB of at most ${LIMIT / 1000} kB`);
  if (size > LIMIT)
    throw new Error(
      `The .vsix is larger than its bound: find out what came in (npx vsce ls) before raising the bound.`,
    );
  return packagePath;
}
