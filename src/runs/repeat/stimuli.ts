import { selectNeurons, type NeuronLabels } from "../../config/stimuli/neurons";
import type { Stimulus } from "../../config/schema/stimuli";
import { normalInPython } from "../../config/sources/computed/normal";
import type { ResolvedConfig } from "../../config/types";
import type { RecurrentGlm } from "../../model/types";

/** A config's stimuli as lines of Python that add them up, one line each. */
export function stimuliInPython(stimuli: readonly Stimulus[], resolved: ResolvedConfig): string {
  const { nNeurons, nFeatures } = resolved.model;
  const drawn = `(${resolved.nTimeBins}, ${nNeurons})`;
  const lines = stimuli.map((stimulus) => {
    const columns = columnsInPython(stimulus.neurons, resolved.model, resolved.neurons);
    const target = `feedforward_input[:, ${columns}, ${stimulus.feature ?? 0}]`;
    return `${target} += ${valuesInPython(stimulus, drawn, columns)}`;
  });
  return [
    "t = np.arange(n_bins)[:, None]",
    `feedforward_input = np.zeros((n_bins, ${nNeurons}, ${nFeatures}))`,
    ...lines,
    "feedforward_input = feedforward_input.astype(np.float32)",
    "",
  ].join("\n");
}

/** (n_bins, 1) values that are the same for all neurons of the stimulus, or (n_bins, its neurons) where each has its own. */
function valuesInPython(stimulus: Stimulus, drawn: string, columns: string): string {
  if ("normal" in stimulus) return `${normalInPython(stimulus.normal, drawn)}[:n_bins, ${columns}]`;
  if ("constant" in stimulus) return String(stimulus.constant.amplitude);
  if ("sine" in stimulus) {
    const { period, phase = 0, amplitude } = stimulus.sine;
    return `${amplitude} * np.sin(2 * np.pi * t / ${period} + ${phase})`;
  }
  if ("step" in stimulus) {
    const { start, duration, amplitude } = stimulus.step;
    return `${amplitude} * ((t >= ${start}) & (t < ${start + duration}))`;
  }
  const { start, duration, period, amplitude } = stimulus.pulses;
  return `${amplitude} * ((t >= ${start}) & ((t - ${start}) % ${period} < ${duration}))`;
}

/** Which neurons a stimulus reaches: all, or the indices that indices, names and groups stand for. */
function columnsInPython(choice: Stimulus["neurons"], { nNeurons }: RecurrentGlm, labels: NeuronLabels): string {
  if (choice === undefined) return ":";
  return `[${selectNeurons(Array.isArray(choice) ? choice : [choice], nNeurons, labels).join(", ")}]`;
}
