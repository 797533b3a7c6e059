import { join } from "node:path";
import type { RunManifest } from "../../../src/protocol/manifest";
import { readManifest } from "../../../src/runs/manifest/read";
import { eventually } from "./eventually";
import type { Workbench } from "./workbench";
import { runFolders } from "./workspace";

/** Path of a config below the workspace. */
export type ConfigPath = readonly string[];
export const TWO_NEURONS: ConfigPath = ["two-neurons", "two-neurons.glm.json"];
export const EI_PULSE: ConfigPath = ["ei-pulse", "ei-pulse.glm.json"];

/** Waits until the newest of so many runs of a config is finished and in view. */
export async function finishedRun(
  workbench: Workbench,
  config: ConfigPath,
  number: number,
): Promise<{ folder: string; manifest: RunManifest }> {
  const file = join(workbench.workspace, ...config);
  const run = await eventually(
    `finished run ${number} of ${config.at(-1)}`,
    () => {
      const folder = runFolders(file)[number - 1];
      const manifest = folder === undefined ? undefined : readManifest(folder);
      return manifest?.status === "finished" && { folder, manifest };
    },
    30_000,
  );
  await workbench.tab(`${config.at(-1)?.replace(/\.glm\.json$/, "")} · run ${number}`).waitFor();
  await workbench.runView().drawn();
  return run;
}

/** Simulates a config by the menu of the Explorer and waits for its view. */
export async function simulate(
  workbench: Workbench,
  config: ConfigPath,
  number: number,
): Promise<{ folder: string; manifest: RunManifest }> {
  await workbench.contextMenu(await workbench.reveal(...config), "Simulate");
  return finishedRun(workbench, config, number);
}
