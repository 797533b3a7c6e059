import type { BinRange } from "../../../protocol/queries";
import { SUMMARY_FIELDS } from "../../summaries/summary";
import { forEachPopulationBin } from "./population-bins";
import type { RunFiles } from "../run-files";

/** Up to this many bins each bin's sum is read; in longer ranges blocks are. */
const BINS_LIMIT = 1 << 24;
/** Gaps of fewer bytes are read over: skipping them costs another system call, which takes longer. */
const GAP_BYTES = 1 << 14;

/** The spans of a range that hold spikes, in order; the rest need not be read. */
export function spikingSpans(run: RunFiles, range: BinRange): BinRange[] {
  const spans = new Spans(Math.floor(GAP_BYTES / (4 * run.nNeurons)));
  if (range.end - range.start <= BINS_LIMIT) {
    forEachPopulationBin(run, range, (bin, spikes) => {
      if (spikes > 0) spans.add(bin, bin + 1);
    });
    return spans.list;
  }
  const [{ size, blocks, summary }] = run.levels;
  const end = Math.min(Math.ceil(range.end / size), blocks);
  const width = run.nNeurons * SUMMARY_FIELDS;
  summary.forEach(Math.floor(range.start / size), end, (rows, block, nRows) => {
    for (let row = 0; row < nRows; row++) {
      if (!anySpike(rows, row * width, width)) continue;
      spans.add(Math.max(range.start, (block + row) * size), Math.min(range.end, (block + row + 1) * size));
    }
  });
  if (end * size < range.end) spans.add(Math.max(range.start, end * size), range.end);
  return spans.list;
}

function anySpike(rows: Float32Array, offset: number, width: number): boolean {
  for (let at = offset; at < offset + width; at += SUMMARY_FIELDS) if (rows[at] > 0) return true;
  return false;
}

/** Spans in order, those with small gaps between them made one. */
class Spans {
  readonly list: { start: number; end: number }[] = [];

  constructor(private readonly gap: number) {}

  add(start: number, end: number): void {
    const last = this.list.at(-1);
    if (last && start - last.end <= this.gap) last.end = end;
    else this.list.push({ start, end });
  }
}
