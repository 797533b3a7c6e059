import { checkCount, type ExportedRun } from "./exporter";

/** A run as lines of CSV. */
export interface CsvTable {
  readonly header: string;
  /** Writes the lines of bins `start` to `end`, each with its `\n`. */
  lines(this: void, start: number, end: number, write: (text: string) => void): void;
}

/** `bin[,time_s],neuron,count[,name]`: a line for each bin and chosen neuron with spikes, by bin and then neuron. */
export function sparseTable(run: ExportedRun): CsvTable {
  const { binSize, manifest } = run;
  const names = manifest.neurons.names?.map(quoted);
  return {
    header: `${binHeader(binSize)},neuron,count${names ? ",name" : ""}`,
    lines: listed(
      run,
      (bin, neuron, count) => `${binFields(bin, binSize)},${neuron},${count}${names ? `,${names[neuron]}` : ""}\n`,
    ),
  };
}

/** `neuron,bin[,time]`: a line for each spike of the chosen neurons, by bin and then neuron. */
export function spikeList(run: ExportedRun): CsvTable {
  const { binSize } = run;
  return {
    header: `neuron,bin${binSize === null ? "" : ",time"}`,
    lines: listed(run, (bin, neuron, count) => {
      checkCount(count, neuron, bin);
      return `${neuron},${binFields(bin, binSize)}\n`.repeat(count);
    }),
  };
}

/** `bin[,time_s],<a column a neuron>`: spikes in each bin. */
export function countsTable(run: ExportedRun): CsvTable {
  return wideTable(run, run.files.spikes, String);
}

/** `bin[,time_s],<a column a neuron>`: rates in counts per bin, with as many digits as distinguish float32 values. */
export function ratesTable(run: ExportedRun): CsvTable {
  return wideTable(run, run.files.rates, single);
}

/** An array (bins, N), read by blocks of rows in C order. */
interface RowSource {
  forEach(first: number, end: number, visit: (rows: ArrayLike<number>, first: number, nRows: number) => void): void;
}

function wideTable(
  { files: { nNeurons }, manifest, neurons, binSize }: ExportedRun,
  array: RowSource,
  cell: (value: number) => string,
): CsvTable {
  const { names } = manifest.neurons;
  const columns = Array.from(neurons, (neuron) => (names ? quoted(names[neuron]) : `neuron_${neuron}`));
  return {
    header: [binHeader(binSize), ...columns].join(","),
    lines(start, end, write) {
      const text = buffered(write);
      array.forEach(start, end, (rows, first, nRows) => {
        for (let row = 0; row < nRows; row++) {
          let line = binFields(first + row, binSize);
          for (const neuron of neurons) line += `,${cell(rows[row * nNeurons + neuron])}`;
          text.add(`${line}\n`);
        }
      });
      text.flush();
    },
  };
}

/** Lines of the bins and chosen neurons with spikes. */
function listed(
  { files: { nNeurons, spikes }, neurons }: ExportedRun,
  lineOf: (bin: number, neuron: number, count: number) => string,
): CsvTable["lines"] {
  const isChosen = new Uint8Array(nNeurons);
  for (const neuron of neurons) isChosen[neuron] = 1;
  return (start, end, write) => {
    const text = buffered(write);
    spikes.forEach(start, end, (rows, first, nRows) => {
      for (let at = 0; at < nRows * nNeurons; at++) {
        const neuron = at % nNeurons;
        if (rows[at] === 0 || isChosen[neuron] === 0) continue;
        text.add(lineOf(first + Math.floor(at / nNeurons), neuron, rows[at]));
      }
    });
    text.flush();
  };
}

/** Characters buffered before they are written. */
const BUFFER_LENGTH = 1 << 20;

function buffered(write: (text: string) => void): { add(line: string): void; flush(): void } {
  let text = "";
  const flush = (): void => {
    write(text);
    text = "";
  };
  return {
    add(line) {
      text += line;
      if (text.length >= BUFFER_LENGTH) flush();
    },
    flush,
  };
}

/** A bin's number, and its start time if the bin size is known. */
function binFields(bin: number, binSize: number | null): string {
  return binSize === null ? String(bin) : `${bin},${Number((bin * binSize).toPrecision(12))}`;
}

function binHeader(binSize: number | null): string {
  return binSize === null ? "bin" : "bin,time_s";
}

/** The powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The shortest decimal number (6 to 9 digits) that rounds to this float32. */
function single(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  for (let digits = 6; digits <= 9; digits++) {
    const power = POWERS[digits - 1 - exponent];
    if (power === undefined) break;
    // Dividend and divisor are exact, so the quotient is the double nearest to the decimal number and prints as it.
    const short = Math.round(value * power) / power;
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

/** Where spreadsheets see the start of a formula: at the start of a cell, or after what some take for its end. */
const FORMULA = /(?<=^|[;\t\r\n])(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/g;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * A text as one CSV field (RFC 4180). Neuron names may come from anyone, and spreadsheets run a cell that begins with `=`, `+`, `-` or
 * `@`: such a text gets an apostrophe in front, unless it is a number.
 */
function quoted(text: string): string {
  const harmless = NUMBER.test(text) ? text : text.replace(FORMULA, "'");
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
