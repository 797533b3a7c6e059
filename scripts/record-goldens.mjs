// Records what NeMoS computes for the conformance tests: makes .venv with NeMoS from PyPI, then runs test/conformance/record.
// Needs Python 3.11 or newer. The recorded files are part of the project; recording again is needed only for new cases.
// Usage: node scripts/record-goldens.mjs [folder]
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const REQUIREMENTS = ["nemos==0.2.8", "jax==0.10.2", "jaxlib==0.10.2"];

const root = resolve(import.meta.dirname, "..");
const folder = resolve(process.argv[2] ?? join(root, "test", "fixtures", "goldens"));
const venv = join(root, ".venv");
const python = process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");

if (!existsSync(python)) run(process.env.PYTHON ?? "python3", "-m", "venv", venv);
run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...REQUIREMENTS);
run(python, "-W", "ignore", join(root, "test", "conformance", "record", "record.py"), folder);

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (status === 0) return;
  console.error(error ? `${command}: ${error.message}` : `${command} ${args.join(" ")} failed`);
  process.exit(1);
}
