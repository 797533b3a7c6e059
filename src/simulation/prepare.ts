import { availableParallelism } from "node:os";
import { chooseArithmetic, type ChosenArithmetic } from "../config/arithmetic";
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
import { agreementOf } from "./agreement";
import { createRun, placeOf, readConfig, type CreatedRun } from "../runs/write/create-run";
import { digestsOf, holdFeedforward } from "../runs/write/inputs";
import { estimateResources, shortage } from "./estimate";
import { STOPPED_BEFORE, errorText } from "./error-text";

/** Callbacks of whoever requests a run. */
export interface SimulationHooks {
  onEvent(event: SimulationEvent): void;
  /** Aborting stops the run after the current block of bins; what was simulated is kept. */
  readonly signal: AbortSignal;
  /** Decides whether to go on, given the estimate; without it every run that fits does. */
  admit?(estimate: ResourceEstimate): Promise<Admission>;
  /** Called just before the run is written; without it every run that was not stopped is. */
  mayWrite?(): boolean;
  /** Starts a helper thread of the kernel; without it a simulation uses one thread. */
  readonly spawn?: SpawnThread;
  /** Whether helper threads may run now; by default always. */
  mayHelp?(): boolean;
}

/** A created run, ready for its first bin. */
export interface PreparedRun {
  readonly resolved: ResolvedConfig;
  readonly kernel: Kernel;
  readonly arithmetic: ChosenArithmetic;
  readonly begun: CreatedRun;
}

/** Does everything before the first bin, cheapest first; null if the run cannot start (an event gives the reason). */
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
    return (await createResolved(request, config, read, threads, hooks)) ?? refuse(STOPPED_BEFORE);
  } catch (error) {
    if (!(error instanceof ConfigError)) return refuse(hooks.signal.aborted ? STOPPED_BEFORE : errorText(error));
    hooks.onEvent({ type: "problems", problems: error.problems });
    return null;
  }
}

/** Repeats the estimate until it is admitted or declined. Throws ConfigError if the config has errors. */
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

/** null if the run was stopped. Closes the feedforward input if no run is created. */
async function createResolved(
  request: SimulationRequest,
  config: ConfigText,
  read: ResolvedConfig,
  threads: number,
  hooks: SimulationHooks,
): Promise<PreparedRun | null> {
  let run: PreparedRun | null = null;
  try {
    const resolved = holdFeedforward(read);
    const arithmetic = chooseArithmetic(resolved);
    const digests = await digestsOf(resolved.files, hooks.signal);
    if (hooks.signal.aborted || hooks.mayWrite?.() === false) return null;
    const kernel = kernelFor(resolved, arithmetic, threads, hooks);
    run = create(request, config, resolved, digests, { arithmetic, kernel });
    return run;
  } finally {
    if (!run) read.feedforward?.close?.();
  }
}

/** Uses as many threads as make it faster, at most `threads`. */
function kernelFor(
  { model, randomKey: key, feedforward, nTimeBins }: ResolvedConfig,
  { order }: ChosenArithmetic,
  threads: number,
  { spawn, mayHelp }: SimulationHooks,
): Kernel {
  const count = usefulThreads(model.nNeurons, nTimeBins, threads);
  return createKernel({ model, key, feedforward, order }, undefined, spawn && { count, spawn, mayHelp });
}

function create(
  request: SimulationRequest,
  config: ConfigText,
  resolved: ResolvedConfig,
  digests: ReadonlyMap<string, string>,
  computing: Computing,
): PreparedRun {
  try {
    return { resolved, ...computing, begun: createRun(request, config, resolved, digests, engineOf(computing)) };
  } catch (error) {
    computing.kernel.close?.();
    throw error;
  }
}

type Computing = Pick<PreparedRun, "kernel" | "arithmetic">;

/** The kernel and its arithmetic, as in the manifest. */
export function engineOf({ kernel: { name, threads, strategy }, arithmetic }: Computing): RunManifest["engine"] {
  return { kernel: name, threads, ...agreementOf(strategy, arithmetic) };
}
