// @ts-check
// Measures the simulation beside NeMoS: builds, makes .venv with NeMoS where Python 3.11 or newer is there, and runs test/bench.
// Usage: npm run bench [rounds], or npm run bench orders [rounds] for NeMoS' order of additions alone
// (SPIKELOOP_PYTHON names a Python that has NeMoS already)
import asc from "assemblyscript/asc";
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SHIPPED } from "./lib/bundling.mjs";
import { root } from "./lib/paths.mjs";
import { newerNode } from "./newer-node.mjs";

const out = join(root, "out", "bench");

run(process.execPath, [join(root, "esbuild.mjs")]);
await build({
  entryPoints: ["bench.ts", "orders.ts"].map((file) => join(root, "test", "bench", file)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  ...SHIPPED,
  format: "esm",
});
const { error, stderr } = await asc.main([
  join(root, "test", "bench", "floor", "peak.ts"),
  "--outFile",
  join(out, "peak.wasm"),
  "-O3",
  "--runtime",
  "stub",
  "--enable",
  "simd",
]);
if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
const python = nemos();
const [what = "", ...rest] = process.argv.slice(2);
if (what !== "orders") run(process.execPath, [join(out, "bench.mjs"), what, ...rest], { ...process.env, ...python });
// NeMoS' order is as fast as the engine fuses multiply-adds: also without what Node 20 lacks, and with it.
for (const node of new Set([process.execPath, await newerNode()]))
  run(node, [join(out, "orders.mjs"), ...rest], { ...process.env, ...python });

/** @returns {Record<string, string>} which Python has NeMoS, or why there is none */
function nemos() {
  if (process.env.SPIKELOOP_PYTHON) return {};
  const venv = join(root, ".venv");
  const python = process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python");
  if (!existsSync(python)) {
    const system = process.env.PYTHON ?? (process.platform === "win32" ? "python" : "python3");
    const version = spawnSync(system, ["-c", "import sys; print(sys.version_info >= (3, 11))"], { encoding: "utf8" });
    if (version.stdout?.trim() !== "True") return { SPIKELOOP_NO_NEMOS: "it needs Python 3.11 or newer" };
    if (spawnSync(system, ["-m", "venv", venv], { stdio: "inherit" }).status !== 0)
      return { SPIKELOOP_NO_NEMOS: "no virtual environment could be made" };
  }
  const install = spawnSync(
    python,
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "nemos==0.2.8", "jax==0.10.2", "jaxlib==0.10.2"],
    { stdio: "inherit" },
  );
  return install.status === 0 ? { SPIKELOOP_PYTHON: python } : { SPIKELOOP_NO_NEMOS: "pip could not install it" };
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function run(command, args, env = process.env) {
  const { status } = spawnSync(command, args, { stdio: "inherit", cwd: root, env });
  if (status !== 0) process.exit(status ?? 1);
}
