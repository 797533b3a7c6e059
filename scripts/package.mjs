// Builds and packs the extension into a .vsix, prints its size and keeps it below one megabyte. Usage: npm run package
import { packExtension } from "./lib/pack.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

run(process.execPath, ["esbuild.mjs"], { cwd: root, quiet: true })
  .then(packExtension)
  .catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
