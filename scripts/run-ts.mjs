// Bundles one TypeScript program and runs it with Node. Usage: node scripts/run-ts.mjs scripts/pictures.ts [arguments…]
import { join } from "node:path";
import { build } from "esbuild";
import { UNSHIPPED } from "./lib/bundling.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

const [entry, ...args] = process.argv.slice(2);
const outfile = join(root, "out", "scripts", `${entry.replace(/\W+/g, "-")}.mjs`);
await build({
  entryPoints: [entry],
  outfile,
  ...UNSHIPPED,
});
run(process.execPath, ["--enable-source-maps", outfile, ...args], { cwd: root }).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
