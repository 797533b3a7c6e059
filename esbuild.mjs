// The bundles: extension host and webview (what each needs at once, and what later), the worker threads, the command line. Prints their sizes and keeps them bounded.
import * as esbuild from "esbuild";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { writeModules } from "./scripts/kernel.mjs";
import { noticesOf } from "./scripts/notices.mjs";
import { writeSchema } from "./scripts/schema.mjs";

const watch = process.argv.includes("--watch");
const production = !watch;

// Packages that ship ES modules too are bundled from those: they are smaller, and jsonc-parser's other build finds its parts only at run time.
const node = {
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  mainFields: ["module", "main"],
};
const page = { platform: "browser", target: "es2022" };
/** Bundle, entry, most bytes it may have. */
const bundles = [
  {
    out: "extension",
    entry: "src/extension.ts",
    limit: 100_000,
    ...node,
    plugins: [lateBeside()],
    supported: { "dynamic-import": false },
  },
  { out: "late", entry: "src/host/late.ts", limit: 200_000, ...node },
  { out: "simulation-worker", entry: "src/worker/simulation-entry.ts", limit: 450_000, ...node },
  { out: "analysis-worker", entry: "src/worker/analysis-entry.ts", limit: 400_000, ...node },
  { out: "kernel-thread", entry: "src/worker/kernel-thread-entry.ts", limit: 50_000, ...node },
  { out: "reader-worker", entry: "src/worker/reader-entry.ts", limit: 250_000, ...node },
  { out: "cli", entry: "src/cli.ts", limit: 500_000, banner: { js: "#!/usr/bin/env node" }, ...node },
  { out: "webview", entry: "webview/main.ts", limit: 130_000, format: "iife", ...page },
  { out: "webview-late", entry: "webview/late.ts", limit: 300_000, format: "esm", ...page },
].filter(({ entry }) => existsSync(entry));

await writeModules();
await writeSchema();
/** What the bundles were made from. */
const metafiles = [];
for (const { out, entry, limit, ...options } of bundles) {
  const outfile = `dist/${out}.js`;
  const settings = {
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: production,
    sourcemap: watch,
    legalComments: "none",
    logLevel: "warning",
    loader: { ".css": "text" },
    ...options,
  };
  if (watch) await (await esbuild.context(settings)).watch();
  else {
    const { metafile } = await esbuild.build({ ...settings, metafile: true });
    metafiles.push(metafile);
    if (out === "extension" || out === "late") looksAtNoConfig(metafile);
    if (out === "extension") importOnce(outfile);
    if (out === "webview") mayStandInPage(outfile);
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

/** dist/late.js lies beside the extension's bundle, from whichever folder of src it is asked for. */
function lateBeside() {
  return {
    name: "late",
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\/late$/ }, () => ({ path: "./late", external: true }));
    },
  };
}

/**
 * What comes from outside is asked for once, and used as it is. Else each of forty modules would ask VS Code for its API again and copy it
 * property by property: the first command took 30 ms to activate the extension then, and takes 18 ms now.
 */
function importOnce(file) {
  const names = new Map();
  const text = readFileSync(file, "utf8").replaceAll(/[\w$]+\(require\("([\w:/]+)"\)\)/g, (_, module) => {
    if (!names.has(module)) names.set(module, `outside_${module.replaceAll(/\W/g, "_")}`);
    return names.get(module);
  });
  const once = [...names].map(([module, name]) => `${name}=require("${module}")`);
  writeFileSync(file, text.replace('"use strict";', `"use strict";var ${once.join(",")};`));
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

/** The host writes it into a script element, which these would end too early or never; esbuild writes them otherwise. */
function mayStandInPage(file) {
  const found = /<\/script|<!--/i.exec(readFileSync(file, "utf8"));
  if (found) throw new Error(`${file} has "${found[0]}" in it and cannot stand in a page.`);
}
