import { existsSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { setImmediate as eventLoop } from "node:timers/promises";
import { mayWrite } from "../../files/access";
import { NpyStream } from "../write/npy-stream";
import { SUMMARY_SIZES } from "../layout";
import { BlockSummaries, SummaryRows } from "../summaries/summary";
import { MemoryRows } from "./memory-rows";
import { renameOverSync } from "../../files/rename";
import type { RowFile } from "./row-file";
import type { RunFiles } from "./run-files";

/** Most bytes of a rebuilt array that is kept in memory because it cannot be written to the run's folder. */
const MEMORY_LIMIT = 1 << 26;
/** Elements read before other work gets a turn: about 10 ms. */
const SLICE_ELEMENTS = 1 << 20;
/** Bins by which a killed run's summary may lag behind its arrays. */
const LAG = 1 << 16;

/** Whether a run that is over lacks summaries or population.npy, so that its bins would be read instead. */
export function lacksSummaries(run: RunFiles): boolean {
  return run.bins > 0 && derived(run).some(({ file, size }) => isLacking(file, size, run.bins));
}

/**
 * Computes missing summary-*.npy and population.npy from the arrays, in one pass, and writes them into the run's folder; each file
 * appears when it is whole. They are kept in memory instead, unless they are large, when the folder is read-only, the workspace is not
 * trusted, or a file is there but cannot be used. Other work of this thread goes on meanwhile.
 */
export async function rebuildSummaries(run: RunFiles): Promise<void> {
  const { bins, nNeurons } = run;
  const sinks = derived(run).map(({ file, size }) =>
    isLacking(file, size, bins) ? openSink(file, mayWrite(run.access)) : null,
  );
  const blocks = new BlockSummaries(nNeurons);
  const rows = new SummaryRows();
  const append = (parts: readonly Float32Array[]): void => parts.forEach((part, at) => sinks[at]?.append(part));
  const step = Math.max(1, Math.floor(SLICE_ELEMENTS / nNeurons));
  try {
    for (let first = 0; first < bins; first += step) {
      run.spikes.forEach(first, Math.min(bins, first + step), (spikes, bin, nRows) => {
        run.rates.forEach(bin, bin + nRows, (rates) => blocks.add(spikes, rates, nRows, rows));
        append([...rows.blocks, rows.population].map((buffer) => buffer.rows));
        rows.clear();
      });
      await eventLoop();
    }
    append(blocks.finish());
    for (const sink of sinks) sink?.finish(run);
    run.refresh();
  } finally {
    for (const sink of sinks) sink?.discard();
  }
}

/** The files that are computed from the arrays, with the bins per row of each. */
function derived(run: RunFiles): { file: RowFile<"<f4">; size: number }[] {
  return [
    ...SUMMARY_SIZES.map((size, index) => ({ file: run.summaryFiles[index], size })),
    { file: run.populationFile, size: 1 },
  ];
}

function isLacking(file: RowFile<"<f4">, size: number, bins: number): boolean {
  return (file.problem !== null && file.rows === 0) || bins - file.rows * size > Math.max(size, LAG);
}

/** Where rebuilt rows go. */
interface Sink {
  append(rows: Float32Array): void;
  finish(run: RunFiles): void;
  /** Removes what was not finished. */
  discard(): void;
}

function openSink(file: RowFile<"<f4">, mayWriteIt: boolean): Sink {
  if (!mayWriteIt || existsSync(file.path)) return memorySink(file);
  try {
    return fileSink(file);
  } catch {
    // A read-only folder, most likely.
    return memorySink(file);
  }
}

function fileSink({ path, rowShape }: RowFile<"<f4">): Sink {
  const temporary = `${path}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  let stream: NpyStream | null = new NpyStream(temporary, "<f4", rowShape);
  const discard = (): void => {
    stream?.close();
    stream = null;
    rmSync(temporary, { force: true });
  };
  return {
    append(rows) {
      try {
        stream?.append(rows);
      } catch {
        // The disk is full: bins are read instead, as before.
        discard();
      }
    },
    finish() {
      if (!stream) return;
      stream.commitHeader();
      stream.close();
      stream = null;
      renameOverSync(temporary, path);
    },
    discard,
  };
}

function memorySink({ path, rowShape }: RowFile<"<f4">): Sink {
  let parts: Float32Array[] = [];
  let bytes = 0;
  return {
    append(rows) {
      bytes += rows.byteLength;
      if (bytes <= MEMORY_LIMIT) parts.push(rows.slice());
      else parts = [];
    },
    finish(run) {
      if (bytes <= MEMORY_LIMIT) run.substitute(basename(path), new MemoryRows(parts, rowShape));
    },
    discard: () => undefined,
  };
}
