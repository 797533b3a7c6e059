import type { ResolvedConfig } from "../config/types";
import { normalInPython } from "./repeat-normal";

/** A config's stimuli as lines of Python that add them up, one line each. */
export function stimuliInPython(stimuli: readonly Record<string, unknown>[], resolved: ResolvedConfig): string {
  const { nNeurons, nFeatures } = resolved.model;
  const drawn = `(${resolved.nTimeBins}, ${nNeurons})`;
  const lines = stimuli.map((stimulus) => {
    const columns = columnsInPython(stimulus.neurons, resolved.neurons);
    const target = `feedforward_input[:, ${columns}, ${Number(stimulus.feature ?? 0)}]`;
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
function valuesInPython(stimulus: Readonly<Record<string, unknown>>, drawn: string, columns: string): string {
  const [kind] = Object.keys(stimulus).filter((key) => key !== "neurons" && key !== "feature");
  const parameters = stimulus[kind] as Readonly<Record<string, number>>;
  const { amplitude, start, duration, period, phase = 0 } = parameters;
  switch (kind) {
    case "constant":
      return String(amplitude);
    case "step":
      return `${amplitude} * ((t >= ${start}) & (t < ${start + duration}))`;
    case "pulses":
      return `${amplitude} * ((t >= ${start}) & ((t - ${start}) % ${period} < ${duration}))`;
    case "sine":
      return `${amplitude} * np.sin(2 * np.pi * t / ${period} + ${phase})`;
    case "normal":
      return `${normalInPython(parameters, drawn)}[:n_bins, ${columns}]`;
    default:
      throw new Error(`there is no stimulus ${kind}`);
  }
}

/** Which neurons a stimulus reaches: all, or the indices that indices, names and groups stand for. */
function columnsInPython(selection: unknown, { names, groups }: ResolvedConfig["neurons"]): string {
  if (selection === undefined) return ":";
  const chosen = Array.isArray(selection) ? (selection as (number | string)[]) : [selection as number | string];
  const indices = chosen.flatMap((one) => {
    if (typeof one === "number") return [one];
    const named = (names ?? []).flatMap((name, index) => (name === one ? [index] : []));
    return named.length > 0 ? named : (groups ?? []).flatMap((group, index) => (group === one ? [index] : []));
  });
  return `[${[...new Set(indices)].sort((a, b) => a - b).join(", ")}]`;
}
