import { performance } from "node:perf_hooks";
import { setImmediate as eventLoop } from "node:timers/promises";
import type { Divergence } from "../kernel/types";
import type { RunError, RunManifest, RunStatus } from "../protocol/manifest";
import type { SimulationRequest } from "../worker/messages";
import type { BegunRun } from "./beginning";
import { mostBinsPerBlock, Pace } from "./pace";
import { prepareRun, type PreparedRun, type SimulationHooks } from "./prepare";
import { divergenceError, ended, progressed } from "./record";
import { troubleText } from "./trouble";

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

async function simulate(run: PreparedRun, blockSize: number | undefined, { onEvent, signal }: SimulationHooks): Promise<void> {
  const { folder: runFolder, manifest, manifestFile, writer } = run.begun;
  const begin = performance.now();
  const now = (): RunManifest => progressed(manifest, writer.totals(), writer.binsDone, (performance.now() - begin) / 1000);
  const tell = atMostEvery(PROGRESS_MS, () => onEvent({ type: "progress", runFolder, manifest: now() }));
  const keep = atMostEvery(MANIFEST_MS, () => manifestFile.renew(now()));

  onEvent({ type: "started", runFolder, manifest });
  const outcome = await simulateBins(run, blockSize, signal, () => {
    tell();
    keep();
  });
  onEvent({ type: "ended", runFolder, manifest: keepEnd(run.begun, ended(now(), outcome.status, outcome.error)) });
}

/** Simulates and writes blocks until the bins are done or something stops them; between blocks the event loop has its turn. */
async function simulateBins(run: PreparedRun, blockSize: number | undefined, signal: AbortSignal, afterBlock: () => void): Promise<Outcome> {
  const { kernel, resolved } = run;
  const { writer } = run.begun;
  const { nNeurons, nFeatures } = resolved.model;
  const pace = new Pace(mostBinsPerBlock(nNeurons, nFeatures), blockSize);
  const buffers = new BlockBuffers(nNeurons);
  let divergence: Divergence | null = null;
  try {
    while (kernel.bin < resolved.nTimeBins && !signal.aborted && !divergence) {
      const begin = performance.now();
      const bins = pace.next(resolved.nTimeBins - kernel.bin);
      const { spikes, rates } = buffers.for(bins);
      const advance = kernel.advance(bins, spikes, rates);
      writer.append(spikes, rates, advance.binsDone);
      divergence = advance.divergence;
      pace.took(bins, performance.now() - begin);
      afterBlock();
      await eventLoop();
    }
    writer.finish();
  } catch (error) {
    writer.salvage();
    return { status: "failed", error: { message: troubleText(error) } };
  } finally {
    kernel.close?.();
  }
  if (divergence) return { status: "diverged", error: divergenceError(divergence, resolved.neurons.names) };
  return { status: kernel.bin < resolved.nTimeBins ? "cancelled" : "finished", error: null };
}

/** Writes the last manifest; when even that fails, whoever asked for the run still hears how it ended, and why it is not on disk. */
function keepEnd({ manifestFile }: BegunRun, manifest: RunManifest): RunManifest {
  try {
    manifestFile.end(manifest);
    return manifest;
  } catch (error) {
    const before = manifest.error ? `${manifest.error.message} ` : "";
    return { ...manifest, status: "failed", error: { message: `${before}How the run ended could not be written: ${troubleText(error)}` } };
  }
}

/** Calls `act` when the last call is at least so long ago. */
function atMostEvery(milliseconds: number, act: () => void): () => void {
  let last = performance.now();
  return () => {
    if (performance.now() - last < milliseconds) return;
    last = performance.now();
    act();
  };
}

/** Spikes and rates of one block, used again by the next. */
class BlockBuffers {
  private spikes = new Int32Array(0);
  private rates = new Float32Array(0);

  constructor(private readonly nNeurons: number) {}

  for(bins: number): { spikes: Int32Array; rates: Float32Array } {
    const length = bins * this.nNeurons;
    if (this.spikes.length < length) {
      this.spikes = new Int32Array(length);
      this.rates = new Float32Array(length);
    }
    return { spikes: this.spikes.subarray(0, length), rates: this.rates.subarray(0, length) };
  }
}
