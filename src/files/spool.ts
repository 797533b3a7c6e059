import { closeSync, openSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import type { ByteSource } from "../arrays/ndarray";
import { attempt, tolerate } from "./attempt";
import { readWhole } from "./open";
import { writeWhole } from "./write";

/** Bytes buffered before a write. */
const GATHERED = 1 << 20;

/**
 * Float32 numbers written once, in sequence, then read at any offset: in memory when few, otherwise in a temporary
 * file. The file is unlinked at once, so that its space is freed however this process ends; where the system cannot
 * unlink open files, `close` deletes it.
 */
export class Spool implements ByteSource {
  private readonly gathered: Float32Array;
  private used = 0;
  private written = 0;

  private constructor(
    private readonly file: SpoolFile | null,
    /** Numbers it will hold. */
    private readonly length: number,
  ) {
    this.gathered = new Float32Array(file ? Math.min(length, GATHERED / 4) : length);
  }

  /** In memory up to `inMemory` numbers, else in `folder`. Throws FileError when no file can be made. */
  static of(length: number, inMemory: number, folder: string): Spool {
    return new Spool(length <= inMemory ? null : makeFile(folder), length);
  }

  get size(): number {
    return this.length * 4;
  }

  /** Rounds to float32. Throws FileError when the disk is full. */
  append(values: Float32Array | Float64Array): void {
    for (let at = 0; at < values.length;) {
      const part = Math.min(values.length - at, this.gathered.length - this.used);
      this.gathered.set(values.subarray(at, at + part), this.used);
      this.used += part;
      at += part;
      if (this.used === this.gathered.length && this.file) this.flush(this.file);
      else if (part === 0) throw new RangeError(`more than ${this.length} numbers were written`);
    }
  }

  read(offset: number, length: number): Uint8Array {
    if (offset < 0 || offset + length > this.size)
      throw new RangeError(`bytes ${offset} to ${offset + length} of ${this.size}`);
    if (!this.file) return new Uint8Array(this.gathered.buffer, offset, length);
    if (this.used > 0) this.flush(this.file);
    const bytes = new Uint8Array(length);
    readWhole(this.file.path, this.file.descriptor, bytes, offset);
    return bytes;
  }

  close(): void {
    if (!this.file) return;
    closeSync(this.file.descriptor);
    if (this.file.hasName) unlinks(this.file.path);
  }

  private flush({ path, descriptor }: SpoolFile): void {
    const bytes = new Uint8Array(this.gathered.buffer, 0, this.used * 4);
    attempt(path, () => writeWhole(descriptor, bytes, this.written));
    this.written += bytes.length;
    this.used = 0;
  }
}

interface SpoolFile {
  readonly path: string;
  readonly descriptor: number;
  /** The file could not be unlinked while open. */
  readonly hasName: boolean;
}

let serial = 0;

function makeFile(folder: string): SpoolFile {
  const path = join(folder, `.feedforward-input.${process.pid}-${++serial}.tmp`);
  const descriptor = attempt(path, () => openSync(path, "wx+", 0o600));
  return { path, descriptor, hasName: !unlinks(path) };
}

/** Whether the file could be unlinked. */
function unlinks(path: string): boolean {
  return tolerate(() => (unlinkSync(path), true)) ?? false;
}
