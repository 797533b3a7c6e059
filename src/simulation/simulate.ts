import { performance } from "node:perf_hooks";
import { setImmediate as eventLoop } from "node:timers/promises";
import type { ResolvedConfig } from "../config/types";
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
 * All that can happen is told as an event: the last is `ended` (finished, cancelled, diverged or failed; what was done is kept),
 * `problems` (bad config) or `refused` (nothing was run). It does not throw for anything that a config, disk or person does.
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
  const begin = performance.now();
  const now = (): RunManifest =>
    progressed(manifest, writer.totals(), writer.binsDone, (performance.now() - begin) / 1000);
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
  // A manifest that could not be renewed matters no more: how the run ended is told in the space that was reserved for it.
  await renewing.settled().catch(() => undefined);
  const end = { ...ended(now(), outcome.status, outcome.error), engine: engineOf(run.kernel) };
  onEvent({ type: "ended", runFolder, manifest: await keepEnd(run.begun, end) });
  await manifestFile.settle();
}

/**
 * Simulates and writes blocks until the bins are done or something stops them; between blocks the event loop has its turn.
 * While a block is computed, the one before is written.
 */
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
      const begin = performance.now();
      const bins = pace.next(resolved.nTimeBins - kernel.bin);
      divergence = block.fill(kernel, bins, writer.summaries);
      pace.took(bins, performance.now() - begin);
      await eventLoop();
      await writer.append(block);
      [block, other] = [other, block];
      await afterBlock();
    }
    await writer.finish();
    if (divergence) cause = causeIfKnown(run.begun.folder, divergence, resolved);
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

/** null where the files that tell it cannot be read any more: the divergence itself is told all the same. */
function causeIfKnown(folder: string, divergence: Divergence, resolved: ResolvedConfig): Cause | null {
  try {
    return findCause(folder, divergence, resolved);
  } catch {
    return null;
  }
}

/** Of a run that has done all bins: it failed when the file of its input has changed since the last of them was read. */
function finished({ feedforward }: ResolvedConfig): Outcome {
  try {
    feedforward?.check?.();
    return { status: "finished", error: null };
  } catch (error) {
    return { status: "failed", error: { message: errorText(error) } };
  }
}

/**
 * Brings the arrays to the disk and then writes the last manifest, so that none that says `finished` ever is there without them. When that
 * fails, whoever asked for the run still hears how it ended, and why it is not on disk.
 */
async function keepEnd({ manifestFile, writer }: CreatedRun, manifest: RunManifest): Promise<RunManifest> {
  let end = manifest;
  const [arrays, text] = await Promise.allSettled([writer.syncToDisk(), manifestFile.prepareEnd(manifest)]);
  try {
    if (arrays.status === "rejected") {
      end = failedBesides(manifest, `Not all of it could be brought to the disk: ${errorText(arrays.reason)}`);
      await manifestFile.prepareEnd(end);
    } else if (text.status === "rejected") throw text.reason;
    await manifestFile.end();
    return end;
  } catch (error) {
    return failedBesides(end, `How the run ended could not be written: ${errorText(error)}`);
  }
}

/** That it failed otherwise comes first: what follows is its consequence. */
function failedBesides(manifest: RunManifest, message: string): RunManifest {
  const before = manifest.error ? `${manifest.error.message} ` : "";
  return { ...manifest, status: "failed", error: { message: `${before}${message}` } };
}

/** Whether the last time that this was true is at least so long ago. */
function atMostEvery(milliseconds: number): () => boolean {
  let last = performance.now();
  return () => {
    if (performance.now() - last < milliseconds) return false;
    last = performance.now();
    return true;
  };
}
