import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, rmSync } from "node:fs";
import { attempt } from "../../files/attempt";
import { renameOverSync } from "../../files/rename";
import { writeWhole } from "../../files/write";

/** A file that appears, or replaces another, only when it is whole. Methods throw FileError about `file`. */
export class Sink {
  private readonly temporary: string;
  private readonly descriptor: number;
  private size = 0;

  constructor(private readonly file: string) {
    this.temporary = `${file}.${randomUUID()}.tmp`;
    this.descriptor = attempt(this.file, () => openSync(this.temporary, "wx"));
  }

  /** Writes at a position, by default behind all that was written. */
  write(data: Uint8Array | string, position = this.size): void {
    const bytes = typeof data === "string" ? Buffer.from(data) : data;
    attempt(this.file, () => writeWhole(this.descriptor, bytes, position));
    this.size = Math.max(this.size, position + bytes.length);
  }

  /** Lets `fill` write the file; when it throws, nothing is left and a file that was there stays as it was. */
  async filled(fill: () => Promise<void>): Promise<void> {
    try {
      try {
        await fill();
        attempt(this.file, () => fsyncSync(this.descriptor));
      } finally {
        closeSync(this.descriptor);
      }
      attempt(this.file, () => renameOverSync(this.temporary, this.file));
    } finally {
      rmSync(this.temporary, { force: true });
    }
  }
}
