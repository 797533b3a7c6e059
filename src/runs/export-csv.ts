import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { setImmediate as eventLoop } from "node:timers/promises";
import { FileError, reasonOf } from "../files/errors";
import type { RunManifest } from "../protocol/manifest";
import type { BinRange } from "../protocol/queries";
import { readManifest } from "./manifest";
import { RunFiles } from "./reader/run-files";

export type CsvContent = "spikes" | "rates";

/** What is written where. */
export interface CsvExport {
  readonly folder: string;
  readonly range: BinRange;
  /** Neurons in the order of their columns (rates); of spikes only those of these neurons are written. */
  readonly neurons: Uint32Array;
  readonly what: CsvContent;
  readonly file: string;
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
  { folder, range, neurons, what, file }: CsvExport,
  onProgress: (fraction: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<void> {
  const manifest = readManifest(folder);
  const run = new RunFiles(folder, manifest);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const { start, end } = run.clip(range);
    const [trouble] = run.troubles;
    if (trouble && start >= end) throw new FileError(trouble.file, trouble.message);
    const output = new TextFile(temporary, file);
    try {
      const table = what === "spikes" ? new SpikeTable(run, manifest, neurons) : new RateTable(run, manifest, neurons);
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

/** A bin's own fields: its number, and when it begins where bins have a size. */
function binFields(bin: number, binSize: number | null): string {
  return binSize === null ? String(bin) : `${bin},${Number((bin * binSize).toPrecision(12))}`;
}

const BIN_HEADER = (binSize: number | null): string => (binSize === null ? "bin" : "bin,time_s");

class SpikeTable {
  readonly header: string;
  private readonly wanted: Uint8Array;
  private readonly labels: readonly string[] | null;

  constructor(
    private readonly run: RunFiles,
    private readonly manifest: RunManifest,
    neurons: Uint32Array,
  ) {
    const { names } = manifest.neurons;
    this.labels = names && names.map(quoted);
    this.header = `${BIN_HEADER(manifest.bin_size)},neuron,count${names ? ",name" : ""}`;
    this.wanted = new Uint8Array(run.nNeurons);
    for (const neuron of neurons) this.wanted[neuron] = 1;
  }

  lines(start: number, end: number): string {
    const { nNeurons, spikes } = this.run;
    const lines: string[] = [];
    spikes.forEach(start, end, (rows, first, nRows) => {
      for (let at = 0; at < nRows * nNeurons; at++) {
        if (rows[at] === 0) continue;
        const neuron = at % nNeurons;
        if (!this.wanted[neuron]) continue;
        const name = this.labels ? `,${this.labels[neuron]}` : "";
        lines.push(`${binFields(first + Math.floor(at / nNeurons), this.manifest.bin_size)},${neuron},${rows[at]}${name}\n`);
      }
    });
    return lines.join("");
  }
}

class RateTable {
  readonly header: string;

  constructor(
    private readonly run: RunFiles,
    private readonly manifest: RunManifest,
    private readonly neurons: Uint32Array,
  ) {
    const { names } = manifest.neurons;
    const columns = Array.from(neurons, (neuron) => (names ? quoted(names[neuron]) : `neuron_${neuron}`));
    this.header = [BIN_HEADER(manifest.bin_size), ...columns].join(",");
  }

  lines(start: number, end: number): string {
    const { nNeurons, rates } = this.run;
    const lines: string[] = [];
    rates.forEach(start, end, (rows, first, nRows) => {
      for (let row = 0; row < nRows; row++) {
        let line = binFields(first + row, this.manifest.bin_size);
        for (const neuron of this.neurons) line += `,${single(rows[row * nNeurons + neuron])}`;
        lines.push(`${line}\n`);
      }
    });
    return lines.join("");
  }
}

/** The shortest of 6 to 9 digits that gives the same float32. */
function single(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

/** A text as one CSV field (RFC 4180). */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file that is written from its beginning to its end, under a name of its own. Methods throw FileError about `target`. */
class TextFile {
  private readonly descriptor: number;

  constructor(
    path: string,
    private readonly target: string,
  ) {
    this.descriptor = this.attempt(() => openSync(path, "w"));
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    this.attempt(() => {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.descriptor, bytes, done);
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
    renameSync(from, to);
  } catch (error) {
    throw new FileError(to, reasonOf(error, to), { cause: error });
  }
}
