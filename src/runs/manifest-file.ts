import { closeSync, ftruncateSync, openSync, renameSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { FileError } from "../files/errors";
import { replaceFileBeside, replaceFileSoon } from "../files/replace";
import { MANIFEST_FILE, type RunManifest } from "../protocol/manifest";
import { RESERVE_FILE } from "./layout";
import { attempt, writeWhole } from "./system";

/** Bytes by which a manifest may grow while its run goes on: longer numbers, and a message of what went wrong. */
const GROWTH = 8192;

const HELD = new Set(["EPERM", "EACCES", "EBUSY"]);

/** Digits that the spikes of one neuron may take, with a comma. */
const COUNT_BYTES = 13;

/** A manifest as the text of its file: one line a key. */
export function manifestText(manifest: RunManifest): string {
  const lines = Object.entries(manifest).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

/**
 * The manifest of a run that is being written. It is always replaced as a whole, and the space of its last version is reserved
 * at the start: how a run ended can be told on a full disk too. Methods throw FileError.
 */
export class ManifestFile {
  private readonly file: string;
  private readonly reserve: string;

  constructor(folder: string, first: RunManifest) {
    this.file = join(folder, MANIFEST_FILE);
    this.reserve = join(folder, RESERVE_FILE);
    const text = manifestText(first);
    const room = Buffer.byteLength(text) + GROWTH + (first.spikes_per_neuron?.length ?? 0) * COUNT_BYTES;
    attempt(this.reserve, () => writeFileSync(this.reserve, Buffer.alloc(room, " "), { flag: "wx" }));
    replaceFileSoon(this.file, text);
  }

  /** How far the run has come. Another thread writes it, while this one goes on; one at a time. */
  async renew(manifest: RunManifest): Promise<void> {
    try {
      await replaceFileBeside(this.file, manifestText(manifest));
    } catch (error) {
      // Windows lets no file be replaced while someone reads it; the next renewal tells as much.
      if (!(error instanceof FileError && HELD.has(error.code ?? ""))) throw error;
    }
  }

  /** How the run ended, in the reserved space: overwritten in place, so that it needs no more of the disk, then renamed. */
  end(manifest: RunManifest): void {
    attempt(this.reserve, () => overwrite(this.reserve, Buffer.from(manifestText(manifest))));
    attempt(this.file, () => renameSync(this.reserve, this.file));
  }

  /** Waits until how the run ended outlasts a power cut too. What keeps the disk from it is not reported: readers see the manifest already. */
  async settle(): Promise<void> {
    const file = await open(this.file, "r+").catch(() => null);
    await file?.datasync().catch(() => undefined);
    await file?.close();
  }
}

function overwrite(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, "r+");
  try {
    writeWhole(descriptor, bytes, 0);
    ftruncateSync(descriptor, bytes.length);
  } finally {
    closeSync(descriptor);
  }
}
