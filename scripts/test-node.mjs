// Bundles the tests of one tier (test/<tier>/**/*.test.ts) and runs them with Node's own test runner.
// Usage: node scripts/test-node.mjs [--at-once files] unit [part of a file name]
import { build } from "esbuild";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { UNSHIPPED } from "./lib/bundling.mjs";
import { countsFile, forgetCounts, readCounts, writeCounts } from "./lib/counts.mjs";
import { root } from "./lib/paths.mjs";

/** Files below a folder of this name measure times or have tight deadlines: they run last, one after the other, with nothing beside. */
const MEASURED = "measured";

const { values, positionals } = parseArgs({ options: { "at-once": { type: "string" } }, allowPositionals: true });
const [tier = "unit", filter = ""] = positionals;
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
const total = { passed: 0, failed: 0, skipped: 0 };
const isMeasured = (file) => dirname(relative(from, file)).split(sep).includes(MEASURED);
const groups = [
  { files: tests.filter((file) => !isMeasured(file)), concurrency: concurrencyOf(tier) },
  { files: tests.filter(isMeasured), concurrency: 1 },
];
for (const { files, concurrency } of groups) {
  if (files.length === 0) continue;
  const code = await runFiles(files, concurrency);
  const counts = readCounts(tier);
  for (const key of Object.keys(total)) total[key] += counts[key];
  process.exitCode ||= counts.passed + counts.failed === 0 ? 1 : code;
}
writeCounts(tier, total);
if (total.passed + total.failed === 0) console.error(`The tier ${tier} ran no test.`);

/** Runs bundled test files, so many at once, and gives the exit code. */
async function runFiles(files, concurrency) {
  mkdirSync(dirname(countsFile(tier)), { recursive: true });
  const runner = spawn(
    process.execPath,
    [
      "--enable-source-maps",
      "--test",
      `--test-concurrency=${concurrency}`,
      "--test-reporter=spec",
      "--test-reporter-destination=stdout",
      `--test-reporter=${new URL("./lib/counting-reporter.mjs", import.meta.url)}`,
      `--test-reporter-destination=${countsFile(tier)}`,
      ...files.map((file) => join(to, relative(from, file).replace(/\.ts$/, ".mjs"))),
    ],
    { stdio: "inherit", cwd: root },
  );
  const [code] = await once(runner, "exit");
  return code ?? 1;
}

/** How many files of a tier run at once. Node by itself leaves one core unused, which is half of a machine with two. */
function concurrencyOf(name) {
  if (name === "webview") return 1;
  if (name === "e2e") return 1; // two windows at once make each other miss what a person would wait for
  if (values["at-once"] !== undefined) return Number(values["at-once"]);
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
