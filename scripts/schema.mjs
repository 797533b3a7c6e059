// Writes media/glm.schema.json, from which VS Code completes and explains configs, from the schema in src/config that they are checked by.
import { build } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "..");

export async function writeSchema() {
  const bundle = join(root, "out", "schema.mjs");
  const target = join(root, "media", "glm.schema.json");
  await build({
    entryPoints: [join(root, "scripts", "schema.ts")],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  const { glmSchema } = await import(pathToFileURL(bundle).href);
  mkdirSync(join(root, "media"), { recursive: true });
  writeFileSync(target, JSON.stringify(glmSchema(), null, 1) + "\n");
}
