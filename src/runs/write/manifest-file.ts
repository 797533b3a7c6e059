import { closeSync, ftruncateSync, openSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt, attemptAsync } from "../../files/attempt";
import { FileError } from "../../files/errors";
import { isHeld, renameOver } from "../../files/rename";
import { replaceFile, replaceFileAsync, syncFolderAsync } from "../../files/replace";
import { syncAsync, writeWhole } from "../../files/write";
import { MANIFEST_FILE, type RunManifest } from "../../protocol/manifest";
import { RESERVE_FILE } from "../layout";

/** Bytes by which a manifest may grow while its run goes on: longer numbers, and a message of what went wrong. */
const GROWTH = 8192;

/** Digits that the spikes of one neuron may take, with a comma. */
const COUNT_BYTES = 13;

/** Too many files are open just now. */
const PASSING = new Set(["EMFILE", "ENFILE"]);

/** A manifest as the text of its file: one line a key. */
export function manifestText(manifest: RunManifest): string {
  const lines = Object.entries(manifest).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

/**
 * The manifest of a run that is being written. It is always replaced as a whole. The space of its last version is reserved at the
 * start, so that a run's end can be written to a full disk too, and when no more files can be opened. Methods throw FileError.
 */
export class ManifestFile {
  private readonly file: string;
  private readonly reserve: string;
  /** Open until the end. */
  private readonly reserved: number;

  /**
   * Makes the reserve, the first file of a run's folder. It names the writing process, so that a killed run's leftovers can be
   * recognised. Fails with code EEXIST when another run has started in this folder.
   */
  constructor(
    folder: string,
    private readonly first: RunManifest,
  ) {
    this.file = join(folder, MANIFEST_FILE);
    this.reserve = join(folder, RESERVE_FILE);
    const room = Buffer.byteLength(manifestText(first)) + GROWTH + (first.spikes_per_neuron?.length ?? 0) * COUNT_BYTES;
    this.reserved = attempt(this.reserve, () => openSync(this.reserve, "wx"));
    try {
      attempt(this.reserve, () =>
        writeWhole(this.reserved, Buffer.from(JSON.stringify(first.process).padEnd(room)), 0),
      );
    } catch (error) {
      closeSync(this.reserved);
      unlinkSync(this.reserve);
      throw error;
    }
  }

  /** Writes the first manifest: from now on the folder is a run. */
  create(runNumber: number): RunManifest {
    const manifest = { ...this.first, run_number: runNumber };
    replaceFile(this.file, manifestText(manifest), { fsync: false });
    return manifest;
  }

  /** Writes how far the run has come, without blocking this thread. One call at a time. */
  async renew(manifest: RunManifest): Promise<void> {
    try {
      await replaceFileAsync(this.file, manifestText(manifest));
    } catch (error) {
      // The next renewal makes up for it.
      if (!(error instanceof FileError && (PASSING.has(error.code ?? "") || isHeld(error))))
        throw this.explained(error);
    }
  }

  /** Writes the last manifest into the reserved space, in place, and syncs it to disk. Readers see it only after `end`. */
  async prepareEnd(manifest: RunManifest): Promise<void> {
    await attemptAsync(this.reserve, async () => {
      const bytes = Buffer.from(manifestText(manifest));
      writeWhole(this.reserved, bytes, 0);
      ftruncateSync(this.reserved, bytes.length);
      await syncAsync(this.reserved);
    });
  }

  /**
   * Replaces the manifest by what was prepared. The arrays must be on disk by then (`RunWriter.syncToDisk`): after a power cut there is
   * either this manifest with all of its arrays, or the one before, which says `running`. Waiting for the arrays is necessary, since
   * ext4 may commit a rename up to half a minute before it allocates the blocks of data written earlier.
   */
  async end(): Promise<void> {
    // Windows renames no file that is open.
    this.close();
    await attemptAsync(this.file, () => renameOver(this.reserve, this.file)).catch((error: unknown) => {
      throw this.explained(error);
    });
  }

  private explained(error: unknown): unknown {
    if (!(error instanceof FileError) || error.code !== "ENOENT") return error;
    return new FileError(
      this.file,
      `${error.message}. The folder of the run was deleted, moved or renamed while it went on.`,
      { cause: error.cause },
    );
  }

  /** Closes the reserve of a run that was not ended; the file stays. */
  close(): void {
    closeSync(this.reserved);
  }

  /** Waits until the rename outlasts a power cut too. Failures are not reported: readers see the manifest already. */
  async settle(): Promise<void> {
    await syncFolderAsync(dirname(this.file));
  }
}
