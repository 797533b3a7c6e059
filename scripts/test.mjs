// Everything that must hold: types, lint, bundles, then all tiers of tests. Ends with one line over all of them.
// Usage: node scripts/test.mjs [tier…]
import { performance } from "node:perf_hooks";
import { installPackages } from "./lib/install.mjs";
import { forgetCounts, readCounts } from "./lib/counts.mjs";
import { root } from "./lib/paths.mjs";
import { seconds } from "./lib/progress.mjs";
import { npm, run } from "./lib/run.mjs";

const CHECKS = ["types", "lint", "build"];
const TIERS = ["unit", "conformance", "durability", "webview", "vscode/in-host", "vscode/person"];

/** What needs a browser, and most of it VS Code. */
const IN_BROWSER = ["webview", "vscode/in-host", "vscode/person"];

const wished = process.argv.slice(2);
const unknown = wished.find((tier) => !TIERS.includes(tier));
if (unknown !== undefined) {
  console.error(`There is no tier "${unknown}". The tiers are: ${TIERS.join(", ")}.`);
  process.exit(2);
}

const tiers = wished.length > 0 ? wished : TIERS;
await installPackages();
const fetching = tiers.some((tier) => IN_BROWSER.includes(tier)) ? fetchAhead() : undefined;
for (const check of CHECKS) await timed(check, () => npm(["run", "--silent", check], { cwd: root }));

const total = { passed: 0, failed: 0, skipped: 0 };
for (const tier of tiers) {
  forgetCounts(tier);
  const script = tier === "vscode/in-host" ? ["scripts/test-in-host.mjs"] : ["scripts/test-node.mjs", tier];
  await timed(tier, async () => {
    const error = await run(process.execPath, script, { cwd: root }).then(() => undefined, (reason) => reason);
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
  });
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Fetches a browser and VS Code while the checks and the first tiers are at work. What cannot be fetched is told by the tier that needs it. */
async function fetchAhead() {
  const { findBrowser } = await import("./browser.mjs");
  const { serverFolder } = await import("./vscode-server.mjs");
  await findBrowser().then(serverFolder, serverFolder).catch(() => undefined);
}

/** Runs one part and says how long it took; a check that fails ends everything. */
async function timed(name, work) {
  const started = performance.now();
  console.log(`\n== ${name}`);
  try {
    const words = await work();
    console.log(`== ${name}: ${words ? `${words}, ` : ""}${seconds(performance.now() - started)}`);
  } catch (error) {
    console.error(error.message);
    console.log(`== ${name} failed after ${seconds(performance.now() - started)}`);
    await fetching; // npm would go on without this process, in a folder that the next one takes for its own
    process.exit(1);
  }
}
