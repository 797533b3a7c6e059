// Bundles the tests of one tier (test/<tier>/**/*.test.ts) and runs them with Node's own test runner.
// Usage: node scripts/test-node.mjs unit [part of a file name]
import { build } from "esbuild";
import { spawn } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const [tier, filter = ""] = process.argv.slice(2);
const root = resolve(import.meta.dirname, "..");
const from = join(root, "test", tier);
const to = join(root, "out", "test", tier);

const tests = walk(from).filter((file) => file.endsWith(".test.ts") && file.includes(filter));
if (tests.length === 0) {
  console.error(`no test found below ${relative(root, from)}`);
  process.exit(1);
}
rmSync(to, { recursive: true, force: true });
await build({
  entryPoints: tests,
  outdir: to,
  outbase: from,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "linked",
  packages: "external",
  logLevel: "warning",
});
const built = walk(to).filter((file) => file.endsWith(".test.mjs"));
spawn(process.execPath, ["--enable-source-maps", "--test", ...built], { stdio: "inherit", cwd: root }).on("exit", (code) => process.exit(code ?? 1));

function walk(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}
