import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { setImmediate as eventLoop } from "node:timers/promises";
import { ANYWHERE, type FileAccess } from "../../files/access";
import { renameOverSync } from "../../files/rename";
import { FileError, reasonOf } from "../../files/errors";
import type { BinRange } from "../../protocol/queries";
import { RateTable, SpikeTable } from "./csv-tables";
import { readManifest } from "../manifest/read";
import { forReaders } from "../manifest/schema";
import { RunFiles } from "../read/run-files";

export type CsvContent = "spikes" | "rates";

/** What is written where. */
export interface CsvExport {
  readonly folder: string;
  /** null: all bins that the arrays hold. */
  readonly range: BinRange | null;
  /** Neurons in the order of their columns (rates); of spikes only those of these neurons are written. null: all. */
  readonly neurons: Uint32Array | null;
  readonly what: CsvContent;
  readonly file: string;
  /** Which files may be read; all when left out. */
  readonly access?: FileAccess;
}

/** Elements read between two looks at the event loop: about 10 ms of work. */
const BLOCK_ELEMENTS = 1 << 18;

/**
 * Writes a range of a run as CSV, with a header line and `\n` at the ends of lines. Times (`time_s`, the beginning of the bin in
 * seconds) are there when the run has a bin size.
 *   spikes: bin[,time_s],neuron,count[,name]    one line for each bin and neuron with spikes, by bin and then neuron
 *   rates:  bin[,time_s],<a column a neuron>    counts per bin, with the digits that tell one float32 from the next
 * The file appears when it is whole. Throws FileError, RunDamagedError, and the signal's reason when it is aborted.
 */
export async function exportCsv(
  { folder, range, neurons, what, file, access = ANYWHERE }: CsvExport,
  onProgress: (fraction: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<void> {
  const manifest = forReaders(readManifest(folder, access));
  const run = new RunFiles(folder, manifest, access);
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const { start, end } = run.clip(range ?? { start: 0, end: run.bins });
    const [trouble] = run.troubles(0);
    if (trouble && start >= end) throw new FileError(trouble.file, trouble.message);
    const output = new TextFile(temporary, file);
    try {
      const chosen = neurons ?? Uint32Array.from({ length: run.nNeurons }, (_, neuron) => neuron);
      const table = what === "spikes" ? new SpikeTable(run, manifest, chosen) : new RateTable(run, manifest, chosen);
      output.write(`${table.header}\n`);
      const step = Math.max(1, Math.floor(BLOCK_ELEMENTS / run.nNeurons));
      for (let bin = start; bin < end; bin += step) {
        signal?.throwIfAborted();
        output.write(table.lines(bin, Math.min(end, bin + step)));
        onProgress((Math.min(end, bin + step) - start) / (end - start));
        await eventLoop();
      }
      output.finish();
    } finally {
      output.close();
    }
    rename(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
    run.close();
  }
}

/** A file that is written from its beginning to its end, under a name of its own. Methods throw FileError about `target`. */
class TextFile {
  private readonly descriptor: number;

  constructor(
    path: string,
    private readonly target: string,
  ) {
    this.descriptor = this.attempt(() => openSync(path, "wx"));
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    this.attempt(() => {
      for (let done = 0; done < bytes.length;) done += writeSync(this.descriptor, bytes, done);
    });
  }

  finish(): void {
    this.attempt(() => fsyncSync(this.descriptor));
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw new FileError(this.target, reasonOf(error, this.target), { cause: error });
    }
  }
}

function rename(from: string, to: string): void {
  try {
    renameOverSync(from, to);
  } catch (error) {
    throw new FileError(to, reasonOf(error, to), { cause: error });
  }
}
