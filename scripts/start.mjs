// From a fresh clone to a running Spikeloop: installs what is missing, builds, simulates the first example and opens it in VS Code.
// Usage: npm start [-- --no-open | --web]
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { installPackages } from "./lib/install.mjs";
import { fetchedFolder, root } from "./lib/paths.mjs";
import { step } from "./lib/progress.mjs";
import { run } from "./lib/run.mjs";
import { startServer } from "./vscode-server.mjs";

const EXAMPLES = join(root, "examples");
const FIRST = join(EXAMPLES, "two-neurons", "two-neurons.glm.json");
const PORT = 8137; // always the same if it is free, so that the browser finds what it kept for this address

const options = process.argv.slice(2);
const unknown = options.find((option) => !["--no-open", "--web"].includes(option));
if (unknown !== undefined) {
  console.error(
    `"${unknown}" is not an option. npm start -- --no-open stops before VS Code is opened, npm start -- --web opens it in the browser.`,
  );
  process.exit(2);
}

try {
  await installPackages();
  await step("Building", () => run(process.execPath, ["esbuild.mjs"], { cwd: root, quiet: true }));
  console.error(`Simulating examples/two-neurons/two-neurons.glm.json`);
  await run(process.execPath, [join(root, "dist", "cli.js"), "simulate", FIRST], { cwd: root });
  if (options.includes("--no-open") || process.env.CI) console.error("Not opening VS Code. `npm start` does.");
  else if (options.includes("--web") || !openDesktop()) await openWeb();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Opens the examples in the desktop VS Code with this extension; false when there is none, or only one that is elsewhere. */
function openDesktop() {
  // a terminal inside a remote VS Code: its `code` cannot load an extension from a folder
  if (process.env.VSCODE_IPC_HOOK_CLI) return false;
  const shell = process.platform === "win32";
  const opened = spawnSync("code", ["--new-window", `--extensionDevelopmentPath=${root}`, EXAMPLES, FIRST], {
    stdio: "ignore",
    shell,
  });
  if (opened.status !== 0) return false;
  console.error("Opened examples/ in VS Code. Right-click two-neurons.glm.json and choose Simulate.");
  return true;
}

/** Serves VS Code for the web on this machine until Ctrl-C. */
async function openWeb() {
  const server = await startServer({
    workspace: EXAMPLES,
    extensions: [root],
    dataFolder: join(fetchedFolder, "start-data"),
    port: PORT,
  });
  console.error(
    `\nVS Code with Spikeloop is at  ${server.url}\nRight-click two-neurons.glm.json and choose Simulate. Ctrl-C here stops it.`,
  );
  openInBrowser(server.url);
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => void server.close().then(() => process.exit(0)));
}

/** Asks the desktop to show an address; where there is none, the printed address is enough. */
function openInBrowser(url) {
  const [program, ...args] = { darwin: ["open", url], win32: ["cmd", "/c", "start", "", url] }[process.platform] ?? [
    "xdg-open",
    url,
  ];
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  spawn(program, args, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
