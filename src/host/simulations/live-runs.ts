import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { RunStatus } from "../../protocol/manifest";
import { percentDone, progressText, RunClock, type RunMoment } from "../../protocol/progress";
import { Disposables } from "../shared/disposables";
import type { RunRecord } from "../runs-view/run-records";
import type { RunStore } from "../runs-view/run-store";
import type { SimulationHandle, SimulationManager } from "./manager";

/** How often progress is published. VS Code's trees collect changes for 200 ms, so a higher rate would make them lag. */
const PUBLISH_EVERY_MS = 250;

/** How long publishing waits for the tree to draw; it does not draw while hidden or collapsed. */
const LONGEST_WAIT_MS = 250;

/** Fires before progress is published, for views that draw slowly: the others wait until those have started. */
export interface WillPublish {
  waitUntil(drawn: Promise<void>): void;
}

/** What a tree takes from asking for its items to drawing them. */
const DRAWING_MS = 50;

/** A run that ends sooner is never shown as running; VS Code draws nothing else while it opens the run's view. */
const FIRST_PUBLISH_MS = 500;

/** Another process writes its run's manifest once a second. */
const POLL_EVERY_MS = 1000;

/** Progress of this window's and other processes' simulations: the single source for views, status bar, tree and lenses. */
export class LiveRuns implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly didPublish = this.disposables.add(new vscode.EventEmitter<void>());
  private readonly willPublish = this.disposables.add(new vscode.EventEmitter<WillPublish>());
  private readonly own = new Map<string, Tracked>();
  private readonly others = new Map<string, Tracked>();
  private readonly statuses = new WeakMap<SimulationHandle, RunStatus>();
  private startedOrEnded = false;
  private publishTimer: NodeJS.Timeout | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private publishedAt = -Infinity;
  private hadRuns = false;
  private disposed = false;
  /** Fires when there is new progress, and when simulations start or end. */
  readonly onDidPublish = this.didPublish.event;
  /** Fires before `onDidPublish`; `momentOf` already returns the new progress. */
  readonly onWillPublish = this.willPublish.event;

  constructor(
    private readonly simulations: Pick<SimulationManager, "all" | "of" | "onDidChange">,
    private readonly runs: Pick<RunStore, "read" | "noteWritten" | "refresh">,
  ) {
    this.disposables.add(simulations.onDidChange((simulation) => this.onChange(simulation)));
  }

  /** This window's simulations. */
  get all(): readonly SimulationHandle[] {
    return this.simulations.all;
  }

  /** This window's simulation that writes this run folder. */
  of(runFolder: string): SimulationHandle | undefined {
    return this.simulations.of(runFolder);
  }

  /** The progress last published for this run; undefined when it is not running or nothing is published yet. */
  momentOf(runFolder: string): RunMoment | undefined {
    return (this.own.get(runFolder) ?? this.others.get(runFolder))?.moment;
  }

  /** A simulation's progress in percent. */
  percentOf({ runFolder, manifest }: SimulationHandle): number {
    const latest = (runFolder === null ? undefined : this.momentOf(runFolder)?.manifest) ?? manifest;
    return latest ? percentDone(latest) : 0;
  }

  /** `43 % · ETA 12 s` */
  textOf(simulation: SimulationHandle): string {
    const { runFolder } = simulation;
    if (runFolder === null) return "waiting to start";
    return progressText(this.percentOf(simulation), this.momentOf(runFolder)?.secondsLeft ?? null);
  }

  /** Call this for every shown run: one that another process computes is then polled until it ends. */
  follow(record: RunRecord): void {
    const { folder } = record;
    if (record.manifest === null || record.status !== "running" || this.of(folder) || this.others.has(folder)) return;
    this.others.set(folder, track(record.manifest));
    this.pollTimer ??= setTimeout(() => void this.poll(), POLL_EVERY_MS);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.publishTimer);
    clearTimeout(this.pollTimer);
    this.disposables.dispose();
  }

  private onChange(simulation: SimulationHandle): void {
    const { manifest } = simulation;
    if (manifest !== null && manifest.status !== this.statuses.get(simulation)) {
      this.statuses.set(simulation, manifest.status);
      this.startedOrEnded = true;
    }
    this.schedule(this.hadRuns ? this.publishedAt + PUBLISH_EVERY_MS - performance.now() : FIRST_PUBLISH_MS);
  }

  private schedule(wait: number): void {
    this.publishTimer ??= setTimeout(() => void this.publish(), Math.max(0, wait));
  }

  private async publish(): Promise<void> {
    this.publishedAt = performance.now();
    this.hadRuns = this.all.length > 0;
    for (const folder of this.own.keys()) if (!this.of(folder)) this.own.delete(folder);
    for (const { runFolder, manifest } of this.all) {
      if (runFolder === null || manifest === null) continue;
      const known = this.own.get(runFolder);
      if (known) known.moment = known.clock.moment(manifest);
      else this.own.set(runFolder, track(manifest));
    }
    const slow: Promise<void>[] = [];
    this.willPublish.fire({ waitUntil: (drawn) => void slow.push(drawn) });
    if (slow.length > 0) await Promise.race([Promise.all(slow).then(() => delay(DRAWING_MS)), delay(LONGEST_WAIT_MS)]);
    this.publishTimer = undefined;
    this.didPublish.fire();
    // File watchers are silent on some disks, so refresh the list without them.
    if (this.startedOrEnded) this.runs.refresh();
    this.startedOrEnded = false;
  }

  /** Reads the manifests of other processes' runs. */
  private async poll(): Promise<void> {
    await Promise.all(
      [...this.others].map(async ([folder, known]) => {
        const record = await this.runs.read(folder);
        if (record.manifest !== null && record.status === "running" && !this.of(folder)) {
          known.moment = known.clock.moment(record.manifest);
          return;
        }
        this.others.delete(folder);
        this.runs.noteWritten(folder);
      }),
    );
    if (this.disposed) return;
    this.pollTimer = this.others.size > 0 ? setTimeout(() => void this.poll(), POLL_EVERY_MS) : undefined;
    this.schedule(0);
  }
}

interface Tracked {
  readonly clock: RunClock;
  moment: RunMoment;
}

function track(manifest: RunMoment["manifest"]): Tracked {
  const clock = new RunClock();
  return { clock, moment: clock.moment(manifest) };
}
