// The bundles: extension host (what it needs at once, and what later), webview, worker threads, the command line. Prints their sizes and
// keeps them bounded.
import * as esbuild from "esbuild";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { PAGE, SHIPPED } from "./scripts/lib/bundling.mjs";
import { noticesOf } from "./scripts/notices.mjs";
import { writeSchema } from "./scripts/schema.mjs";

const watch = process.argv.includes("--watch");
const production = !watch;

/** Bundle, entry, most bytes it may have. */
const bundles = [
  {
    out: "extension",
    entry: "src/extension.ts",
    limit: 100_000,
    ...SHIPPED,
    plugins: [lazyBundle(), vscodeOnce()],
    supported: { "dynamic-import": false },
  },
  { out: "lazy", entry: "src/host/lazy.ts", limit: 200_000, ...SHIPPED },
  { out: "simulation-worker", entry: "src/worker/simulation-entry.ts", limit: 520_000, ...SHIPPED },
  { out: "analysis-worker", entry: "src/worker/analysis-entry.ts", limit: 400_000, ...SHIPPED },
  { out: "kernel-thread", entry: "src/worker/kernel-thread-entry.ts", limit: 50_000, ...SHIPPED },
  { out: "reader-worker", entry: "src/worker/reader-entry.ts", limit: 250_000, ...SHIPPED },
  { out: "cli", entry: "src/cli.ts", limit: 580_000, banner: { js: "#!/usr/bin/env node" }, ...SHIPPED },
  { out: "webview", entry: "webview/main.ts", limit: 400_000, ...PAGE },
].filter(({ entry }) => existsSync(entry));

await writeSchema();
/** What the bundles were made from. */
const metafiles = [];
for (const { out, entry, limit, ...options } of bundles) {
  const outfile = `dist/${out}.js`;
  const settings = {
    entryPoints: [entry],
    outfile,
    minify: production,
    sourcemap: watch,
    legalComments: "none",
    ...options,
  };
  if (watch) await (await esbuild.context(settings)).watch();
  else {
    const { metafile } = await esbuild.build({ ...settings, metafile: true });
    metafiles.push(metafile);
    if (out === "extension" || out === "lazy") looksAtNoConfig(metafile);
    const size = statSync(outfile).size;
    console.log(`${outfile.padEnd(28)} ${(size / 1000).toFixed(0).padStart(5)} kB of at most ${limit / 1000} kB`);
    if (size > limit) {
      console.error(
        `${outfile} is larger than its bound; find out what came in, or raise the bound in esbuild.mjs and say why.`,
      );
      process.exitCode = 1;
    }
  }
}

if (!watch) writeFileSync("dist/ThirdPartyNotices.txt", noticesOf(import.meta.dirname, metafiles));

/** Every import of host/lazy.ts loads dist/lazy.js, which is beside the extension's bundle. */
function lazyBundle() {
  return {
    name: "lazy",
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\/lazy$/ }, () => ({ path: "./lazy", external: true }));
    },
  };
}

/** All modules share one copy of VS Code's API: a copy for each of forty made activation 12 ms slower (npm run bench:click). */
function vscodeOnce() {
  return {
    name: "vscode",
    setup(build) {
      build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
        namespace === "vscode" ? { path: "vscode", external: true } : { path: "vscode", namespace: "vscode" },
      );
      build.onLoad({ filter: /.*/, namespace: "vscode" }, () => ({ contents: 'export * from "vscode"' }));
    },
  };
}

/** Looking at configs may take long, so that the extension host leaves it to the analysis thread: it has only the types. */
function looksAtNoConfig({ outputs }) {
  for (const [out, { inputs }] of Object.entries(outputs)) {
    const found = Object.keys(inputs).filter(
      (input) => input.startsWith("src/config/") && inputs[input].bytesInOutput > 0,
    );
    if (found.length > 0)
      throw new Error(`${out} would look at configs in the extension host: it has ${found.join(", ")} in it.`);
  }
}
