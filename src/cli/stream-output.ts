import { fstatSync, writeSync } from "node:fs";
import { tolerate } from "../files/attempt";
import { reasonOf } from "../files/errors";
import type { Output } from "./terminal";
import type { Shown } from "./shown";

/** The reader is gone: `| head` has enough, or the terminal was closed. */
const READER_GONE = new Set(["EPIPE", "EIO", "ECONNRESET", "ERR_STREAM_DESTROYED"]);

/** One of the process's streams. When writing fails, output is dropped and the runs go on; `failure` reports a full disk. */
export class StreamOutput implements Output {
  /** Why output was lost; null: none was, or its reader is gone. */
  failure: string | null = null;
  readonly isTTY: boolean;
  private isBroken = false;
  private readonly isFile: boolean;

  constructor(private readonly stream: NodeJS.WriteStream & { readonly fd: number }) {
    this.isTTY = stream.isTTY === true;
    this.isFile = tolerate(() => fstatSync(stream.fd).isFile()) ?? false;
    stream.on("error", (error) => this.fail(error));
  }

  get columns(): number {
    return this.stream.columns || 80;
  }

  write({ text }: Shown): void {
    if (this.isBroken) return;
    try {
      if (this.isFile) writeToFile(this.stream.fd, Buffer.from(text));
      else this.stream.write(text);
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (this.isBroken) return;
    this.isBroken = true;
    if (!READER_GONE.has((error as NodeJS.ErrnoException).code ?? ""))
      this.failure = reasonOf(error, "what was to be printed");
  }
}

/** Writes all bytes: Node's stream does not notice a write that a full disk cuts short. */
function writeToFile(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}
