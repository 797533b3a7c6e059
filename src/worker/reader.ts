import { Worker } from "node:worker_threads";
import type { BinRange, RunQueries } from "../protocol/queries";
import { connect } from "../protocol/rpc";
import type { CsvContent } from "../runs/export-csv";
import type { RunReader } from "../runs/reader/open";
import { threadPort } from "./port";
import { isExportProgress, QUERY_METHODS, type ReadingService } from "./reading";

/** A thread that reads runs. It is started when it is first needed, and again when it was needed after it died. */
export interface Reader {
  /** A run's queries; they reject when the run cannot be read, or the thread died over them. Closing closes the run's files. */
  open(folder: string): RunReader;
  /** Writes a CSV file of a range of a run; `onProgress` hears fractions from 0 to 1. Rejects when it fails or is aborted; no file is left then. */
  exportCsv(
    folder: string,
    range: BinRange,
    neurons: Uint32Array,
    what: CsvContent,
    file: string,
    onProgress?: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Starts the thread, so that the first query need not wait for it. */
  prepare(): void;
  /** Ends the thread; what is still asked of it is rejected. */
  close(): void;
}

export function startReader(workerFile: string): Reader {
  let thread: Thread | null = null;
  let lastExport = 0;
  const alive = (): Thread => {
    thread ??= startThread(workerFile, () => (thread = null));
    return thread;
  };
  return {
    open: (folder) => {
      const ask = (method: keyof RunQueries) => (argument?: unknown) => alive().remote.query({ folder, method, argument });
      const queries = Object.fromEntries(QUERY_METHODS.map((method) => [method, ask(method)])) as unknown as RunQueries;
      return { ...queries, close: () => void thread?.remote.release(folder).catch(() => undefined) };
    },
    async exportCsv(folder, range, neurons, what, file, onProgress, signal) {
      signal?.throwIfAborted();
      const { worker, remote } = alive();
      const id = ++lastExport;
      const hear = (message: unknown): void => {
        if (isExportProgress(message) && message.id === id) onProgress?.(message.fraction);
      };
      const abort = (): void => void remote.abortExport(id).catch(() => undefined);
      worker.on("message", hear);
      signal?.addEventListener("abort", abort);
      try {
        await remote.exportCsv({ id, folder, range, neurons, what, file });
      } finally {
        worker.off("message", hear);
        signal?.removeEventListener("abort", abort);
      }
    },
    prepare: () => void alive(),
    close() {
      thread?.close("The reading thread was closed.");
      thread = null;
    },
  };
}

interface Thread {
  readonly worker: Worker;
  readonly remote: ReadingService;
  close(reason: string): void;
}

function startThread(workerFile: string, onEnd: () => void): Thread {
  const worker = new Worker(workerFile, { name: "spikeloop reader" });
  const { remote, close } = connect<ReadingService>(threadPort(worker));
  let reason = "it ended unexpectedly";
  let closed = false;
  worker.on("error", (error) => (reason = error instanceof Error ? error.message : String(error)));
  worker.on("exit", () => {
    if (closed) return;
    close(`The thread that reads runs has stopped: ${reason}. It starts again with the next request.`);
    onEnd();
  });
  return {
    worker,
    remote,
    close(why) {
      closed = true;
      close(why);
      void worker.terminate();
    },
  };
}
