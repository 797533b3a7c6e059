import { forEachColumn } from "./column-sums";
import type { Grid } from "./grid";
import type { RasterRows } from "./raster-rows";
import type { RunFiles } from "../run-files";
import { quantile } from "./select";

/** Most elements that a sample reads; columns that suffice for a percentile. */
const SAMPLE_LIMIT = 1 << 22;
const SAMPLE_COLUMNS = 256;
/** Zooms that are remembered: those that a person goes back and forth between. */
const KEPT = 64;

/**
 * The 97th percentile of the non-empty cells of a whole run at a zoom, from columns spread evenly over it. It is remembered, so that
 * brightness stays while one pans; a growing run is sampled again when it is a quarter longer.
 */
export class BrightnessCache {
  private readonly known = new Map<string, { bins: number; value: number }>();

  percentile97(run: RunFiles, grid: Grid, rows: RasterRows): number {
    const key = `${grid.binsPerColumn} ${rows.key}`;
    const known = this.known.get(key);
    if (known && run.bins >= known.bins && run.bins < 1.25 * known.bins) return known.value;
    const value = samplePercentile(run, grid, rows);
    if (this.known.size >= KEPT) this.known.delete(this.known.keys().next().value ?? "");
    this.known.set(key, { bins: run.bins, value });
    return value;
  }
}

function samplePercentile(run: RunFiles, { binsPerColumn, levels }: Grid, rows: RasterRows): number {
  const there = Math.ceil(run.bins / binsPerColumn);
  const rowsPerColumn = levels.length > 0 ? (4 * binsPerColumn) / levels[0].size : binsPerColumn;
  const affordable = Math.floor(SAMPLE_LIMIT / (rowsPerColumn * run.nNeurons));
  const nColumns = Math.min(there, SAMPLE_COLUMNS, Math.max(16, affordable));
  const cells = new Float32Array(rows.count * nColumns);
  for (let sample = 0; sample < nColumns; sample++) {
    const start = Math.floor((sample * there) / nColumns) * binsPerColumn;
    const end = Math.min(start + binsPerColumn, run.bins);
    forEachColumn(run, { start, end, binsPerColumn, nColumns: 1, levels }, (_, sums) =>
      rows.pool(sums, cells, sample, nColumns),
    );
  }
  return quantile(
    cells.filter((value) => value > 0),
    0.97,
  );
}
