import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CONFIG_COPY_FILE,
  INPUTS_FILE,
  MANIFEST_FILE,
  RATES_FILE,
  SPIKES_FILE,
  SUMMARY_SIZES,
  summaryFile,
} from "../../../src/runs/layout";
import { fabricateRun } from "../../support/fabricate";
import { makeHostileRuns } from "../../support/hostile-runs";
import { Tripwires } from "../../support/tripwires";

/** What a stranger writes wherever a text can be: a link that runs a command, an icon, markup, a control sequence. */
export const BAIT = "[click](command:canary.sing) $(rocket) <img src=x onerror=alert(1)></script> \u001b[31m\u202e";
/** The same as far as a file's name may have it. */
export const BAIT_NAME = "[click](command:canary.sing) $(rocket)";

/** What a person may have in a workspace that no run wrote. */
export const STRANGERS = ["thesis.tex", "data"];

/** A workspace as a stranger may have made it. Whatever lies outside of it is a pipe that tells when it is opened. */
export interface HostileWorkspace {
  readonly workspace: string;
  readonly tripwires: Tripwires;
  /** The pipe that a test may open to see that it tells. */
  readonly spare: string;
  forget(): void;
}

/** Needs a system with pipes and links. */
export function makeHostileWorkspace(): HostileWorkspace {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "spikeloop-hostile-"));
  const [workspace, outside] = [join(root, "workspace"), join(root, "outside")];
  for (const folder of [workspace, outside]) mkdirSync(folder);
  const tripwires = new Tripwires(root);
  const lay = (name: string): string => tripwires.lay(join(outside, name));
  makeConfigs(workspace, lay);
  makeRuns(join(workspace, `${BAIT_NAME}.runs`), outside, lay);
  makeHostileRuns(join(workspace, "stranger.runs"), join(outside, "originals"));
  makeRunInRoot(workspace);
  const forget = (): void => {
    tripwires.clear();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
  return { workspace, tripwires, spare: lay("spare"), forget };
}

function makeConfigs(workspace: string, lay: (name: string) => string): void {
  const input = lay("input.npy");
  symlinkSync(input, join(workspace, "linked.npy"));
  const config = {
    [BAIT]: 1,
    title: BAIT,
    coupling_coef: "../outside/input.npy",
    coupling_basis_matrix: { basis: BAIT, n_basis_funcs: 3, window_size: 10 },
    intercepts: "linked.npy",
    feedforward_coef: input,
    inverse_link_function: BAIT,
    neurons: { names: [BAIT, BAIT], groups: [BAIT, "b"] },
    n_time_bins: 100,
  };
  writeFileSync(join(workspace, `${BAIT_NAME}.glm.json`), JSON.stringify(config, null, 2));
}

/** Runs with texts, and runs that lead outside, the newest first. */
function makeRuns(runsFolder: string, outside: string, lay: (name: string) => string): void {
  const run = (day: number): string => join(runsFolder, `202601${String(day).padStart(2, "0")}T000000Z-key${day}`);
  const size = { nNeurons: 3, nTimeBins: 2000, rate: 0.2 };
  const texts = {
    title: BAIT,
    neurons: { names: [BAIT, "b", "c"], groups: [BAIT, BAIT, "g"] },
    error: { message: BAIT },
    status: "failed",
  } as const;
  fabricateRun(run(9), { ...size, manifest: { ...texts, run_number: 9, config: "../../../outside/config.glm.json" } });
  lay("config.glm.json");

  fabricateRun(run(8), {
    ...size,
    manifest: { run_number: 8, n_features: 1, feedforward_input: "../../../outside/feedforward.npy" },
  });
  lay("feedforward.npy");
  for (const name of [SPIKES_FILE, RATES_FILE, INPUTS_FILE, CONFIG_COPY_FILE, ...SUMMARY_SIZES.map(summaryFile)]) {
    rmSync(join(run(8), name), { force: true });
    symlinkSync(lay(name), join(run(8), name));
  }

  mkdirSync(run(7));
  symlinkSync(lay(MANIFEST_FILE), join(run(7), MANIFEST_FILE));

  const elsewhere = join(outside, "run");
  fabricateRun(elsewhere, { ...size, manifest: { run_number: 6 } });
  rmSync(join(elsewhere, SPIKES_FILE));
  lay(join("run", SPIKES_FILE));
  symlinkSync(elsewhere, run(6));
}

/** The workspace's own folder says that it is a run. */
function makeRunInRoot(workspace: string): void {
  fabricateRun(workspace, { nNeurons: 2, nTimeBins: 100, manifest: { config: `${BAIT_NAME}.glm.json` } });
  writeFileSync(join(workspace, "thesis.tex"), "years of work");
  mkdirSync(join(workspace, "data"));
  writeFileSync(join(workspace, "data", "recording.npy"), "rare");
}
