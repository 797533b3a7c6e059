import type { RunManifest } from "../../protocol/manifest";
import type { RunQueries } from "../../protocol/queries";
import { readManifest, shownStatus } from "../manifest";
import { BrightnessCache } from "./brightness";
import { Drive } from "./drive";
import { cell, nextSpike } from "./lookups";
import { Population } from "./population";
import { raster } from "./raster";
import { rates } from "./rates";
import { lacksSummaries, rebuildSummaries } from "./rebuild";
import { RunFiles } from "./run-files";
import { ConfigWatch, snapshotOf } from "./snapshot";
import { neuronsIn } from "./totals";

/** A run that is read by ranges; closing it closes its files. */
export interface RunReader extends RunQueries {
  close(): void;
}

/**
 * Opens a run folder for reading; the run may still be going on. What is wrong with its arrays is told by `snapshot`, and the bins
 * before the damage can be read. Throws RunDamagedError when the manifest is missing or damaged; so does `snapshot` later.
 */
export function openRun(folder: string): RunReader {
  let manifest = readManifest(folder);
  const run = new RunFiles(folder, manifest);
  const brightness = new BrightnessCache();
  const population = new Population();
  const drive = new Drive(folder);
  const config = new ConfigWatch(folder);
  const renew = (): RunManifest => {
    manifest = readManifest(folder);
    run.refresh();
    return manifest;
  };
  let rebuilt: Promise<void> | null = null;
  let closed = false;
  /** Answers from the files as they are now; of a run that is over, after the summaries that it lacks were computed. */
  const answer = async <T>(query: () => T | Promise<T>): Promise<T> => {
    if (shownStatus(manifest) === "running") run.readHeaders();
    else if (rebuilt || lacksSummaries(run)) await (rebuilt ??= rebuildSummaries(run).catch(readBinsInstead));
    if (closed) throw new Error("The run was closed while it was read.");
    return query();
  };
  return {
    snapshot: async () => snapshotOf(run, renew(), config),
    raster: (query) => answer(() => raster(run, query, brightness)),
    rates: (query) => answer(() => rates(run, query)),
    drive: (query) => answer(() => drive.answer(run, manifest, query)),
    population: (query) => answer(() => population.answer(run, query)),
    neurons: ({ range }) => answer(() => neuronsIn(run, range)),
    cell: (query) => answer(() => cell(run, query)),
    nextSpike: (query) => answer(() => nextSpike(run, query)),
    close: () => {
      closed = true;
      drive.close();
      run.close();
    },
  };
}

/** Summaries only make reading fast: without them the bins themselves answer. */
function readBinsInstead(): void {}
