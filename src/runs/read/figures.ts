import type { RunManifest } from "../../protocol/manifest";
import { piecesOf } from "./queries/pieces";
import type { RunFiles } from "./run-files";
import { sumsIn } from "./queries/totals";

/** Elements that are read for the figures of a run: of one that lacks its summaries they are told once those are computed. */
const MOST_ELEMENTS = 1 << 25;

/**
 * The manifest of a run that is over, with the figures of all bins that can be read: of a run that was killed its last manifest may be
 * a second old. What agrees with its arrays is given back as it is.
 */
export function asRead(run: RunFiles, manifest: RunManifest): RunManifest {
  const { bins, nNeurons } = run;
  const cells = bins * nNeurons;
  if (bins <= manifest.bins_done) return manifest;
  const whole = { start: 0, end: bins };
  const rows = piecesOf(whole, run.levels).reduce((sum, { first, end }) => sum + end - first, 0);
  if (rows * nNeurons > MOST_ELEMENTS) return manifest;
  const { spikes, rateLow, rateSum, rateHigh } = sumsIn(run, whole);
  const spikesTotal = spikes.reduce((sum, count) => sum + count, 0);
  const ratesTotal = rateSum.reduce((sum, value) => sum + value, 0);
  const low = rateLow.reduce((least, value) => Math.min(least, value), Infinity);
  const high = rateHigh.reduce((most, value) => Math.max(most, value), -Infinity);
  // Of damaged arrays nothing is added up.
  if (![spikesTotal, ratesTotal, low, high].every(Number.isFinite)) return manifest;
  return {
    ...manifest,
    bins_done: bins,
    spikes_total: spikesTotal,
    spikes_expected: ratesTotal,
    spikes_per_neuron: manifest.spikes_per_neuron && Array.from(spikes),
    mean_spike_count: spikesTotal / cells,
    rate_min: low,
    rate_mean: ratesTotal / cells,
    rate_max: high,
  };
}
