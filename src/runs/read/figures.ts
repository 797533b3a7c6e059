import type { RunManifest } from "../../protocol/manifest";
import { figuresOf } from "../manifest/build";
import type { RunTotals } from "../summaries/summary";
import { piecesOf } from "./queries/pieces";
import type { RunFiles } from "./run-files";
import { sumsIn } from "./queries/totals";

/** Most elements read for a run's figures. A larger run without summaries keeps its manifest's until they are rebuilt. */
const MOST_ELEMENTS = 1 << 25;

/** The manifest of a run that is over with the figures of all readable bins, of which a killed run may have more. */
export function asRead(run: RunFiles, manifest: RunManifest): RunManifest {
  const { bins, nNeurons } = run;
  if (bins <= manifest.bins_done) return manifest;
  const whole = { start: 0, end: bins };
  const rows = piecesOf(whole, run.levels).reduce((sum, { first, end }) => sum + end - first, 0);
  if (rows * nNeurons > MOST_ELEMENTS) return manifest;
  const { spikes, rateLow, rateSum, rateHigh } = sumsIn(run, whole);
  const totals: RunTotals = {
    bins,
    spikes,
    rateSum: rateSum.reduce((sum, value) => sum + value, 0),
    rateLow: rateLow.reduce((least, value) => Math.min(least, value), Infinity),
    rateHigh: rateHigh.reduce((most, value) => Math.max(most, value), -Infinity),
  };
  const figures = { ...manifest, bins_done: bins, ...figuresOf(totals) };
  // Damaged arrays have no figures.
  const isDamaged = ![figures.spikes_total, totals.rateSum, totals.rateLow, totals.rateHigh].every(Number.isFinite);
  return isDamaged ? manifest : figures;
}
