// @ts-check
// Runs test/in-host inside the extension host of a real VS Code: of the server from npm, or with --desktop of the desktop VS Code, which
// @vscode/test-electron downloads (the stable one, or the version given). Usage: node scripts/test-in-host.mjs [--desktop [version]]
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { format } from "node:util";
import { build } from "esbuild";
import { launchBrowser } from "./browser.mjs";
import { SHIPPED } from "./lib/bundling.mjs";
import { forgetCounts, writeCounts } from "./lib/counts.mjs";
import { root } from "./lib/paths.mjs";
import { startServer } from "./vscode-server.mjs";

const TIER = "in-host";
const LONGEST = 5 * 60_000;
const [isDesktop, version] = [process.argv[2] === "--desktop", process.argv[3]];
const temporary = mkdtempSync(join(tmpdir(), "spikeloop-in-host-"));
/** @typedef {import("./lib/counts.mjs").Counts} Counts */
/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };

forgetCounts(TIER);
try {
  const examples = join(temporary, "examples");
  cpSync(join(root, "examples"), examples, { recursive: true, filter: (file) => !file.endsWith(".runs") });
  await runFolder(TIER, examples);
  const empty = join(temporary, "without-configs");
  mkdirSync(empty);
  await runFolder(`${TIER}/without-configs`, empty);
  if (!isDesktop) writeCounts(TIER, total);
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Runs the tests of a folder of test/ in a window of their own.
 * @param {string} folder
 * @param {string} workspace
 */
async function runFolder(folder, workspace) {
  const to = join(root, "out", "test", folder);
  rmSync(to, { recursive: true, force: true });
  await build({
    entryPoints: {
      index: join(root, "test", TIER, "index.ts"),
      ...Object.fromEntries(testsOf(join(root, "test", folder)).map((file) => [basename(file, ".ts"), file])),
    },
    outdir: to,
    ...SHIPPED,
    external: ["vscode", "mocha"],
    sourcemap: "inline",
  });
  const code = await (isDesktop ? inDesktop : inServer)(workspace, join(to, "index.js"));
  if (code !== 0) process.exitCode = code;
}

/** @param {string} folder */
function testsOf(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name));
}

/** @param {string} workspace @param {string} testsPath @returns {Promise<number>} the exit code of the tests */
async function inDesktop(workspace, testsPath) {
  const { runTests } = await import("@vscode/test-electron");
  return runTests({
    version,
    extensionDevelopmentPath: root,
    extensionTestsPath: testsPath,
    launchArgs: [workspace, "--disable-extensions", "--disable-workspace-trust"],
  });
}

/** @param {string} workspace @param {string} testsPath @returns {Promise<number>} the exit code of the tests; 1 when they say no counts */
async function inServer(workspace, testsPath) {
  const server = await startServer({ workspace, development: root, testsPath });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    /** @type {Counts | undefined} */
    let counts;
    await page.exposeFunction("codeAutomationLog", (/** @type {string} */ _type, /** @type {unknown[]} */ words) => {
      const line = format(...words);
      console.log(line);
      const said = /^(\d+) passed, (\d+) failed/m.exec(line);
      if (said !== null) counts = { passed: Number(said[1]), failed: Number(said[2]), skipped: 0 };
    });
    const ended = new Promise((done, fail) => {
      page.exposeFunction("codeAutomationExit", done).catch(fail);
      const late = () => {
        const said = server.log().slice(-2000);
        fail(new Error(`The tests in the extension host did not end within ${LONGEST / 60_000} minutes.\n${said}`));
      };
      setTimeout(late, LONGEST).unref();
    });
    await page.goto(server.url);
    const code = /** @type {number} */ (await ended);
    if (counts === undefined) {
      console.error("The tests in the extension host did not say how many passed.");
      return 1;
    }
    total.passed += counts.passed;
    total.failed += counts.failed;
    return counts.failed > 0 ? 1 : code;
  } finally {
    await browser.close();
    await server.close();
  }
}
