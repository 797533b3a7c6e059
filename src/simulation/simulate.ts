import { performance } from "node:perf_hooks";
import { setImmediate as eventLoop } from "node:timers/promises";
import type { ResolvedConfig } from "../config/types";
import { tolerate } from "../files/attempt";
import type { Divergence } from "../kernel/types";
import type { RunError, RunManifest, RunStatus } from "../protocol/manifest";
import type { SimulationRequest } from "./messages";
import { Background } from "../runs/write/background";
import type { CreatedRun } from "../runs/write/create-run";
import { Block } from "./block";
import { type Cause, divergenceError, findCause, nameOf } from "./cause";
import { mostBinsPerBlock, Pace } from "./pace";
import { engineOf, prepareRun, type PreparedRun, type SimulationHooks } from "./prepare";
import { ended, progressed } from "../runs/manifest/build";
import { errorText } from "./error-text";

export type { SimulationHooks };

/** Least time between two progress events, and between two manifests on disk, in milliseconds. */
const PROGRESS_MS = 100;
const MANIFEST_MS = 1000;

/**
 * Simulates a config into a run folder, block by block, with memory that does not grow with the number of bins.
 * The last event is `ended` (finished, cancelled, diverged or failed; what was simulated is kept), `problems` (bad config) or
 * `refused` (nothing was run). Errors of the config or the disk are events too, not exceptions.
 */
export async function simulateToFolder(request: SimulationRequest, hooks: SimulationHooks): Promise<void> {
  const run = await prepareRun(request, hooks);
  if (run) await simulate(run, request.blockSize, hooks);
}

interface Outcome {
  readonly status: Exclude<RunStatus, "running">;
  readonly error: RunError | null;
}

async function simulate(
  run: PreparedRun,
  blockSize: number | undefined,
  { onEvent, signal }: SimulationHooks,
): Promise<void> {
  const { folder: runFolder, manifest, manifestFile, writer } = run.begun;
  const start = performance.now();
  const now = (): RunManifest =>
    progressed(manifest, writer.totals(), writer.binsDone, (performance.now() - start) / 1000);
  const progressIsDue = atMostEvery(PROGRESS_MS);
  const manifestIsDue = atMostEvery(MANIFEST_MS);
  const renewing = new Background();

  onEvent({ type: "started", runFolder, manifest });
  const outcome = await simulateBins(run, blockSize, signal, async () => {
    if (progressIsDue()) onEvent({ type: "progress", runFolder, manifest: now() });
    if (renewing.isBusy) return;
    await renewing.settled();
    if (manifestIsDue()) await renewing.start(() => manifestFile.renew(now()));
  });
  // A failed update no longer matters: the last manifest is written into space reserved for it.
  await renewing.settled().catch(() => undefined);
  const end = { ...ended(now(), outcome.status, outcome.error), engine: engineOf(run) };
  onEvent({ type: "ended", runFolder, manifest: await writeEnd(run.begun, end) });
  await manifestFile.settle();
}

/** Simulates and writes blocks until the run is done or stops. While one is computed, the previous one is written. */
async function simulateBins(
  run: PreparedRun,
  blockSize: number | undefined,
  signal: AbortSignal,
  afterBlock: () => Promise<void>,
): Promise<Outcome> {
  const { kernel, resolved } = run;
  const { writer } = run.begun;
  const { nNeurons } = resolved.model;
  const mostBins = Math.min(mostBinsPerBlock(nNeurons), resolved.nTimeBins);
  const pace = new Pace(mostBins, blockSize);
  let [block, other] = [new Block(nNeurons, mostBins), new Block(nNeurons, mostBins)];
  let divergence: Divergence | null = null;
  let cause: Cause | null = null;
  try {
    while (kernel.bin < resolved.nTimeBins && !signal.aborted && !divergence) {
      const start = performance.now();
      const bins = pace.next(resolved.nTimeBins - kernel.bin);
      divergence = block.fill(kernel, bins, writer.summaries);
      pace.took(bins, performance.now() - start);
      await eventLoop();
      await writer.append(block);
      [block, other] = [other, block];
      await afterBlock();
    }
    await writer.finish();
    // Without the run's files the divergence is reported without its cause.
    const diverged = divergence;
    if (diverged) cause = tolerate(() => findCause(run.begun.folder, diverged, resolved));
  } catch (error) {
    await writer.salvage();
    return { status: "failed", error: { message: errorText(error) } };
  } finally {
    kernel.close?.();
    resolved.feedforward?.close?.();
  }
  if (divergence) {
    return { status: "diverged", error: divergenceError(divergence, nameOf(divergence.neuron, resolved), cause) };
  }
  return kernel.bin < resolved.nTimeBins ? { status: "cancelled", error: null } : finished(resolved);
}

/** The outcome after all bins: failed if the input's file has changed since it was read. */
function finished({ feedforward }: ResolvedConfig): Outcome {
  try {
    feedforward?.check?.();
    return { status: "finished", error: null };
  } catch (error) {
    return { status: "failed", error: { message: errorText(error) } };
  }
}

/** Syncs the arrays before it writes the last manifest, so that a `finished` run has them. On failure the manifest says why. */
async function writeEnd({ manifestFile, writer }: CreatedRun, manifest: RunManifest): Promise<RunManifest> {
  let end = manifest;
  const [arrays, text] = await Promise.allSettled([writer.syncToDisk(), manifestFile.prepareEnd(manifest)]);
  try {
    if (arrays.status === "rejected") {
      end = failedToo(manifest, `Not all of it could be brought to the disk: ${errorText(arrays.reason)}`);
      await manifestFile.prepareEnd(end);
    } else if (text.status === "rejected") throw text.reason;
    await manifestFile.end();
    return end;
  } catch (error) {
    return failedToo(end, `How the run ended could not be written: ${errorText(error)}`);
  }
}

/** Adds `message` to the manifest's error, which comes first as its cause. */
function failedToo(manifest: RunManifest, message: string): RunManifest {
  const before = manifest.error ? `${manifest.error.message} ` : "";
  return { ...manifest, status: "failed", error: { message: `${before}${message}` } };
}

/** Returns a function that is true at most once in so many milliseconds. */
function atMostEvery(milliseconds: number): () => boolean {
  let last = performance.now();
  return () => {
    if (performance.now() - last < milliseconds) return false;
    last = performance.now();
    return true;
  };
}
