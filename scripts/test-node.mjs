// Bundles the tests of one tier (test/<tier>/**/*.test.ts) and runs them with Node's own test runner.
// Usage: node scripts/test-node.mjs unit [part of a file name]
import { build } from "esbuild";
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { UNSHIPPED } from "./lib/bundling.mjs";
import { countsFile, forgetCounts, readCounts } from "./lib/counts.mjs";
import { root } from "./lib/paths.mjs";

/** Tiers that drive a browser or measure times: their files run one after the other. */
const ALONE = ["webview", "e2e"];

const [tier = "unit", filter = ""] = process.argv.slice(2);
const from = join(root, "test", tier);
const to = join(root, "out", "test", tier);

const tests = filesBelow(from).filter((file) => file.endsWith(".test.ts") && relative(from, file).includes(filter));
if (tests.length === 0) {
  console.error(`No test found below ${relative(root, from)}${filter && ` with "${filter}" in its name`}.`);
  process.exit(1);
}
rmSync(to, { recursive: true, force: true });
await build({
  entryPoints: tests,
  outdir: to,
  outbase: from,
  outExtension: { ".js": ".mjs" },
  ...UNSHIPPED,
});

forgetCounts(tier);
mkdirSync(dirname(countsFile(tier)), { recursive: true });
const built = tests.map((file) => join(to, relative(from, file).replace(/\.ts$/, ".mjs")));
const runner = spawn(
  process.execPath,
  [
    "--enable-source-maps",
    "--test",
    `--test-concurrency=${concurrencyOf(tier)}`,
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    `--test-reporter=${new URL("./lib/counting-reporter.mjs", import.meta.url)}`,
    `--test-reporter-destination=${countsFile(tier)}`,
    ...built,
  ],
  { stdio: "inherit", cwd: root },
);
runner.on("exit", (code) => {
  const { passed, failed } = readCounts(tier);
  if (passed + failed === 0) console.error(`The tier ${tier} ran no test.`);
  process.exit(passed + failed === 0 ? 1 : (code ?? 1));
});

/** How many files of a tier run at once. Node by itself leaves one core unused, which is half of a machine with two. */
function concurrencyOf(name) {
  if (ALONE.includes(name)) return 1;
  return name === "durability" ? Math.max(1, availableParallelism() - 1) : availableParallelism();
}

/** All files below a folder; none when there is no such folder. */
function filesBelow(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort();
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
