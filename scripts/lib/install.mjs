// Brings node_modules to what the lock file says, only when it is not already so.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { step } from "./progress.mjs";
import { npm } from "./run.mjs";

/** Installs the project's packages with `npm ci` when one is missing or another version. */
export async function installPackages() {
  if (isInstalled()) return;
  await step("Installing the project's packages", () =>
    npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, quiet: true }),
  );
}

/** Compares the lock file with npm's own record of what lies in node_modules. Packages of other platforms may be missing. */
function isInstalled() {
  const wanted = packages(join(root, "package-lock.json"));
  const present = packages(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === "" || present[path]?.version === version || (present[path] === undefined && (optional || devOptional)),
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version: string, optional?: boolean, devOptional?: boolean }>} none when there is no such file
 */
function packages(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return {};
    throw error;
  }
}
