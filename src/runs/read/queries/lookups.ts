import type { CellAnswer } from "../../../protocol/queries";
import { SUMMARY_FIELDS } from "../../summaries/summary";
import { checkNeurons } from "./rates";
import type { SummaryLevel, RunFiles } from "../run-files";

/** One neuron in one bin. Throws RangeError outside of the run. */
export function cell(run: RunFiles, { bin, neuron }: { readonly bin: number; readonly neuron: number }): CellAnswer {
  checkNeurons(run, [neuron]);
  if (!Number.isInteger(bin) || bin < 0 || bin >= run.bins)
    throw new RangeError(`there is no bin ${bin}: ${run.bins} can be read, counted from 0`);
  return { count: run.spikes.element(bin, neuron), rate: run.rates.element(bin, neuron) };
}

/** The nearest bin after (1) or before (-1) `from` in which a neuron spiked, or null. Skips whole blocks without a spike. */
export function nextSpike(
  run: RunFiles,
  { neuron, from, direction }: { readonly neuron: number; readonly from: number; readonly direction: 1 | -1 },
): number | null {
  checkNeurons(run, [neuron]);
  const { bins, levels } = run;
  let bin = direction === 1 ? Math.max(0, from + 1) : Math.min(bins - 1, from - 1);
  while (bin >= 0 && bin < bins) {
    const empty = levels.find((level) => isEmptyBlock(level, bin, direction, neuron));
    if (!empty && run.spikes.element(bin, neuron) > 0) return bin;
    bin += direction * (empty?.size ?? 1);
  }
  return null;
}

/** Whether a block of this level lies just ahead of the bin, is full, and holds no spike of the neuron. */
function isEmptyBlock(
  { size, blocks, summary }: SummaryLevel,
  bin: number,
  direction: 1 | -1,
  neuron: number,
): boolean {
  const atEdge = (direction === 1 ? bin : bin + 1) % size === 0;
  const block = Math.floor(bin / size);
  return atEdge && block < blocks && summary.element(block, neuron * SUMMARY_FIELDS) === 0;
}
