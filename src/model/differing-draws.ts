import { type InverseLinkName, LINKS } from "./links";
import type { FeedforwardSource, RecurrentGlm } from "./types";

/** What one rounding to float32 changes at most, relative to its result. */
const ROUNDING = 2 ** -24;
/**
 * How far the fastest order and NeMoS' are apart on average, in roundings of the sum of magnitudes: of coupling terms, of several
 * feedforward terms, and of coupling, input and intercept together. `npm run differing-draws` shows how well it fits. `many`: by
 * what share roundings of many terms add up.
 */
const APART = { coupling: 0.65, features: 0.1, sum: 0.08, many: 0.1 };
/** The same of links below 0, whose last digit the fastest kernel does not always share; a third of it up to 3, none above. */
const LINK_APART: Readonly<Partial<Record<InverseLinkName, number>>> = {
  softplus: 0.6,
  norm_cdf: 0.4,
  exp: 0.03,
  logistic: 0.01,
};
/** Bins whose feedforward input stands for all; fewer of many neurons. */
const SAMPLED_BINS = { most: 10, least: 2, numbers: 2048 };
/** Slopes of a receiver's link that are averaged. */
const MOST_SLOPES = 96;
/** Rounds in which rates are made to agree with the coupling that they cause. */
const MEAN_FIELD_STEPS = 5;
/** Multiply-adds, which bound how many receivers stand for all. */
const MOST_WORK = 5e5;
/** Products of coefficients and groups of lags up to which lags are told apart. */
const MOST_LAG_WORK = 1000;
/** Below it nothing is asked of a rate's accuracy. */
const LEAST_RATE = 1e-30;
/** No run goes on beyond it. */
const HIGHEST_RATE = 1e6;

/** How far a run in the fastest order of float32 additions is from the same run in NeMoS' order. */
export interface Difference {
  /** How many of all draws are expected to differ. */
  readonly draws: number;
  /** By how much roundings of a spike, of all spikes or of the input change a rate, relative to itself: large where terms cancel. */
  readonly conditioning: number;
  /** Expected spikes of all neurons in a bin. */
  readonly spikesPerBin: number;
}

/**
 * Estimates it before a run of T = `nTimeBins`. A draw differs with the probability by which its rate changes: the slope of the link times
 * a rounding of the sum of |coupling_coef| |basis| counts. Expected counts are rates in a mean field. Of large networks, some receivers
 * stand for all; of feedforward input, some bins do, which are read.
 */
export function estimateDifference(
  model: RecurrentGlm,
  feedforward: FeedforwardSource | null,
  nTimeBins: number,
): Difference {
  const { nNeurons: n, inverseLink } = model;
  const groups = lagGroups(model);
  const receivers = sampledReceivers(model, groups.length);
  const rows = receivers.map((i) => couplingRow(model, i, groups));
  const inputs = sampledInputs(model, feedforward, nTimeBins);
  const rates = meanRates(inverseLink, inputs, rows, n);
  const counts = withHistory(rates, model, nTimeBins);
  let [change, conditioning] = [0, 0];
  const step = Math.ceil((inputs.length * n * groups.length) / MOST_SLOPES);
  rows.forEach((row, r) => {
    const coupled = dot(row.total, counts);
    const active = 1 - Math.exp(-model.windowSize * counts.reduce((sum, x, s) => sum + (row.reach[s] > 0 ? x : 0), 0));
    let [sum, some] = [0, 0];
    // Of many neurons, each row takes other bins.
    for (let k = r % Math.min(step, inputs.length); k < inputs.length; k += step) {
      const eta = inputs[k].drive[row.receiver] + coupled;
      const terms = feedforward
        ? APART.features * inputs[k].magnitude[row.receiver] + APART.sum * active * Math.abs(eta)
        : 0;
      const rate = rateOf(inverseLink, eta);
      const apartByInput = terms * slopeOf(inverseLink, eta);
      let apartInAll = apartByInput + linkApart(inverseLink, eta);
      conditioning = Math.max(conditioning, (ROUNDING * apartByInput) / Math.max(rate, LEAST_RATE));
      for (let at = 0; at < row.magnitude.length; at++) {
        if (row.magnitude[at] === 0) continue;
        const after = eta + row.mean[at];
        const apart = APART.coupling * row.magnitude[at] * slopeOf(inverseLink, after);
        apartInAll += counts[Math.floor(at / groups.length)] * apart;
        if (some > 0) continue;
        const of = groups[at % groups.length].length * Math.max(rate, rateOf(inverseLink, after), LEAST_RATE);
        conditioning = Math.max(conditioning, (ROUNDING * apart) / of);
      }
      conditioning = Math.max(conditioning, (APART.many * ROUNDING * apartInAll) / Math.max(rate, LEAST_RATE));
      sum += apartInAll;
      some++;
    }
    change += (ROUNDING * sum) / some / rows.length;
  });
  const draws = n * nTimeBins;
  return {
    draws: Math.min(draws, draws * change),
    conditioning: Math.min(1, conditioning),
    spikesPerBin: rates.reduce((sum, x) => sum + x, 0),
  };
}

function rateOf(link: InverseLinkName, eta: number): number {
  return Math.min(Math.max(LINKS[link].rate(eta), 0), HIGHEST_RATE) || 0;
}

function slopeOf(link: InverseLinkName, eta: number): number {
  return Math.min(Math.abs(LINKS[link].slope(eta)), HIGHEST_RATE);
}

function linkApart(link: InverseLinkName, eta: number): number {
  if (eta > 3) return 0;
  return ((LINK_APART[link] ?? 0) * rateOf(link, eta)) / (eta > 0 ? 3 : 1);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

interface LagGroup {
  readonly length: number;
  /** (B,) sums of the basis over the lags of the group, and of its magnitudes. */
  readonly sum: Float64Array;
  readonly magnitude: Float64Array;
}

/** Lags 0, 1, 2-3, 4-7, ...: the effect of a spike changes fast at first. All in one group where a network is large. */
function lagGroups({ nNeurons, windowSize, nBasisFuncs: b, couplingBasisMatrix: basis }: RecurrentGlm): LagGroup[] {
  const isLarge = nNeurons * nNeurons * b > MOST_LAG_WORK;
  const groups: LagGroup[] = [];
  for (let from = 0, to = 0; from < windowSize; from = to) {
    to = isLarge ? windowSize : Math.min(windowSize, Math.max(1, 2 * from));
    const group = { length: to - from, sum: new Float64Array(b), magnitude: new Float64Array(b) };
    for (let at = from * b; at < to * b; at++) {
      group.sum[at % b] += basis[at];
      group.magnitude[at % b] += Math.abs(basis[at]);
    }
    groups.push(group);
  }
  return groups;
}

/** The receivers that stand for all N, evenly spread. */
function sampledReceivers({ nNeurons: n, nBasisFuncs }: RecurrentGlm, nGroups: number): number[] {
  const some = Math.max(1, Math.min(n, Math.floor(MOST_WORK / (n * nBasisFuncs * nGroups))));
  return Array.from({ length: some }, (_, i) => Math.floor(((i + 0.5) * n) / some));
}

interface CouplingRow {
  readonly receiver: number;
  /** (N,): what a spike of each sender adds to eta over all lags, and the magnitudes of the terms. */
  readonly total: Float64Array;
  readonly reach: Float64Array;
  /** (N, G): what it adds in a bin of a group of lags, on average, and the magnitudes over the group. */
  readonly mean: Float64Array;
  readonly magnitude: Float64Array;
}

function couplingRow(
  { nNeurons: n, nBasisFuncs: b, couplingCoef }: RecurrentGlm,
  receiver: number,
  groups: readonly LagGroup[],
): CouplingRow {
  const size = n * groups.length;
  const [total, reach, mean, magnitude] = [n, n, size, size].map((length) => new Float64Array(length));
  for (let s = 0; s < n; s++) {
    const from = (receiver * n + s) * b;
    for (let g = 0; g < groups.length; g++) {
      const group = groups[g];
      let [sum, terms] = [0, 0];
      for (let k = 0; k < b; k++) {
        const coef = couplingCoef[from + k];
        sum += coef * group.sum[k];
        terms += Math.abs(coef) * group.magnitude[k];
      }
      total[s] += sum;
      reach[s] += terms;
      mean[s * groups.length + g] = sum / group.length;
      magnitude[s * groups.length + g] = terms;
    }
  }
  return { receiver, total, reach, mean, magnitude };
}

interface SampledInput {
  /** (N,): intercepts and feedforward input. */
  readonly drive: Float64Array;
  /** (N,): magnitudes of the feedforward terms, where several are added. */
  readonly magnitude: Float64Array;
}

function sampledInputs(model: RecurrentGlm, feedforward: FeedforwardSource | null, nTimeBins: number): SampledInput[] {
  const { nNeurons: n, nFeatures: k, feedforwardCoef, intercepts } = model;
  const nothing = { drive: Float64Array.from(intercepts), magnitude: new Float64Array(n) };
  if (!feedforward || k === 0) return [nothing];
  const { most, least, numbers } = SAMPLED_BINS;
  const some = Math.min(nTimeBins, most, Math.max(least, Math.floor(numbers / (n * k))));
  return Array.from({ length: some }, (_, bin) => {
    const input = feedforward.read(Math.floor(((bin + 0.5) * nTimeBins) / some), 1);
    const sampled = { drive: nothing.drive.slice(), magnitude: nothing.magnitude.slice() };
    for (let at = 0; at < n * k; at++) {
      const term = feedforwardCoef[at] * input[at];
      sampled.drive[Math.floor(at / k)] += term;
      if (k > 1) sampled.magnitude[Math.floor(at / k)] += Math.abs(term);
    }
    return sampled;
  });
}

/** (N,): mean rates that agree with the coupling that they cause. Neurons that are not sampled are coupled as the sampled on average. */
function meanRates(
  link: InverseLinkName,
  inputs: readonly SampledInput[],
  rows: readonly CouplingRow[],
  n: number,
): Float64Array {
  const coupled = new Float64Array(n);
  let rates = new Float64Array(n);
  for (let step = 0; step <= MEAN_FIELD_STEPS; step++) {
    const next = new Float64Array(n);
    for (const { drive } of inputs)
      for (let i = 0; i < n; i++) next[i] += rateOf(link, drive[i] + coupled[i]) / inputs.length;
    rates = step === 0 ? next : rates.map((before, i) => (before + next[i]) / 2);
    const sums = rows.map(({ total }) => dot(total, rates));
    if (rows.length < n) coupled.fill(sums.reduce((sum, x) => sum + x, 0) / rows.length);
    rows.forEach(({ receiver }, row) => (coupled[receiver] = sums[row]));
  }
  return rates;
}

/** The same counts where windows of a run of T bins reach back before its first bin. */
function withHistory(
  rates: Float64Array,
  { nNeurons: n, windowSize: w, initY }: RecurrentGlm,
  nTimeBins: number,
): Float64Array {
  const before = nTimeBins >= w ? w / (2 * nTimeBins) : 1 - nTimeBins / (2 * w);
  const counts = rates.map((rate) => (1 - before) * rate);
  initY.forEach((count, at) => (counts[at % n] += (before * Math.abs(count)) / w));
  return counts;
}
