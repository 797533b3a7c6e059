import type { ByteSource } from "../ndarray";
import { sizeOf } from "../ndarray";
import { decode, elementType } from "./dtype";
import type { NpyHeader } from "./header";

/** Bytes read at a time. */
const CHUNK = 1 << 22;
/** Elements reordered at a time when a block is requested: the more, the longer the contiguous reads. */
const WINDOW = 1 << 20;

/**
 * Rows `firstRow` to `firstRow + nRows` (exclusive) along axis 0 of an array in Fortran order, in C order and rounded
 * once to float32. Such a file stores each column contiguously; it is read from start to end when all rows are wanted.
 * Writes into `to` if given.
 */
export function readFortranRows(
  source: ByteSource,
  { shape, dtype, dataOffset }: NpyHeader,
  firstRow: number,
  nRows: number,
  to?: Float32Array,
): Float32Array {
  const [length = 1, ...others] = shape;
  if (firstRow < 0 || nRows < 0 || firstRow + nRows > length)
    throw new RangeError(`rows ${firstRow} to ${firstRow + nRows} of ${length}`);
  const type = elementType(dtype);
  const nColumns = sizeOf(others);
  const rows = to ?? new Float32Array(nRows * nColumns);
  const column = new CColumn(others);
  const atOnce = Math.floor(CHUNK / type.itemSize);
  // Whole columns are adjacent, so several are read at once.
  const columnsAtOnce = nRows === length ? Math.max(1, Math.floor(atOnce / Math.max(1, length))) : 1;
  const values = new Float32Array(Math.min(atOnce, Math.min(columnsAtOnce, nColumns) * nRows));
  for (let first = 0; first < nColumns; first += columnsAtOnce) {
    const columns = Math.min(columnsAtOnce, nColumns - first);
    for (let row = 0; row < nRows; row += atOnce) {
      const part = Math.min(atOnce, nRows - row);
      const bytes = source.read(
        dataOffset + (first * length + firstRow + row) * type.itemSize,
        columns * part * type.itemSize,
      );
      decode(type, bytes, 0, columns * part, values, 0);
      for (let from = 0, i = 0; i < columns; i++) {
        for (let at = row * nColumns + column.at; at < (row + part) * nColumns; at += nColumns)
          rows[at] = values[from++];
        if (row + part === nRows) column.next();
      }
    }
  }
  return rows;
}

/** Steps through the C-order indices of successive columns in Fortran order. */
class CColumn {
  at = 0;
  private readonly index: number[];
  private readonly strides: readonly number[];

  constructor(private readonly shape: readonly number[]) {
    this.index = shape.map(() => 0);
    this.strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  }

  next(): void {
    for (let axis = 0; axis < this.shape.length; axis++) {
      this.at += this.strides[axis];
      if (++this.index[axis] < this.shape[axis]) return;
      this.at -= this.strides[axis] * this.shape[axis];
      this.index[axis] = 0;
    }
  }
}

/** Reads an array in Fortran order in blocks of rows, from a window of 4 MB (or one block, if larger). */
export class FortranWindow {
  private first = 0;
  private held = 0;
  private rows: Float32Array = new Float32Array(0);
  private readonly width: number;

  constructor(private readonly header: NpyHeader) {
    this.width = sizeOf(header.shape.slice(1));
  }

  /** Like `readFortranRows`; the array may be reused by the next call. */
  read(source: ByteSource, firstRow: number, nRows: number): Float32Array {
    const { width } = this;
    if (width === 0) return this.rows;
    if (firstRow < this.first || firstRow + nRows > this.first + this.held) {
      const rows = Math.min(Math.max(nRows, Math.floor(WINDOW / width)), this.header.shape[0] - firstRow);
      if (this.rows.length < rows * width) this.rows = new Float32Array(rows * width);
      // Nothing is valid while it is read, in case reading fails.
      this.held = 0;
      readFortranRows(source, this.header, firstRow, rows, this.rows);
      [this.first, this.held] = [firstRow, rows];
    }
    return this.rows.subarray((firstRow - this.first) * width, (firstRow - this.first + nRows) * width);
  }
}

/** The Fortran-order index of the element with this flat C-order index. */
export function fortranIndex(flat: number, shape: readonly number[]): number {
  let index = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index += (flat % shape[axis]) * sizeOf(shape.slice(0, axis));
    flat = Math.floor(flat / shape[axis]);
  }
  return index;
}
