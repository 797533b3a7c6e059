import { ANYWHERE, type FileAccess } from "../files/access";
import { standIn } from "../protocol/rpc";
import type { ExportRequest } from "../runs/export";
import type { ExporterInfo } from "../runs/export/exporter";
import type { RunReader } from "../runs/read/open";
import { Heartbeat } from "./heartbeat";
import { isExportProgress, type ReadingService } from "./reading";
import { startServiceThread, type ServiceThread } from "./service-thread";

/** Arrays of numbers lie outside the heap, so that no run needs a larger one. */
const MAX_HEAP_MB = 1024;

/** A thread that reads runs. It starts with the first request, and again after it died or was stuck. */
export interface Reader {
  /** A run's queries. They reject when the run cannot be read, or the thread died or was stuck. Closing closes the run's files. */
  open(folder: string): RunReader;
  /** The formats that runs can be exported to. */
  exporters(): Promise<readonly ExporterInfo[]>;
  /** Exports a run; `onProgress` gets fractions from 0 to 1. Rejects when it fails or is aborted; no file is left then. */
  exportRun(
    exporter: string,
    request: Omit<ExportRequest, "access">,
    onProgress?: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Starts the thread, so that the first query need not wait for it. */
  prepare(): void;
  /** Ends the thread; open queries are rejected. */
  close(): void;
}

export interface ReaderOptions {
  /** Which files may be opened now; called for each query. All by default. */
  access?(): FileAccess;
  /** Folders of runs that do not lie beside their configs; none by default. */
  runsRoots?(): readonly string[];
  /** Seconds without a message after which a thread with open queries is ended. */
  readonly patience?: number;
}

/** `workerFile`: the thread's bundle. */
export function startReader(
  workerFile: string,
  { access = () => ANYWHERE, runsRoots = () => [], patience = 30 }: ReaderOptions = {},
): Reader {
  let thread: Thread | null = null;
  let lastExport = 0;
  const running = (): Thread => {
    if (thread) return thread;
    const started = startThread(workerFile, patience, () => {
      if (thread === started) thread = null;
    });
    return (thread = started);
  };
  return {
    open: (folder) => {
      const ask = (method: string, argument: unknown): Promise<unknown> =>
        running().ask((remote) =>
          remote.query({ folder, method, argument, places: { access: access(), runsRoots: runsRoots() } }),
        );
      return standIn<RunReader>(ask, { close: () => void thread?.remote.release(folder).catch(() => undefined) });
    },
    exporters: () => running().ask((remote) => remote.exporters()),
    async exportRun(exporter, request, onProgress, signal) {
      signal?.throwIfAborted();
      const { worker, remote, ask } = running();
      const id = ++lastExport;
      const onMessage = (message: unknown): void => {
        if (isExportProgress(message) && message.id === id) onProgress?.(message.fraction);
      };
      const abort = (): void => void remote.abortExport(id).catch(() => undefined);
      worker.on("message", onMessage);
      signal?.addEventListener("abort", abort);
      try {
        await ask(() => remote.exportRun({ ...request, id, exporter, access: access() }));
      } finally {
        worker.off("message", onMessage);
        signal?.removeEventListener("abort", abort);
      }
    },
    prepare: () => void running(),
    close() {
      thread?.end("The reading thread was closed.");
    },
  };
}

interface Thread extends ServiceThread<ReadingService> {
  /** Sends a request; ends the thread if it gets stuck meanwhile. */
  ask<T>(request: (remote: ReadingService) => Promise<T>): Promise<T>;
}

const AGAIN = "It starts again with the next request.";

function startThread(workerFile: string, patience: number, onEnd: () => void): Thread {
  const thread = startServiceThread<ReadingService>(
    workerFile,
    { name: "spikeloop reader", resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } },
    (failure) => `The thread that reads runs has stopped: ${failure ?? "it ended unexpectedly"}. ${AGAIN}`,
    () => {
      heartbeat.stop();
      onEnd();
    },
  );
  const { worker, remote } = thread;
  const stuck = `Reading took too long: the thread that reads runs gave no sign for ${patience} seconds and was ended. ${AGAIN}`;
  const heartbeat = new Heartbeat(
    patience,
    () => void remote.ping().catch(() => undefined),
    () => thread.end(stuck),
  );
  worker.on("message", () => heartbeat.received());
  return { ...thread, ask: (request) => heartbeat.during(request(remote)) };
}
