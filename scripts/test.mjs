// Everything that must hold: types, lint, format, bundles, then all tiers of tests. Ends with one line over all of them.
// Usage: node scripts/test.mjs [tier…]
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { installPackages } from "./lib/install.mjs";
import { forgetCounts, readCounts } from "./lib/counts.mjs";
import { root } from "./lib/paths.mjs";
import { seconds } from "./lib/progress.mjs";
import { npm, run } from "./lib/run.mjs";

const CHECKS = ["types", "lint", "format", "build"];
/** Stages one after the other. The lanes of a stage run at once, each with its tiers one after the other. */
const STAGES = [[["unit"], ["conformance", "durability"]], [["webview"], ["in-host"]], [["e2e"]]];
const TIERS = STAGES.flat(2);

/** What needs a browser, and most of it VS Code. */
const IN_BROWSER = ["webview", "in-host", "e2e"];

const wished = process.argv.slice(2);
const unknown = wished.find((tier) => !TIERS.includes(tier));
if (unknown !== undefined) {
  console.error(`There is no tier "${unknown}". The tiers are: ${TIERS.join(", ")}.`);
  process.exit(2);
}

const tiers = wished.length > 0 ? wished : TIERS;
await installPackages();
const fetching = tiers.some((tier) => IN_BROWSER.includes(tier)) ? fetchAhead() : undefined;
await Promise.all(
  CHECKS.map((check) => timed(check, (print) => npm(["run", "--silent", check], { cwd: root, print }), true)),
);

const total = { passed: 0, failed: 0, skipped: 0 };
for (const stage of STAGES) {
  const lanes = stage.map((lane) => lane.filter((tier) => tiers.includes(tier))).filter((lane) => lane.length > 0);
  const args = lanes.length > 1 ? ["--at-once", String(Math.max(1, availableParallelism() - 1))] : [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const tier of lane) await timed(tier, (print) => runTier(tier, args, print), lanes.length > 1);
    }),
  );
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * Fetches a browser and VS Code while the checks and the first tiers are at work. What cannot be fetched is told by the tier that needs it.
 */
async function fetchAhead() {
  const { findBrowser } = await import("./browser.mjs");
  const { serverFolder } = await import("./vscode-server.mjs");
  await findBrowser()
    .then(serverFolder, serverFolder)
    .catch(() => undefined);
}

/** Runs a tier and adds its counts to the total. Returns what is said of it. */
async function runTier(tier, args, print) {
  forgetCounts(tier);
  const script = tier === "in-host" ? ["scripts/test-in-host.mjs"] : ["scripts/test-node.mjs", ...args, tier];
  const error = await run(process.execPath, script, { cwd: root, print }).then(
    () => undefined,
    (reason) => reason,
  );
  const counts = readCounts(tier);
  if (error !== undefined && counts.failed === 0) {
    console.error(`${tier}: ${error.message}`);
    counts.failed = 1;
  }
  if (counts.passed + counts.failed === 0) {
    console.error(`${tier} ran no test.`);
    counts.failed = 1;
  }
  for (const key of ["passed", "failed", "skipped"]) total[key] += counts[key];
  return `${counts.passed} passed, ${counts.failed} failed`;
}

/**
 * Runs one part and says how long it took; a check that fails ends everything.
 * Held output comes when the part is over, so that parts do not mix.
 */
async function timed(name, work, isHeld) {
  const started = performance.now();
  const lines = isHeld ? [`\n== ${name}\n`] : [];
  if (!isHeld) console.log(`\n== ${name}`);
  try {
    const words = await work(isHeld ? (text) => lines.push(text) : undefined);
    console.log(`${lines.join("")}== ${name}: ${words ? `${words}, ` : ""}${seconds(performance.now() - started)}`);
  } catch (error) {
    console.error(`${lines.join("")}${error.message}`);
    console.log(`== ${name} failed after ${seconds(performance.now() - started)}`);
    await fetching; // npm would go on without this process, in a folder that the next one takes for its own
    process.exit(1);
  }
}
