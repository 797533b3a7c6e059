// Writes media/glm.schema.json, from which VS Code completes and explains configs, as src/config/schema/json-schema.ts makes it.
import { build } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UNSHIPPED } from "./lib/bundling.mjs";
import { root } from "./lib/paths.mjs";

export async function writeSchema() {
  const bundle = join(root, "out", "schema.mjs");
  const target = join(root, "media", "glm.schema.json");
  await build({
    entryPoints: [join(root, "src", "config", "schema", "json-schema.ts")],
    outfile: bundle,
    ...UNSHIPPED,
  });
  const { glmSchema } = await import(pathToFileURL(bundle).href);
  mkdirSync(join(root, "media"), { recursive: true });
  writeFileSync(target, JSON.stringify(glmSchema(), null, 1) + "\n");
}
