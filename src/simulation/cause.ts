import { join } from "node:path";
import { readNpyHeader, readNpyRows } from "../arrays/npy/npy";
import type { ResolvedConfig } from "../config/types";
import { withFile } from "../files/open";
import type { Divergence } from "../kernel/types";
import { etaTerms } from "../model/eta-terms";
import type { RunError } from "../protocol/manifest";
import { significant } from "../text/numbers";
import { SPIKES_FILE } from "../runs/layout";

/** What made a rate diverge: the largest part of eta. */
export interface Cause {
  /** The config key to change. */
  readonly argument:
    "intercepts" | "feedforward_coef" | "feedforward_input" | "coupling_coef" | "inverse_link_function";
  /** What it does and the remedy, as half a sentence. */
  readonly words: string;
}

/** Finds the cause from the spikes in the run's folder, which end before the diverged bin. */
export function findCause(folder: string, { bin, neuron, rate }: Divergence, resolved: ResolvedConfig): Cause {
  const { model, feedforward } = resolved;
  const { nNeurons, nFeatures, windowSize, initY } = model;
  const past = new Float32Array(windowSize * nNeurons);
  const done = Math.min(bin, windowSize);
  past.set(initY.subarray(done * nNeurons));
  past.set(lastRows(join(folder, SPIKES_FILE), bin - done, done), (windowSize - done) * nNeurons);
  const input =
    feedforward && nFeatures > 0 ? feedforward.read(bin, 1).slice(neuron * nFeatures, (neuron + 1) * nFeatures) : [];
  const { intercept, features, senders } = etaTerms(model, neuron, past, input);

  const parts = { intercept, feedforward: sum(features), coupling: sum(senders) };
  const eta = parts.intercept + parts.feedforward + parts.coupling;
  // Every link but 1/x grows with eta; 1/x gives invalid rates where eta is zero or below.
  const upwards = rate > 0 && model.inverseLink !== "one_over_x";
  const weight = (part: number): number => (upwards ? part : -part);
  const [largest, value] = Object.entries(parts).reduce((best, part) =>
    weight(part[1]) > weight(best[1]) ? part : best,
  );
  const ofEta = `${signed(value)} of eta = ${significant(eta)}`;
  if (!(weight(value) > 0)) {
    return {
      argument: "inverse_link_function",
      words: `eta is ${significant(eta)}, where ${model.inverseLink} gives no rate: raise the intercept, or choose another inverse link`,
    };
  }
  if (largest === "intercept") {
    const remedy = upwards ? "lower it" : "raise it";
    return {
      argument: "intercepts",
      words: `the neuron's intercept makes most of it (${ofEta}): ${remedy}, or choose another inverse link`,
    };
  }
  if (largest === "feedforward") {
    const k = indexOfLargest(features, weight);
    const isInput = Math.abs(input[k]) >= Math.abs(model.feedforwardCoef[neuron * nFeatures + k]);
    const words = `feedforward input makes most of it (${ofEta}): weaken the input or its coefficient, or choose another inverse link`;
    return { argument: isInput ? "feedforward_input" : "feedforward_coef", words };
  }
  const sender = indexOfLargest(senders, weight);
  const who = sender === neuron ? "its own spikes" : `the spikes of neuron ${nameOf(sender, resolved)}`;
  const kind = upwards ? "the network has run away; weaken its excitatory coupling" : "weaken its inhibitory coupling";
  return {
    argument: "coupling_coef",
    words: `coupling makes most of it (${ofEta}; ${signed(senders[sender])} by ${who}): ${kind}, or choose another inverse link`,
  };
}

/** A neuron in messages: its index, with its name if it has one. */
export function nameOf(neuron: number, { neurons: { names } }: Pick<ResolvedConfig, "neurons">): string {
  return names ? `${neuron} (${names[neuron]})` : String(neuron);
}

/** Rows `first` to `first + count` of the run's spikes, (count, N). */
function lastRows(file: string, first: number, count: number): Float32Array {
  return withFile(file, (source) => readNpyRows(source, readNpyHeader(source), first, count));
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function indexOfLargest(values: Float64Array, weight: (value: number) => number): number {
  return values.reduce((best, value, i) => (weight(value) > weight(values[best]) ? i : best), 0);
}

function signed(value: number): string {
  return value > 0 ? `+${significant(value)}` : significant(value);
}

/** The error of a rate that no spikes can be drawn from; `name`: the neuron in messages. */
export function divergenceError({ bin, neuron, rate }: Divergence, name: string, cause: Cause | null): RunError {
  return {
    message:
      `The rate of neuron ${name} in bin ${bin} is ${significant(rate)} counts per bin, ${complaint(rate)}${cause ? `: ${cause.words}` : ""}. ` +
      `Nothing was drawn from it and the run ends with the bin before.`,
    bin,
    neuron,
    rate: Number.isFinite(rate) ? rate : String(rate),
    ...(cause && { argument: cause.argument }),
  };
}

function complaint(rate: number): string {
  if (Number.isNaN(rate)) return "which is not a number";
  return rate < 0 ? "which is negative" : "above the limit of 10⁶";
}
