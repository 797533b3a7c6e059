// Runs programs from scripts: quiet ones whose words matter only when they fail, and npm wherever it lies.
import { spawn } from "node:child_process";

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions & { quiet?: boolean }} [options] `quiet` keeps the output back unless it fails
 * @returns {Promise<void>} rejects with the exit code, and the last words of a quiet program
 */
export function run(program, args, { quiet = false, ...options } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit", ...options });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said = (said + chunk).slice(-4000)));
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      if (code === 0) done();
      else fail(new Error(`${program} ${args.join(" ")} ended with ${signal ?? `exit code ${code}`}.\n${said}`.trimEnd()));
    });
  });
}

/**
 * Runs npm with the Node that runs this script.
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return run(process.execPath, [script, ...args], options);
  return run("npm", args, { shell: process.platform === "win32", ...options });
}
