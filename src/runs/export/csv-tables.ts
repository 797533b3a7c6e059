import type { RunManifest } from "../../protocol/manifest";
import type { RunFiles } from "../read/run-files";

/** A run as lines of CSV. */
export interface CsvTable {
  readonly header: string;
  /** The lines of bins `start` to `end`, each with its `\n`. */
  lines(start: number, end: number): string;
}

/** A bin's own fields: its number, and when it begins where bins have a size. */
function binFields(bin: number, binSize: number | null): string {
  return binSize === null ? String(bin) : `${bin},${Number((bin * binSize).toPrecision(12))}`;
}

const BIN_HEADER = (binSize: number | null): string => (binSize === null ? "bin" : "bin,time_s");

/** `bin[,time_s],neuron,count[,name]`: a line for each bin and chosen neuron with spikes, by bin and then neuron. */
export class SpikeTable implements CsvTable {
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
        lines.push(
          `${binFields(first + Math.floor(at / nNeurons), this.manifest.bin_size)},${neuron},${rows[at]}${name}\n`,
        );
      }
    });
    return lines.join("");
  }
}

/** `bin[,time_s],<a column a neuron>`: rates in counts per bin, with the digits that tell one float32 from the next. */
export class RateTable implements CsvTable {
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

/** The powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The shortest decimal number that is this float32 and no other: 6 to 9 digits. */
function single(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  for (let digits = 6; digits <= 9; digits++) {
    const power = POWERS[digits - 1 - exponent];
    if (power === undefined) break;
    // Dividend and divisor are exact, so that the quotient is the double nearest to the decimal number, and is written as that.
    const short = Math.round(value * power) / power;
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

/** What spreadsheets take for the beginning of a formula: of a cell, or behind what some of them take for the end of one. */
const FORMULA = /(?<=^|[;\t\r\n])(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/g;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * A text as one CSV field (RFC 4180). Spreadsheets carry out a cell that begins with `=`, `+`, `-` or `@`, and anyone may have named the
 * neurons: such a text gets an apostrophe in front, unless it is a number.
 */
function quoted(text: string): string {
  const harmless = NUMBER.test(text) ? text : text.replace(FORMULA, "'");
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
