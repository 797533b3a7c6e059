import { bytesOf, sizeOf } from "../../arrays/ndarray";
import { bytes as bytesText } from "../../text/numbers";
import {
  type ArrayFile,
  arrayExporters,
  NUMBER_TYPES,
  type Numbers,
  type NumberType,
  type Part,
  PART_TYPES,
} from "./arrays";
import { blocksOf, type ExportedRun, forEachChosen } from "./exporter";
import type { Sink } from "./sink";

/** MAT-files of version 5, which MATLAB, Octave and `scipy.io.loadmat` read; texts are cell arrays of character rows. */
export const MAT_EXPORTERS = arrayExporters("mat", "MATLAB", {
  fileType: "MATLAB file",
  open: (sink) => new MatFile(sink),
});

// Layout: "MAT-File Format" by The MathWorks, version 5: a header, then for each variable a matrix element of sub-elements.
const INT8 = 1;
const INT32 = 5;
const UINT32 = 6;
const MATRIX = 14;
const UTF8 = 16;
const CELL_CLASS = 1;
const CHAR_CLASS = 4;
/** Class of the array, and type of its stored elements. */
const STORED: Readonly<Record<NumberType, readonly [number, number]>> = {
  "<i4": [12, 5],
  "<i8": [14, 12],
  "<f4": [7, 7],
  "<f8": [6, 9],
};
/** Bytes: MATLAB reads no larger variables from files of version 5. */
const MOST_BYTES = 2 ** 31 - 1;
/** Elements that are transposed at a time: MATLAB stores columns, runs store rows, and short pieces of columns are slow to write. */
const BLOCK_ELEMENTS = 1 << 22;

class MatFile implements ArrayFile {
  private position = 0;

  constructor(private readonly sink: Pick<Sink, "write">) {
    const text = "MATLAB 5.0 MAT-file, written by Spikeloop".padEnd(116);
    // Then no data of subsystems, version 0x0100, and the mark of little-endian files.
    this.append(Buffer.from(`${text}${"\0".repeat(8)}\x00\x01IM`, "latin1"));
  }

  async rows(
    name: string,
    part: Part,
    run: ExportedRun,
    onProgress: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const { files, neurons, range } = run;
    const [nBins, nColumns] = [range.end - range.start, neurons.length];
    const dtype = PART_TYPES[part];
    const { BYTES_PER_ELEMENT: size } = NUMBER_TYPES[dtype];
    this.begin(name, dtype, [nBins, nColumns]);
    const start = this.position;
    for await (const block of blocksOf(run, onProgress, signal, BLOCK_ELEMENTS)) {
      const length = block.end - block.start;
      const columns = new NUMBER_TYPES[dtype](length * nColumns);
      forEachChosen<typeof dtype>(files[part], run, block, (rows, first, nRows) => {
        for (let column = 0; column < nColumns; column++)
          for (let row = 0, at = column * length + first - block.start; row < nRows; row++)
            columns[at + row] = rows[row * nColumns + column];
      });
      for (let column = 0; column < nColumns; column++) {
        const piece = columns.subarray(column * length, (column + 1) * length);
        this.sink.write(bytesOf(piece), start + (column * nBins + block.start - range.start) * size);
      }
    }
    this.position = start + nBins * nColumns * size;
    this.pad();
  }

  numbers(name: string, dtype: NumberType, shape: readonly number[], values: Numbers): void {
    this.begin(name, dtype, [shape[0] ?? 1, 1]);
    this.append(bytesOf(values));
    this.pad();
  }

  texts(name: string, texts: readonly string[]): void {
    const cells = texts.map((text) => {
      // As scipy.io.savemat writes texts: Octave reads no UTF-16, and SciPy counts whole characters.
      const utf8 = Buffer.from(text);
      return padded(Buffer.concat([matrixHead("", CHAR_CLASS, [1, [...text].length], UTF8, utf8.length), utf8]));
    });
    const length = cells.reduce((sum, cell) => sum + cell.length, 0);
    this.checkSize(name, length);
    const head = matrixHead(name, CELL_CLASS, [texts.length, 1], null, length);
    this.append(Buffer.concat([head, ...cells]));
  }

  finish(): void {
    // Nothing comes behind the last variable.
  }

  /** Begins a variable whose elements follow. Throws RangeError where it is too large. */
  private begin(name: string, dtype: NumberType, shape: readonly [number, number]): void {
    const [kind, type] = STORED[dtype];
    const length = sizeOf(shape) * NUMBER_TYPES[dtype].BYTES_PER_ELEMENT;
    this.checkSize(name, length);
    this.append(matrixHead(name, kind, shape, type, length));
  }

  private checkSize(name: string, length: number): void {
    if (length > MOST_BYTES)
      throw new RangeError(
        `${name} would be ${bytesText(length)} large, and a .mat file (version 5) has at most 2 GB a variable; choose fewer bins or neurons, or another format`,
      );
  }

  private append(bytes: Uint8Array): void {
    this.sink.write(bytes, this.position);
    this.position += bytes.length;
  }

  /** Elements begin at multiples of 8 bytes. */
  private pad(): void {
    this.append(new Uint8Array(paddedLength(this.position) - this.position));
  }
}

/**
 * What stands before the elements of an array: its size in the file, class, shape and name, and the tag of the elements (`type`, null for
 * cells, which are elements themselves), which will take `length` bytes.
 */
function matrixHead(
  name: string,
  kind: number,
  [rows, columns]: readonly [number, number],
  type: number | null,
  length: number,
): Buffer {
  const named = Buffer.from(name, "latin1");
  const parts = Buffer.concat([
    uint32(UINT32, 8, kind, 0, INT32, 8, rows, columns, INT8, named.length),
    padded(named),
    type === null ? Buffer.alloc(0) : uint32(type, length),
  ]);
  return Buffer.concat([uint32(MATRIX, parts.length + paddedLength(length)), parts]);
}

function uint32(...values: number[]): Uint8Array {
  return bytesOf(Uint32Array.from(values));
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes], paddedLength(bytes.length));
}

function paddedLength(length: number): number {
  return Math.ceil(length / 8) * 8;
}
