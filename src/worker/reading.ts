import type { RunPlaces } from "../runs/config-of-run";
import type { ExportRequest } from "../runs/export";
import type { ExporterInfo } from "../runs/export/exporter";

/** One query of one run. */
export interface RunQuery {
  readonly folder: string;
  /** A name of RunQueries; any other is refused. */
  readonly method: string;
  readonly argument: unknown;
  /** Which files may be opened, and folders of runs that do not lie beside their configs. */
  readonly places: RunPlaces;
}

/** The reading thread's requests. Queries are answered one after the other; exports continue between them. */
export interface ReadingService {
  query(query: RunQuery): Promise<unknown>;
  /** Closes the files of a run. */
  release(folder: string): Promise<void>;
  exporters(): Promise<readonly ExporterInfo[]>;
  /** `id` identifies the export while it runs, `exporter` the format. */
  exportRun(request: ExportRequest & { readonly id: number; readonly exporter: string }): Promise<void>;
  abortExport(id: number): Promise<void>;
  /** Answered at once unless the thread is stuck. */
  ping(): Promise<void>;
}

/** From the reading thread: an export's progress, 0 to 1. */
export interface ExportProgress {
  readonly type: "exportProgress";
  readonly id: number;
  readonly fraction: number;
}

export function isExportProgress(message: unknown): message is ExportProgress {
  return (message as ExportProgress | null)?.type === "exportProgress";
}
