import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCodec } from "../../src/protocol/codec";
import type { FileAccess } from "../../src/files/access";
import type { RunSnapshot } from "../../src/protocol/queries";
import { EXPORTERS, exportRun } from "../../src/runs/export";
import { openRun, type RunReader } from "../../src/runs/read/open";

/** What came of asking a run everything that a view asks. */
export interface Asked {
  readonly snapshot: RunSnapshot | null;
  /** What was refused, in words. */
  readonly messages: readonly string[];
  /** Milliseconds that the longest answer took. */
  readonly slowest: number;
}

/** Errors that are meant for people, by their names. */
const OURS = ["RunDamagedError", "FileError", "ArrayFileError", "RangeError"];
/** What the language says when an array is sized by a number that nobody looked at. */
const FOREIGN =
  /array length|allocation|call stack|(of|reading|properties of) (undefined|null)|is not (a function|iterable|defined)|out of bounds|Cannot (read|convert|mix)/i;
const COLUMNS = 100;

/**
 * Opens a run, asks all queries, over several ranges, and exports it; fails on an error that is not meant for people, and on an answer
 * that cannot travel to a page.
 */
export async function askEverything(folder: string, access: FileAccess): Promise<Asked> {
  const messages: string[] = [];
  let slowest = 0;
  const attempt = async <T>(act: () => T | Promise<T>): Promise<T | null> => {
    const start = performance.now();
    try {
      return await act();
    } catch (error) {
      const { name, message, stack } = error as Error;
      assert.ok(OURS.includes(name) && !FOREIGN.test(message), `${folder}: ${stack}`);
      messages.push(message);
      return null;
    } finally {
      slowest = Math.max(slowest, performance.now() - start);
    }
  };
  const run = await attempt(() => openRun(folder, access));
  if (!run) return { snapshot: null, messages, slowest };
  try {
    const snapshot = await attempt(() => run.snapshot());
    if (snapshot) {
      assert.deepEqual(makeCodec().decode(makeCodec().encode(structuredClone(snapshot))), snapshot);
      await askAll(run, snapshot, attempt, (message) => messages.push(message));
      await exportAll(folder, snapshot, access, attempt);
    }
    return { snapshot, messages, slowest };
  } finally {
    run.close();
  }
}

type Attempt = <T>(act: () => T | Promise<T>) => Promise<T | null>;

async function askAll(
  run: RunReader,
  { manifest: { n_neurons: nNeurons }, binsReadable: bins }: RunSnapshot,
  attempt: Attempt,
  refused: (reason: string) => void,
): Promise<void> {
  const order = Uint32Array.from({ length: nNeurons }, (_, neuron) => neuron);
  const neurons = [0, nNeurons - 1];
  for (const range of [
    { start: 0, end: Math.max(1, bins) },
    { start: Math.floor(bins / 2), end: bins },
    { start: 0, end: 20 },
  ]) {
    for (const maxTicks of [-1, 1000])
      await attempt(() => run.raster({ range, columns: COLUMNS, order, rows: Math.min(50, nNeurons), maxTicks }));
    await attempt(() => run.rates({ range, columns: COLUMNS, neurons }));
    await attempt(() => run.population({ range, columns: COLUMNS }));
    await attempt(() => run.neurons({ range }));
    const drive = await attempt(() => run.drive({ range, columns: COLUMNS, neurons }));
    if (drive !== null && drive.reason !== null) {
      assert.doesNotMatch(drive.reason, FOREIGN);
      refused(drive.reason);
    }
  }
  await attempt(() => run.cell({ bin: 0, neuron: 0 }));
  await attempt(() => run.nextSpike({ neuron: 0, from: -1, direction: 1 }));
  await attempt(() => run.nextSpike({ neuron: 0, from: bins, direction: -1 }));
}

async function exportAll(
  folder: string,
  { manifest, binsReadable }: RunSnapshot,
  access: FileAccess,
  attempt: Attempt,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "spikeloop-export-"));
  const neurons = Uint32Array.from({ length: Math.min(10, manifest.n_neurons) }, (_, neuron) => neuron);
  try {
    for (const exporter of EXPORTERS) {
      const file = join(root, exporter.title);
      await attempt(() =>
        exportRun(exporter, { folder, range: { start: 0, end: binsReadable }, neurons, file, access, binSize: 0.1 }),
      );
      if (exporter.id === "csv:rates" && existsSync(file))
        assert.equal(readFileSync(file, "utf8").split("\n").length, binsReadable + 2);
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}
