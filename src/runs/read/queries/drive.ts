import type { FileAccess } from "../../../files/access";
import type { RunManifest } from "../../../protocol/manifest";
import type { DriveAnswer, TraceQuery } from "../../../protocol/queries";
import { shownStatus } from "../../manifest/read";
import { SUMMARY_FIELDS } from "../../summaries/summary";
import { BLOCK_ELEMENTS, DriveLevel } from "./drive-level";
import { openFeedforwardTerm, type FeedforwardTerm } from "./feedforward-term";
import { everyBin, layGrid, READ_LIMIT, type Grid } from "./grid";
import { Lines } from "./lines";
import { piecesOf } from "./pieces";
import { checkNeurons, EVERY_BIN } from "./rates";
import type { RunFiles } from "../run-files";

/** Computing an element of input takes as long as reading this many. */
const COMPUTE_COST = 3;

/** The feedforward term of eta over any range of a run. */
export class Drive {
  private opened: Promise<FeedforwardTerm> | null = null;
  private level: DriveLevel | null = null;
  private readonly closing = new AbortController();

  constructor(
    private readonly folder: string,
    private readonly access: FileAccess,
  ) {}

  async answer(run: RunFiles, manifest: RunManifest, { range, columns, neurons }: TraceQuery): Promise<DriveAnswer> {
    checkNeurons(run, neurons);
    if (manifest.n_features === 0) return { trace: null, reason: "This run has no feedforward input." };
    const opened = (this.opened ??= openFeedforwardTerm(this.folder, manifest, this.access, this.closing.signal));
    try {
      const term = await opened;
      const { start, end } = run.clip(range);
      const cost = term.width * COMPUTE_COST;
      const isLong = (end - start) * cost > READ_LIMIT;
      const levels = isLong ? [await this.levelOf(run, manifest, term).over(run.bins)] : [];
      const few = end - start <= EVERY_BIN * columns;
      const grid = few
        ? everyBin({ start, end })
        : layGrid({ start, end }, columns, { bins: run.bins, nNeurons: run.nNeurons, binCost: cost, levels });
      return { trace: lines(grid, term, neurons).answer(), reason: null };
    } catch (error) {
      // The next question tries again: a missing file may have appeared, a changed one may be restored.
      if (this.opened === opened) this.release();
      return { trace: null, reason: reasonOf(error) };
    }
  }

  close(): void {
    this.closing.abort();
    this.release();
  }

  private release(): void {
    this.level?.close();
    this.opened?.then((term) => term.close()).catch(() => undefined);
    this.level = null;
    this.opened = null;
  }

  private levelOf(run: RunFiles, manifest: RunManifest, term: FeedforwardTerm): DriveLevel {
    this.level ??= new DriveLevel(
      term,
      run.nNeurons,
      shownStatus(manifest) === "running" ? manifest.n_time_bins : run.bins,
    );
    return this.level;
  }
}

function reasonOf(error: unknown): string {
  return `The feedforward input cannot be rebuilt: ${error instanceof Error ? error.message : String(error)}`;
}

function lines(grid: Grid, term: FeedforwardTerm, neurons: readonly number[]): Lines {
  const lines = new Lines(grid, neurons.length);
  const step = Math.max(1, Math.floor(BLOCK_ELEMENTS / term.width));
  for (const { level, first, end } of piecesOf(grid, grid.levels)) {
    if (level) {
      level.summary.forEachOf(neurons, SUMMARY_FIELDS, first, end, (fields, block) =>
        lines.addBlock(lines.columnOf(block * level.size), level.size, fields),
      );
      continue;
    }
    for (let bin = first; bin < end; bin += step) {
      const nBins = Math.min(step, end - bin);
      const values = term.read(bin, nBins, neurons);
      for (let row = 0; row < nBins; row++)
        lines.addBin(lines.columnOf(bin + row), values.subarray(row * neurons.length, (row + 1) * neurons.length));
    }
  }
  return lines;
}
