// Python for recordings: a virtual environment in .venv with packages from PyPI.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

/** Installs packages where they are missing and runs a script; ends this process when that fails. Needs Python 3.11 or newer. */
export function runPython(packages, ...args) {
  runPythonIn(".venv", packages, ...args);
}

/** The same in another virtual environment, for versions that exclude each other. */
export function runPythonIn(name, packages, ...args) {
  const venv = join(root, name);
  const python = process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
  if (!existsSync(python)) run(process.env.PYTHON ?? "python3", "-m", "venv", venv);
  run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages);
  run(python, "-W", "ignore", ...args);
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (status === 0) return;
  console.error(error ? `${command}: ${error.message}` : `${command} ${args.join(" ")} failed`);
  process.exit(1);
}
