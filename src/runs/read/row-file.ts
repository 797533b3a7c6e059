import { fstatSync } from "node:fs";
import { basename } from "node:path";
import { readNpyHeader, type NpyHeader } from "../../arrays/npy/npy";
import { shapeText, sizeOf } from "../../arrays/ndarray";
import { ANYWHERE, type FileAccess } from "../../files/access";
import { openFile, type OpenFile } from "../../files/open";

/** Bytes read at a time: enough to keep the disk busy, and they fit into the processor's cache. */
const CHUNK_BYTES = 1 << 20;

const TYPES = { "<i4": Int32Array, "<f4": Float32Array } as const;
export type RowType = keyof typeof TYPES;
type ArrayOf<D extends RowType> = InstanceType<(typeof TYPES)[D]>;

/** Gaps of fewer bytes are read over: skipping them costs another system call, which takes longer. */
const SKIP_BYTES = 1 << 14;

/** Gets rows `first` to `first + nRows` of a file, in C order. The array is reused for the next rows. */
export type VisitRows<D extends RowType> = (rows: ArrayOf<D>, first: number, nRows: number) => void;

/**
 * A .npy file of a run, (rows, ...) in C order, that may still grow; it is read by ranges of rows into one reused buffer.
 * A file that is missing, cut off, or of another type or shape has a `problem`; `rows` counts what can be read of it all the same.
 */
export class RowFile<D extends RowType> {
  private rowCount = 0;
  private written = "";
  private currentProblem: string | null = null;
  private file: OpenFile | null = null;
  private dataOffset = 0;
  private buffer: ArrayOf<D> | null = null;
  private readonly width: number;

  constructor(
    readonly path: string,
    private readonly dtype: D,
    readonly rowShape: readonly number[],
    private readonly access: FileAccess = ANYWHERE,
  ) {
    this.width = sizeOf(rowShape);
    this.refresh();
  }

  /** Whole rows that the header counts and the file holds. */
  get rows(): number {
    return this.rowCount;
  }

  /** What is wrong with the file, in words; null when nothing is. */
  get problem(): string | null {
    return this.currentProblem;
  }

  /** Changes whenever the file was written or replaced; as of the last read of its header. */
  get stamp(): string {
    return this.written;
  }

  /** Opens the file again: it may have grown, appeared, gone or been replaced. */
  refresh(): void {
    this.close();
    try {
      this.file = openFile(this.path, this.access);
    } catch (error) {
      this.currentProblem = (error as Error).message;
      return;
    }
    this.readHeader();
  }

  /** Reads the header of a growing file again. */
  readHeader(): void {
    if (this.file === null) return this.refresh();
    const { file } = this;
    this.rowCount = 0;
    try {
      const { size, mtimeMs, ino } = fstatSync(file.descriptor);
      this.written = `${size} ${mtimeMs} ${ino}`;
      const read = (offset: number, length: number): Uint8Array => {
        const bytes = new Uint8Array(length);
        file.readInto(bytes, offset);
        return bytes;
      };
      const header = readNpyHeader({ size: Number.MAX_SAFE_INTEGER, read });
      this.currentProblem = this.misfit(header);
      if (this.currentProblem !== null) return;
      this.dataOffset = header.dataOffset;
      const whole = Math.floor(Math.max(0, size - header.dataOffset) / (this.width * 4));
      this.rowCount = Math.min(header.shape[0], whole);
      if (whole < header.shape[0]) {
        this.currentProblem = `${basename(this.path)} is cut off: its header promises ${header.shape[0]} rows of ${shapeText(this.rowShape)}, and only ${whole} are there`;
      }
    } catch (error) {
      this.currentProblem = `${basename(this.path)} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** Visits rows `first` to `end` (exclusive) in order, in chunks. Throws RangeError beyond the last row. */
  forEach(first: number, end: number, visit: VisitRows<D>): void {
    this.check(first, end);
    const step = Math.max(1, Math.floor(CHUNK_BYTES / (this.width * 4)));
    for (let row = first; row < end; row += step) {
      const nRows = Math.min(step, end - row);
      visit(this.load(row * this.width, nRows * this.width), row, nRows);
    }
  }

  /**
   * Visits some items of each row, each of `itemSize` elements: item i of `items` begins at element items[i] * itemSize of the row.
   * Of much longer rows only these items are read. The array is reused for the next row.
   */
  forEachOf(
    items: readonly number[],
    itemSize: number,
    first: number,
    end: number,
    visit: (values: ArrayOf<D>, row: number) => void,
  ): void {
    const values = new TYPES[this.dtype](items.length * itemSize) as ArrayOf<D>;
    const take = (from: ArrayOf<D>, offset: number, to: number): void => {
      for (let i = 0; i < itemSize; i++) values[to + i] = from[offset + i];
    };
    if (this.width * 4 > SKIP_BYTES * items.length) {
      this.check(first, end);
      for (let row = first; row < end; row++) {
        items.forEach((item, at) => take(this.load(row * this.width + item * itemSize, itemSize), 0, at * itemSize));
        visit(values, row);
      }
      return;
    }
    this.forEach(first, end, (rows, firstRow, nRows) => {
      for (let row = 0; row < nRows; row++) {
        for (let at = 0; at < items.length; at++) take(rows, row * this.width + items[at] * itemSize, at * itemSize);
        visit(values, firstRow + row);
      }
    });
  }

  /** One element of one row. */
  element(row: number, column: number): number {
    this.check(row, row + 1);
    return this.load(row * this.width + column, 1)[0];
  }

  close(): void {
    this.file?.close();
    this.file = null;
    this.rowCount = 0;
    this.written = "";
    this.currentProblem = null;
  }

  private check(first: number, end: number): void {
    if (first < end && (first < 0 || end > this.rowCount)) {
      throw new RangeError(`rows ${first} to ${end} of ${basename(this.path)}, which has ${this.rowCount}`);
    }
  }

  /** `count` elements from element `from` on, in the buffer. */
  private load(from: number, count: number): ArrayOf<D> {
    if (this.file === null) throw new RangeError(`${basename(this.path)} is not open`);
    if (!this.buffer || this.buffer.length < count) {
      this.buffer = new TYPES[this.dtype](Math.max(count, Math.min(CHUNK_BYTES / 4, 4 * count))) as ArrayOf<D>;
    }
    this.file.readInto(new Uint8Array(this.buffer.buffer, 0, count * 4), this.dataOffset + from * 4);
    return this.buffer;
  }

  private misfit({ shape, dtype, fortranOrder }: NpyHeader): string | null {
    const fits =
      shape.length === this.rowShape.length + 1 && this.rowShape.every((length, axis) => shape[axis + 1] === length);
    if (fits && dtype === this.dtype && !fortranOrder) return null;
    const expected = `(bins, ${this.rowShape.join(", ")})`;
    return `${basename(this.path)} is not this run's: it has shape ${shapeText(shape)} and dtype ${dtype}${fortranOrder ? " in Fortran order" : ""}; expected ${expected} and ${this.dtype}`;
  }
}
