// Keeps what is fetched from npm besides the project's own packages, one folder for each exact version: made once, reused
// ever after, whole or not at all, also when two processes ask at the same time or one was killed half way.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchedFolder } from "./paths.mjs";
import { step } from "./progress.mjs";

/**
 * @param {string} name the folder's name with its version, as "node-24.21.0"
 * @param {string} label what people read while it is fetched
 * @param {(folder: string) => Promise<void>} fill fetches into the empty folder; that folder is renamed when it is whole
 * @returns {Promise<string>} the filled folder
 */
export async function fetched(name, label, fill) {
  const folder = join(fetchedFolder, name);
  if (existsSync(folder)) return folder;
  mkdirSync(fetchedFolder, { recursive: true });
  const release = await lock(`${folder}.lock`, label);
  try {
    if (existsSync(folder)) return folder;
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial);
    await step(label, () => fill(partial));
    renameSync(partial, folder);
    return folder;
  } finally {
    release();
  }
}

/**
 * Waits until this process alone holds the lock file; takes it over from a process that is gone.
 * @param {string} file
 * @param {string} label
 */
async function lock(file, label) {
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    if (!isHeld(file)) rmSync(file, { force: true });
    else {
      if (waited === 0) process.stderr.write(`${label}: another process is at it, waiting …\n`);
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}

/** @param {string} file */
function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    if (pid === 0) return true; // just created, its owner is about to write its number
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
