// Runs programs from scripts: quiet ones whose words matter only when they fail, and npm wherever it lies.
import { spawn } from "node:child_process";

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions & { quiet?: boolean, print?: (text: string) => void }} [options]
 *   `quiet` keeps the output back unless it fails; `print` takes the output
 * @returns {Promise<void>} rejects with the exit code, and the last words of a quiet program
 */
export function run(program, args, { quiet = false, print, ...options } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: quiet || print ? ["ignore", "pipe", "pipe"] : "inherit", ...options });
    let said = "";
    const hear = print ?? ((/** @type {string} */ text) => (said = (said + text).slice(-4000)));
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", hear);
    child.on("error", fail);
    child.on(print ? "close" : "exit", (code, signal) => {
      if (code === 0) done();
      else
        fail(new Error(`${program} ${args.join(" ")} ended with ${signal ?? `exit code ${code}`}.\n${said}`.trimEnd()));
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
