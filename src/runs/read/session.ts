import type { FileAccess } from "../../files/access";
import type { RunManifest } from "../../protocol/manifest";
import { shownStatus } from "../manifest/read";
import { BrightnessCache } from "./queries/brightness";
import { Drive } from "./queries/drive";
import { Population } from "./queries/population";
import { lacksSummaries, rebuildSummaries } from "./rebuild";
import { RunFiles } from "./run-files";

/** When one of these keys differs, the manifest is another run's. */
const IDENTITY = ["started", "n_neurons", "n_time_bins", "n_features"] as const;

/** The open files of one run and what was computed from them, until they are replaced. */
export class Session {
  readonly run: RunFiles;
  readonly brightness = new BrightnessCache();
  readonly population = new Population();
  readonly drive: Drive;
  private rebuilt: Promise<void> | null = null;
  private closed = false;

  constructor(
    folder: string,
    public manifest: RunManifest,
    access: FileAccess,
  ) {
    this.run = new RunFiles(folder, manifest, access);
    this.drive = new Drive(folder, access);
  }

  /** Opens the files again. False when they were replaced, or are another run's: then a new session is needed. */
  follow(manifest: RunManifest): boolean {
    if (IDENTITY.some((key) => manifest[key] !== this.manifest[key])) return false;
    const { stamp } = this.run;
    const growing = shownStatus(this.manifest) === "running";
    this.manifest = manifest;
    this.run.refresh();
    return growing || this.run.stamp === stamp;
  }

  /** Answers from the files as they are now. Missing summaries of a run that is over are computed first. */
  async answer<T>(query: () => T | Promise<T>): Promise<T> {
    if (shownStatus(this.manifest) === "running") this.run.readHeaders();
    else if (this.rebuilt || lacksSummaries(this.run))
      await (this.rebuilt ??= rebuildSummaries(this.run).catch(readBinsInstead));
    if (this.closed) throw new Error("The run was closed, or its files were replaced, while it was read.");
    return query();
  }

  close(): void {
    this.closed = true;
    this.drive.close();
    this.run.close();
  }
}

/** Without summaries the bins themselves are read, which is slower. */
function readBinsInstead(): void {}
