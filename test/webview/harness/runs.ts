/** Runs to look at: made once a file in a temporary folder, read by the real reader. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunManifest } from "../../../src/protocol/manifest";
import type { RunQueries, RunSnapshot } from "../../../src/protocol/queries";
import { openRun, type RunReader } from "../../../src/runs/read/open";
import { fabricateRun, type Fabrication } from "../../support/fabricate";

export const GROUPS = ["sensory", "excitatory", "inhibitory"];

/** 60 neurons in three groups, 5 s of 1 ms bins. */
export const SIXTY: Fabrication = { nNeurons: 60, nTimeBins: 5000, binSize: 0.001, groups: GROUPS, rate: 0.03 };

export class RunShelf {
  private readonly folder = mkdtempSync(join(tmpdir(), "spikeloop-view-"));
  private readonly open: RunReader[] = [];
  private made = 0;

  /** A new run; its folder lies until `clear`. */
  make(fabrication: Fabrication): {
    readonly folder: string;
    readonly manifest: RunManifest;
    readonly queries: RunReader;
  } {
    const folder = join(this.folder, String(++this.made));
    const manifest = fabricateRun(folder, fabrication);
    const queries = openRun(folder);
    this.open.push(queries);
    return { folder, manifest, queries };
  }

  clear(): void {
    for (const reader of this.open) reader.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The same run, but as another moment or outcome would show it. */
export function seenAs(queries: RunQueries, change: (snapshot: RunSnapshot) => RunSnapshot): RunQueries {
  return { ...queries, snapshot: async () => change(await queries.snapshot()) };
}

/** The run after so many bins, with this outcome. */
export function stoppedAt(
  bins: number,
  status: RunSnapshot["shownStatus"],
  error: RunManifest["error"] = null,
): (snapshot: RunSnapshot) => RunSnapshot {
  return (snapshot) => ({
    ...snapshot,
    shownStatus: status,
    binsReadable: bins,
    manifest: {
      ...snapshot.manifest,
      status: status === "interrupted" ? "running" : status,
      bins_done: bins,
      error,
      elapsed_seconds: 2,
    },
  });
}
