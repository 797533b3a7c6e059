import { availableParallelism } from "node:os";
import type { ConfigText } from "../config/text/decode";
import { outlineConfig, type Outline } from "../config/analyse";
import { dimensionsOf } from "../config/plan";
import { readingNeed } from "../config/reading-need";
import { resolveForRun } from "../config/resolve";
import { ConfigError, type ResolvedConfig } from "../config/types";
import { nearestExisting } from "../files/space";
import { createKernel, usefulThreads } from "../kernel";
import type { Kernel, SpawnThread } from "../kernel/types";
import type { RunManifest } from "../protocol/manifest";
import type { Admission, ResourceEstimate, SimulationEvent, SimulationRequest } from "./messages";
import { createRun, placeOf, readConfig, type CreatedRun } from "../runs/write/create-run";
import { digestsOf, holdFeedforward } from "../runs/write/inputs";
import { estimateResources, shortage } from "./estimate";
import { STOPPED_BEFORE, errorText } from "./error-text";

/** Whoever asked for a run. */
export interface SimulationHooks {
  onEvent(event: SimulationEvent): void;
  /** Aborting stops the run between two blocks of bins; what was done is kept. */
  readonly signal: AbortSignal;
  /** Whether to go on, knowing what the run takes; without it every run that fits goes on. */
  admit?(estimate: ResourceEstimate): Promise<Admission>;
  /** Whether to begin to write, asked just before; without it every run that was not stopped is written. */
  mayWrite?(): boolean;
  /** Starts a thread that helps the kernel; without it each simulation has one. */
  readonly spawn?: SpawnThread;
  /** Whether those threads may help now; always, when left out. */
  mayHelp?(): boolean;
}

/** A run of which only the bins are missing. */
export interface PreparedRun {
  readonly resolved: ResolvedConfig;
  readonly kernel: Kernel;
  readonly begun: CreatedRun;
}

/** Everything before the first bin, cheapest first; null when it does not come to that (the reason has then been told). */
export async function prepareRun(request: SimulationRequest, hooks: SimulationHooks): Promise<PreparedRun | null> {
  const refuse = (message: string): null => {
    hooks.onEvent({ type: "refused", message });
    return null;
  };
  try {
    const config = readConfig(request);
    const outline = outlineConfig(request.configFile, config.text, request.overrides);
    const { admission, estimate } = await admitted(request, outline, hooks);
    if (admission.type === "decline") return refuse("The run was not started.");
    const lacking = shortage(estimate);
    if (lacking) return refuse(lacking);
    const order = { spoolIn: request.checkOnly ? null : nearestExisting(placeOf(request)), signal: hooks.signal };
    const read = await resolveForRun(request.configFile, config.text, request.overrides ?? {}, order, outline);
    if (request.checkOnly) {
      hooks.onEvent({ type: "problems", problems: read.warnings });
      return null;
    }
    if (read.warnings.length > 0) hooks.onEvent({ type: "warnings", problems: read.warnings });
    const threads = admission.threads ?? request.threads ?? availableParallelism();
    return (await beginResolved(request, config, read, threads, hooks)) ?? refuse(STOPPED_BEFORE);
  } catch (error) {
    if (!(error instanceof ConfigError)) return refuse(hooks.signal.aborted ? STOPPED_BEFORE : errorText(error));
    hooks.onEvent({ type: "problems", problems: error.problems });
    return null;
  }
}

/** Estimates what the run takes until it is admitted or declined. Throws ConfigError where that cannot be told. */
async function admitted(
  request: SimulationRequest,
  outline: Outline,
  { onEvent, admit }: SimulationHooks,
): Promise<{ admission: Exclude<Admission, { type: "measure" }>; estimate: ResourceEstimate }> {
  const dimensions = dimensionsOf(outline);
  if (!dimensions || outline.problems.hasErrors) throw new ConfigError(outline.problems.sorted());
  const reading = readingNeed(outline, dimensions);
  for (;;) {
    const estimate = estimateResources(dimensions, reading, placeOf(request));
    onEvent({ type: "estimate", estimate });
    const admission: Admission = (await admit?.(estimate)) ?? { type: "admit" };
    if (admission.type !== "measure") return { admission, estimate };
  }
}

/** null when the run was stopped before. Without a run, the feedforward input is closed. */
async function beginResolved(
  request: SimulationRequest,
  config: ConfigText,
  read: ResolvedConfig,
  threads: number,
  hooks: SimulationHooks,
): Promise<PreparedRun | null> {
  let run: PreparedRun | null = null;
  try {
    const resolved = holdFeedforward(read);
    const digests = await digestsOf(resolved.files, hooks.signal);
    if (hooks.signal.aborted || hooks.mayWrite?.() === false) return null;
    run = begin(request, config, resolved, digests, kernelFor(resolved, threads, hooks));
    return run;
  } finally {
    if (!run) read.feedforward?.close?.();
  }
}

/** With as many threads as pay, up to so many. */
function kernelFor(
  { model, randomKey: key, feedforward, nTimeBins }: ResolvedConfig,
  threads: number,
  { spawn, mayHelp }: SimulationHooks,
): Kernel {
  const count = usefulThreads(model.nNeurons, nTimeBins, threads);
  return createKernel({ model, key, feedforward }, undefined, spawn && { count, spawn, mayHelp });
}

function begin(
  request: SimulationRequest,
  config: ConfigText,
  resolved: ResolvedConfig,
  digests: ReadonlyMap<string, string>,
  kernel: Kernel,
): PreparedRun {
  try {
    return { resolved, kernel, begun: createRun(request, config, resolved, digests, engineOf(kernel)) };
  } catch (error) {
    kernel.close?.();
    throw error;
  }
}

/** What computes a run, as its manifest tells it. */
export function engineOf({ name, threads, strategy }: Kernel): RunManifest["engine"] {
  return { kernel: name, threads, strategy };
}
