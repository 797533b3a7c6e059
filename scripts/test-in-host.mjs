// @ts-check
// Runs test/in-host inside the extension host of a real VS Code: of the server from npm, or with --desktop of the desktop
// VS Code, which @vscode/test-electron downloads. Usage: node scripts/test-in-host.mjs [--desktop]
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "node:util";
import { build } from "esbuild";
import { launchBrowser } from "./browser.mjs";
import { SHIPPED } from "./lib/bundling.mjs";
import { forgetCounts, writeCounts } from "./lib/counts.mjs";
import { root } from "./lib/paths.mjs";
import { startServer } from "./vscode-server.mjs";

const TIER = "in-host";
const LONGEST = 5 * 60_000;
const from = join(root, "test", TIER);
const to = join(root, "out", "test", TIER);

rmSync(to, { recursive: true, force: true });
await build({
  entryPoints: [join(from, "index.ts"), join(from, "*.test.ts")],
  outdir: to,
  ...SHIPPED,
  external: ["vscode", "mocha"],
  sourcemap: "inline",
});

forgetCounts(TIER);
const temporary = mkdtempSync(join(tmpdir(), "spikeloop-in-host-"));
const workspace = join(temporary, "examples");
cpSync(join(root, "examples"), workspace, { recursive: true, filter: (file) => !file.endsWith(".runs") });
try {
  process.exitCode = process.argv.includes("--desktop") ? await inDesktop() : await inServer();
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

/** @returns {Promise<number>} the exit code of the tests */
async function inDesktop() {
  const { runTests } = await import("@vscode/test-electron");
  return runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: join(to, "index.js"),
    launchArgs: [workspace, "--disable-extensions", "--disable-workspace-trust"],
  });
}

/** @returns {Promise<number>} the exit code of the tests; 1 when they say no counts */
async function inServer() {
  const server = await startServer({ workspace, development: root, testsPath: join(to, "index.js") });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    /** @type {import("./lib/counts.mjs").Counts | undefined} */
    let counts;
    await page.exposeFunction("codeAutomationLog", (/** @type {string} */ _type, /** @type {unknown[]} */ words) => {
      const line = format(...words);
      console.log(line);
      const said = /^(\d+) passed, (\d+) failed/m.exec(line);
      if (said !== null) counts = { passed: Number(said[1]), failed: Number(said[2]), skipped: 0 };
    });
    const ended = new Promise((done, fail) => {
      page.exposeFunction("codeAutomationExit", done).catch(fail);
      setTimeout(
        () =>
          fail(
            new Error(
              `The tests in the extension host did not end within ${LONGEST / 60_000} minutes.\n${server.log().slice(-2000)}`,
            ),
          ),
        LONGEST,
      ).unref();
    });
    await page.goto(server.url);
    const code = /** @type {number} */ (await ended);
    if (counts === undefined) console.error("The tests in the extension host did not say how many passed.");
    else writeCounts(TIER, counts);
    return counts === undefined || counts.failed > 0 ? 1 : code;
  } finally {
    await browser.close();
    await server.close();
  }
}
