import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";

/** A temporary copy of examples/, without the runs that someone made there. */
export function copyExamples(): { readonly folder: string; forget(): void } {
  const temporary = mkdtempSync(join(realpathSync(tmpdir()), "spikeloop-workspace-"));
  const folder = join(temporary, "examples");
  cpSync(join(root, "examples"), folder, { recursive: true, filter: (file) => !file.endsWith(".runs") });
  return { folder, forget: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The run folders of a config, oldest first; none while it has not run. */
export function runFolders(configFile: string): string[] {
  const runs = configFile.replace(/\.glm\.json$/, ".runs");
  try {
    return readdirSync(runs, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(runs, basename(entry.name))).sort();
  } catch {
    return [];
  }
}
