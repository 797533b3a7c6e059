import type { BinRange, RasterAnswer, RasterDensity, RasterQuery, RasterTicks } from "../../../protocol/queries";
import { RunDamagedError } from "../../manifest/read";
import { forEachColumn } from "./column-sums";
import { layGrid, READ_LIMIT, type Grid } from "./grid";
import type { BrightnessCache } from "./brightness";
import { RasterRows } from "./raster-rows";
import type { RunFiles } from "../run-files";
import { spikingSpans } from "./spiking-spans";
import { spikesIn } from "./totals";

/** Ticks hold bins as uint32. */
const LAST_TICK = 2 ** 32;

/** The spikes in view: each of them while they are few and quickly found, else their number in each cell of a grid. */
export function raster(run: RunFiles, query: RasterQuery, brightness: BrightnessCache): RasterAnswer {
  const range = run.clip(query.range);
  const rows = new RasterRows(query.order, query.rows, run.nNeurons);
  const spikes = spikesIn(run, range, query.order);
  if (spikes <= query.maxTicks && range.end <= LAST_TICK) {
    const spans = spikes > 0 ? spikingSpans(run, range) : [];
    const nBins = spans.reduce((sum, { start, end }) => sum + end - start, 0);
    const found = nBins * run.nNeurons <= READ_LIMIT ? ticks(run, spans, rows, spikes) : null;
    if (found) return found;
  }
  return density(run, layGrid(range, query.columns, run), rows, spikes, brightness);
}

/** Every spike in the spans, by bin and then neuron; null where there are more than the (then foreign) summaries count. */
function ticks(run: RunFiles, spans: readonly BinRange[], rows: RasterRows, spikes: number): RasterTicks | null {
  const room = Math.max(0, spikes);
  const bins = new Uint32Array(room);
  const neurons = new Uint32Array(room);
  const counts = new Uint32Array(room);
  const { nNeurons } = run;
  let n = 0;
  for (const { start, end } of spans) {
    run.spikes.forEach(start, end, (data, first, nRows) => {
      for (let row = 0; row < nRows; row++) {
        const offset = row * nNeurons;
        for (let neuron = 0; neuron < nNeurons; neuron++) {
          const count = data[offset + neuron];
          if (count === 0 || rows.rowOf[neuron] < 0) continue;
          if (count < 0)
            throw new RunDamagedError(
              run.spikes.path,
              `it holds a count of ${count}, in bin ${first + row} of neuron ${neuron}`,
            );
          bins[n] = first + row;
          neurons[n] = neuron;
          counts[n++] = count;
        }
      }
    });
  }
  if (n > room) return null;
  return { kind: "ticks", bins: bins.slice(0, n), neurons: neurons.slice(0, n), counts: counts.slice(0, n), spikes };
}

function density(
  run: RunFiles,
  grid: Grid,
  rows: RasterRows,
  spikes: number,
  brightness: BrightnessCache,
): RasterDensity {
  const { start, binsPerColumn, nColumns } = grid;
  const cells = new Float32Array(rows.count * nColumns);
  forEachColumn(run, grid, (column, sums) => rows.pool(sums, cells, column, nColumns));
  const percentile97 = brightness.percentile97(run, grid, rows);
  return {
    kind: "density",
    start,
    binsPerColumn,
    nColumns,
    rows: rows.count,
    cells: compact(cells),
    percentile97,
    spikes,
  };
}

/** The smallest type that holds all cells: a view that follows a run is answered several times a second. */
function compact(cells: Float32Array): RasterDensity["cells"] {
  const most = cells.reduce((highest, cell) => Math.max(highest, cell), 0);
  return most <= 0xff ? Uint8Array.from(cells) : most <= 0xffff ? Uint16Array.from(cells) : cells;
}
