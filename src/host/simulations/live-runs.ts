import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { RunStatus } from "../../protocol/manifest";
import { percentDone, progressText, RunClock, type RunMoment } from "../../protocol/progress";
import { Disposables } from "../shared/disposables";
import type { RunRecord } from "../runs-view/run-records";
import type { RunStore } from "../runs-view/run-store";
import type { Simulation, Simulations } from "./running";

/** How often progress is published. VS Code's trees gather changes for 200 ms, so more often would only make them fall behind. */
const TOLD_EVERY_MS = 250;

/** How long the others wait for a tree that VS Code does not draw, because it is hidden or folded away. */
const LONGEST_WAIT_MS = 250;

/** Fired before progress is published, for views that take long to draw it: the others wait until they have begun. */
export interface ProgressWillPublish {
  waitUntil(drawn: Promise<void>): void;
}

/**
 * After a start nothing is told for so long. A run that is over by then was never shown as going on, and VS Code, which opens its
 * view meanwhile, has nothing else to draw: that brings the first picture about 80 ms forward.
 */
const QUIET_AT_FIRST_MS = 500;

/** A run that another process computes renews its manifest so often. */
const LOOKED_AT_EVERY_MS = 1000;

/** How far the runs are that go on, this window's and those of other processes: views, bars, lists and lenses all ask here. */
export class LiveRuns implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly told = this.disposables.add(new vscode.EventEmitter<void>());
  private readonly willTell = this.disposables.add(new vscode.EventEmitter<ProgressWillPublish>());
  private readonly own = new Map<string, Clocked>();
  private readonly others = new Map<string, Clocked>();
  private readonly statuses = new WeakMap<Simulation, RunStatus>();
  private beganOrEnded = false;
  private telling: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;
  private toldAt = -Infinity;
  private toldOfAny = false;
  private disposed = false;
  /** Fires when the moments are new ones, and when simulations began or ended. */
  readonly onDidTell = this.told.event;
  /** Fires before that, when the moments are already the new ones. */
  readonly onWillTell = this.willTell.event;

  constructor(
    private readonly simulations: Pick<Simulations, "all" | "of" | "onDidChange">,
    private readonly runs: Pick<RunStore, "read" | "noteWritten" | "refresh">,
  ) {
    this.disposables.add(simulations.onDidChange((simulation) => this.onChange(simulation)));
  }

  /** This window's simulations. */
  get all(): readonly Simulation[] {
    return this.simulations.all;
  }

  /** This window's simulation that writes this run folder. */
  of(runFolder: string): Simulation | undefined {
    return this.simulations.of(runFolder);
  }

  /** The moment that is told of this run; undefined where it does not go on, or nothing has been told of it yet. */
  momentOf(runFolder: string): RunMoment | undefined {
    return (this.own.get(runFolder) ?? this.others.get(runFolder))?.moment;
  }

  /** How far a simulation is, in percent. */
  percentOf({ runFolder, manifest }: Simulation): number {
    const told = (runFolder === null ? undefined : this.momentOf(runFolder)?.manifest) ?? manifest;
    return told ? percentDone(told) : 0;
  }

  /** `43 % · ETA 12 s` */
  textOf(simulation: Simulation): string {
    const { runFolder } = simulation;
    if (runFolder === null) return "waiting to start";
    return progressText(this.percentOf(simulation), this.momentOf(runFolder)?.secondsLeft ?? null);
  }

  /** To be called by whoever shows a run: where another process computes it, it is looked at until it has ended. */
  follow(record: RunRecord): void {
    const { folder } = record;
    if (record.manifest === null || record.status !== "running" || this.of(folder) || this.others.has(folder)) return;
    this.others.set(folder, clocked(record.manifest));
    this.looking ??= setTimeout(() => void this.look(), LOOKED_AT_EVERY_MS);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.telling);
    clearTimeout(this.looking);
    this.disposables.dispose();
  }

  private onChange(simulation: Simulation): void {
    const { manifest } = simulation;
    if (manifest !== null && manifest.status !== this.statuses.get(simulation)) {
      this.statuses.set(simulation, manifest.status);
      this.beganOrEnded = true;
    }
    this.schedule(this.toldOfAny ? this.toldAt + TOLD_EVERY_MS - performance.now() : QUIET_AT_FIRST_MS);
  }

  private schedule(wait: number): void {
    this.telling ??= setTimeout(() => void this.tell(), Math.max(0, wait));
  }

  private async tell(): Promise<void> {
    this.toldAt = performance.now();
    this.toldOfAny = this.all.length > 0;
    for (const folder of this.own.keys()) if (!this.of(folder)) this.own.delete(folder);
    for (const { runFolder, manifest } of this.all) {
      if (runFolder === null || manifest === null) continue;
      const known = this.own.get(runFolder);
      if (known) known.moment = known.clock.moment(manifest);
      else this.own.set(runFolder, clocked(manifest));
    }
    const slow: Promise<void>[] = [];
    this.willTell.fire({ waitUntil: (drawn) => void slow.push(drawn) });
    await Promise.race([Promise.all(slow), delay(LONGEST_WAIT_MS)]);
    this.telling = undefined;
    this.told.fire();
    // Watchers, which are silent on some disks, need not tell of what this window does itself.
    if (this.beganOrEnded) this.runs.refresh();
    this.beganOrEnded = false;
  }

  /** Looks at the manifests of the runs of other processes. */
  private async look(): Promise<void> {
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
    this.looking = this.others.size > 0 ? setTimeout(() => void this.look(), LOOKED_AT_EVERY_MS) : undefined;
    this.schedule(0);
  }
}

interface Clocked {
  readonly clock: RunClock;
  moment: RunMoment;
}

function clocked(manifest: RunMoment["manifest"]): Clocked {
  const clock = new RunClock();
  return { clock, moment: clock.moment(manifest) };
}
