import { closeSync, ftruncateSync, openSync } from "node:fs";
import { npyHeader } from "../../arrays/npy/npy";
import { bytesOf, sizeOf } from "../../arrays/ndarray";
import { attempt, attemptAsync } from "../../files/attempt";
import { syncAsync, writeWhole, writeWholeAsync } from "../../files/write";

/**
 * A .npy file that grows by rows and can be loaded at any moment: rows are written first, and then the header, whose length
 * never changes, with their number. Readers ignore rows behind those that the header counts.
 * All methods throw FileError, with the system's code (ENOSPC …), when the system refuses.
 */
export class NpyStream {
  private readonly descriptor: number;
  private readonly headerBytes: number;
  private readonly rowBytes: number;
  private rowsWritten = 0;
  private committedRows = 0;

  /** Makes a new file with no rows; each row is an array of `rowShape`. */
  constructor(
    private readonly file: string,
    private readonly dtype: "<i4" | "<f4",
    private readonly rowShape: readonly number[],
  ) {
    const header = npyHeader(dtype, [0, ...rowShape]);
    this.headerBytes = header.length;
    this.rowBytes = sizeOf(rowShape) * 4;
    this.descriptor = this.attempt(() => openSync(file, "wx+"));
    try {
      this.write(header, 0);
    } catch (error) {
      closeSync(this.descriptor);
      throw error;
    }
  }

  /** Rows that a reader sees. */
  get rows(): number {
    return this.committedRows;
  }

  /** Writes rows; readers see them after `commitHeader`. */
  append(rows: Int32Array | Float32Array): void {
    if (rows.length === 0) return;
    this.write(bytesOf(rows), this.position(this.rowsWritten));
    this.rowsWritten += rows.byteLength / this.rowBytes;
  }

  /** The same without blocking this thread. The array must not change, and nothing be appended, until it resolves. */
  async appendAsync(rows: Int32Array | Float32Array): Promise<void> {
    await attemptAsync(this.file, () =>
      writeWholeAsync(this.descriptor, bytesOf(rows), this.position(this.rowsWritten)),
    );
    this.rowsWritten += rows.byteLength / this.rowBytes;
  }

  /** Writes the header, so that readers see all rows that were appended. */
  commitHeader(): void {
    if (this.committedRows === this.rowsWritten) return;
    this.write(npyHeader(this.dtype, [this.rowsWritten, ...this.rowShape]), 0);
    this.committedRows = this.rowsWritten;
  }

  /** Cuts off rows, whole or partial, that the header does not count. */
  truncateUncommitted(): void {
    this.attempt(() => ftruncateSync(this.descriptor, this.position(this.committedRows)));
    this.rowsWritten = this.committedRows;
  }

  /** Syncs to disk what was written before, without blocking this thread. */
  async sync(): Promise<void> {
    await attemptAsync(this.file, () => syncAsync(this.descriptor));
  }

  close(): void {
    this.attempt(() => closeSync(this.descriptor));
  }

  private position(row: number): number {
    return this.headerBytes + row * this.rowBytes;
  }

  private write(bytes: Uint8Array, position: number): void {
    this.attempt(() => writeWhole(this.descriptor, bytes, position));
  }

  private attempt<T>(act: () => T): T {
    return attempt(this.file, act);
  }
}
