import { join } from "node:path";
import { readNpyHeader, readNpyRows } from "../arrays/npy/npy";
import { withFile } from "../files/open";
import { POPULATION_FILE } from "../runs/layout";

const STEPS = "▁▂▃▄▅▆▇█";
/** Bins read at a time. */
const PIECE = 1 << 16;

/** The population rate of a run in a line of characters: its mean over neurons, counts per bin, from `low` to `high`. */
export interface Sparkline {
  readonly line: string;
  readonly low: number;
  readonly high: number;
}

/** Draws `columns` characters at most; null where the rate does not change, or nothing was simulated. */
export function populationSparkline(folder: string, nNeurons: number, columns: number): Sparkline | null {
  const means = columnMeans(folder, nNeurons, columns);
  const low = Math.min(...means);
  const high = Math.max(...means);
  if (means.length < 2 || !(high > low)) return null;
  const line = means
    .map((mean) => STEPS[Math.min(STEPS.length - 1, Math.floor((STEPS.length * (mean - low)) / (high - low)))])
    .join("");
  return { line, low, high };
}

function columnMeans(folder: string, nNeurons: number, columns: number): number[] {
  return withFile(join(folder, POPULATION_FILE), (source) => {
    const header = readNpyHeader(source);
    const [bins] = header.shape;
    const nColumns = Math.min(columns, bins);
    const sums = new Array<number>(nColumns).fill(0);
    const counts = new Array<number>(nColumns).fill(0);
    for (let first = 0; first < bins; first += PIECE) {
      const rows = readNpyRows(source, header, first, Math.min(PIECE, bins - first));
      for (let i = 0; 2 * i < rows.length; i++) {
        const column = Math.floor(((first + i) * nColumns) / bins);
        sums[column] += rows[2 * i + 1];
        counts[column]++;
      }
    }
    return sums.map((sum, column) => sum / counts[column] / nNeurons);
  });
}
