// @ts-check
// A real VS Code from npm alone: the server inside code-server, opened in any browser. Tests and `npm start` use it.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetched } from "./lib/fetched.mjs";
import { npm, run } from "./lib/run.mjs";
import { newerNode } from "./newer-node.mjs";

const CODE_SERVER = "4.139.1"; // contains VS Code 1.139.1

/** Keeps everything away that is not the extension and the files: first-start pages, side bars, questions. */
const QUIET = {
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

/**
 * @typedef {object} ServerOptions
 * @property {string} workspace folder that VS Code opens
 * @property {readonly string[]} [extensions] what is installed first: .vsix files, and folders of extensions, which are linked
 * @property {string} [development] extension under development, loaded from its folder; only tests inside the extension host need it
 * @property {string} [testsPath] bundled tests that run inside the extension host: a module exporting `run()`
 * @property {Readonly<Record<string, unknown>>} [settings] user settings, added to those that keep VS Code quiet
 * @property {boolean} [trust] whether workspace trust is at work (a new workspace is then not trusted); off when left out
 * @property {string} [dataFolder] where VS Code keeps its data; when left out a temporary folder, deleted at the end
 * @property {number} [port] the port wished for; when left out or taken, a free one
 * @property {Readonly<Record<string, string>>} [env] further environment of the server and of its extension host
 *
 * @typedef {object} Server
 * @property {string} url the address that opens the workspace, with the extension
 * @property {string} dataFolder
 * @property {() => Promise<void>} close stops it and deletes its temporary folder
 * @property {() => string} log what it said so far
 */

/**
 * The folder of VS Code's server, fetched when it is not there yet (about 620 MB on disk).
 * @returns {Promise<string>}
 */
export async function serverFolder() {
  const folder = await fetched(
    `vscode-server-${CODE_SERVER}`,
    "Fetching VS Code's server from npm (about 620 MB on disk)",
    async (empty) => {
      // Two folders inside bring their own lists of packages. Native parts are not compiled: only logs and logins would need them.
      const install = ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
      await npm([...install, "--prefix", empty, `code-server@${CODE_SERVER}`], { quiet: true });
      const inside = join(empty, "node_modules", "code-server", "lib", "vscode");
      for (const cwd of [inside, join(inside, "extensions")]) await npm(install, { quiet: true, cwd });
    },
  );
  return join(folder, "node_modules", "code-server", "lib", "vscode");
}

/**
 * Starts VS Code's server on this machine's loopback address.
 * @param {ServerOptions} options
 * @returns {Promise<Server>} once it listens
 */
export async function startServer(options) {
  const node = await newerNode();
  const main = join(await serverFolder(), "out", "server-main.js");
  const temporary = options.dataFolder === undefined ? mkdtempSync(join(tmpdir(), "spikeloop-vscode-")) : undefined;
  const dataFolder = options.dataFolder ?? /** @type {string} */ (temporary);
  const extensions = join(dataFolder, "extensions");
  for (const folder of ["data/User", "data/Machine", "extensions"])
    mkdirSync(join(dataFolder, folder), { recursive: true });
  writeFileSync(
    join(dataFolder, "data", "Machine", "settings.json"),
    JSON.stringify({ ...QUIET, ...options.settings }, null, 2),
  );
  const folders = ["--server-data-dir", dataFolder, "--extensions-dir", extensions];
  rmSync(join(extensions, "extensions.json"), { force: true }); // the server's list of them, made anew from what is there
  for (const extension of options.extensions ?? []) {
    if (extension.endsWith(".vsix"))
      await run(node, [main, ...folders, "--install-extension", extension], { quiet: true });
    else linkExtension(extension, extensions);
  }

  const port = await freePort(options.port ?? 0);
  const server = spawn(
    node,
    [
      main,
      ...folders,
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--without-connection-token",
      "--accept-server-license-terms",
      "--telemetry-level",
      "off",
      ...(options.trust === true ? [] : ["--disable-workspace-trust"]),
      // Without it a built VS Code loads no extension under development; with it notifications do not show.
      ...(options.development === undefined ? [] : ["--enable-smoke-test-driver"]),
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...options.env } },
  );
  let said = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk) => (said = (said + chunk).slice(-100_000)));
  const ended = new Promise((done) => server.once("exit", done));
  const kill = () => server.kill(); // also when this process ends without closing it
  process.once("exit", kill);

  await listening(port, server, () => said);
  return {
    url: address(port, options),
    dataFolder,
    log: () => said,
    close: async () => {
      process.off("exit", kill);
      server.kill();
      await ended;
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** @param {number} port @param {ServerOptions} options */
function address(port, { workspace, development, testsPath }) {
  const remote = (/** @type {string} */ path) => `vscode-remote://remote${encodeURI(path)}`;
  const payload = [
    ...(development === undefined ? [] : [["extensionDevelopmentPath", remote(development)]]),
    ...(testsPath === undefined ? [] : [["extensionTestsPath", remote(testsPath)]]),
    ["skipWelcome", "true"],
  ];
  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set("folder", workspace);
  if (development !== undefined) url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}

/** Puts an extension's folder among the installed ones without packing it. @param {string} folder @param {string} extensions */
function linkExtension(folder, extensions) {
  const { publisher, name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const link = join(extensions, `${publisher}.${name}`);
  rmSync(link, { recursive: true, force: true });
  symlinkSync(folder, link, "junction");
}

/** The wished port if it is free, else any free one. @param {number} wished @returns {Promise<number>} */
function freePort(wished) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error) => (wished === 0 ? fail(error) : done(freePort(0))));
    probe.listen(wished, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => done(port));
    });
  });
}

/**
 * Waits until the server answers; an end before that, or a minute of silence, is an error with its last words.
 * @param {number} port @param {import("node:child_process").ChildProcess} server @param {() => string} said
 */
async function listening(port, server, said) {
  const until = Date.now() + 60_000;
  while (server.exitCode === null && Date.now() < until) {
    const answered = await fetch(`http://127.0.0.1:${port}/version`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  server.kill();
  throw new Error(`VS Code's server did not start.\n${said().slice(-2000)}`);
}
