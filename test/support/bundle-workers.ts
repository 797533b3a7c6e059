import { build } from "esbuild";
import { join } from "node:path";
import { SHIPPED } from "../../scripts/lib/bundling.mjs";

/** Bundles the worker threads' entries into a folder as they are shipped; returns the files. */
export async function bundleWorkers(
  folder: string,
): Promise<{ simulation: string; reader: string; analysis: string; kernel: string }> {
  await build({
    entryPoints: {
      simulation: "src/worker/simulation-entry.ts",
      reader: "src/worker/reader-entry.ts",
      analysis: "src/worker/analysis-entry.ts",
      kernel: "src/worker/kernel-thread-entry.ts",
    },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    ...SHIPPED,
  });
  const file = (name: string): string => join(folder, `${name}.cjs`);
  return { simulation: file("simulation"), reader: file("reader"), analysis: file("analysis"), kernel: file("kernel") };
}
