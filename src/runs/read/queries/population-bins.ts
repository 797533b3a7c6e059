import type { BinRange } from "../../../protocol/queries";
import type { RunFiles } from "../run-files";

/** Visits the sums over neurons of each bin of a range, in order; bins that the file lacks are summed from the arrays. */
export function forEachPopulationBin(
  run: RunFiles,
  { start, end }: BinRange,
  visit: (bin: number, spikes: number, rates: number) => void,
): void {
  const known = Math.max(start, Math.min(end, run.population.rows));
  run.population.forEach(start, known, (rows, first, nRows) => {
    for (let row = 0; row < nRows; row++) visit(first + row, rows[2 * row], rows[2 * row + 1]);
  });
  run.spikes.forEach(known, end, (spikes, first, nRows) => {
    // Both files have rows of the same length, so they are read in the same chunks.
    run.rates.forEach(first, first + nRows, (rates) => {
      for (let row = 0, at = 0; row < nRows; row++) {
        let spikeSum = 0;
        let rateSum = 0;
        for (const last = at + run.nNeurons; at < last; at++) {
          spikeSum += spikes[at];
          rateSum += rates[at];
        }
        visit(first + row, spikeSum, rateSum);
      }
    });
  });
}
