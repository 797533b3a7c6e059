import type { RunPlaces } from "../runs/config-of-run";
import type { ExportRequest } from "../runs/export";
import type { ExporterInfo } from "../runs/export/exporter";

/** One query of one run. */
export interface RunQuery {
  readonly folder: string;
  /** A name of RunQueries; any other is refused. */
  readonly method: string;
  readonly argument: unknown;
  /** Which files may be opened for it, and where else runs lie than beside their configs. */
  readonly places: RunPlaces;
}

/** What the reading thread does for the host. Queries are answered one after the other; exports go on between them. */
export interface ReadingService {
  query(query: RunQuery): Promise<unknown>;
  /** Closes the files of a run. */
  release(folder: string): Promise<void>;
  exporters(): Promise<readonly ExporterInfo[]>;
  /** `id` names the export while it goes on, `exporter` the format. */
  exportRun(request: ExportRequest & { readonly id: number; readonly exporter: string }): Promise<void>;
  abortExport(id: number): Promise<void>;
  /** Answered at once by a thread that is not stuck. */
  ping(): Promise<void>;
}

/** From the reading thread: how far an export is, 0 to 1. */
export interface ExportProgress {
  readonly type: "exportProgress";
  readonly id: number;
  readonly fraction: number;
}

export function isExportProgress(message: unknown): message is ExportProgress {
  return (message as ExportProgress | null)?.type === "exportProgress";
}
