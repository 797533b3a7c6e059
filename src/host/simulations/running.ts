import type { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import type { RunManifest } from "../../protocol/manifest";
import type { RunNeed, SimulationEvent, SimulationRequest } from "../../simulation/messages";
import { Room } from "../../simulation/admission";
import { type Shares, shareThreads } from "../../simulation/shares";
import type { RunningSimulation } from "../../worker/simulation";
import type { WarmThread } from "../../worker/warm";
import { messageOf } from "../shared/log";
import { configName } from "../shared/names";

/** How a simulation ended. All but `ended` left no run behind. */
export type Outcome =
  | { readonly type: "ended"; readonly runFolder: string; readonly manifest: RunManifest }
  | { readonly type: "problems"; readonly problems: readonly Problem[] }
  | { readonly type: "refused"; readonly message: string }
  /** A person called it off before it began. */
  | { readonly type: "calledOff" };

/** A simulation from the moment it is asked for until it has ended. */
export interface Simulation {
  readonly configFile: string;
  readonly name: string;
  /** null until the run has its folder: it waits for a thread, for a person's word, or reads its config. */
  readonly runFolder: string | null;
  /** As of its last event. What is shown of it is told by LiveRuns. */
  readonly manifest: RunManifest | null;
  readonly outcome: Promise<Outcome>;
  stop(): void;
}

/** What a run will take; undefined where that cannot be told. */
type Need = (request: SimulationRequest) => Promise<RunNeed | undefined>;

/** Asked when the need of a run is known; nothing has been written then. */
export type MayProceed = (need: RunNeed) => Promise<boolean>;

/** Hears what a person should know about a config that is simulated all the same. */
export type OnWarnings = (warnings: readonly Problem[]) => void;

/**
 * The simulations that go on in this window, each in a worker thread. They share the threads that the setting allows: a lone one
 * may use all of them, until another begins.
 */
export class Simulations implements vscode.Disposable {
  private readonly going = new Set<Going>();
  private readonly changed = new vscode.EventEmitter<Simulation>();
  private readonly room = new Room();
  private warm: WarmThread | null = null;
  /** Fires at the start, the progress and the end of each. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly workerFile: string,
    private readonly threads: () => number,
    private readonly need: Need,
  ) {}

  get all(): readonly Simulation[] {
    return [...this.going];
  }

  /** The simulation that writes this run folder. */
  of(runFolder: string): Simulation | undefined {
    return this.all.find((simulation) => simulation.runFolder === runFolder);
  }

  start(request: SimulationRequest, mayProceed: MayProceed, onWarnings: OnWarnings): Simulation {
    const simulation = new Going(
      request,
      mayProceed,
      onWarnings,
      this.need,
      () => this.warm?.take() ?? this.workerFile,
      () => this.changed.fire(simulation),
    );
    this.going.add(simulation);
    void simulation.outcome.finally(() => {
      this.going.delete(simulation);
      this.changed.fire(simulation);
      this.share();
    });
    this.share();
    this.changed.fire(simulation);
    return simulation;
  }

  /** Gets a thread ready for the next simulation. */
  async prepare(): Promise<void> {
    const { WarmThread } = await import("../late");
    this.warm ??= new WarmThread(this.workerFile);
    this.warm.prepare();
  }

  /** Stops all and waits until their last bins and manifests are written. */
  async stopAll(): Promise<void> {
    for (const simulation of this.going) simulation.stop();
    await Promise.all(this.all.map(({ outcome }) => outcome));
  }

  dispose(): void {
    this.warm?.close();
    this.changed.dispose();
  }

  /** Begins those that wait while there are threads for them, and lets each know whether it is alone. */
  private share(): void {
    const all = [...this.going];
    const free = this.shares().atOnce - all.filter(({ waiting }) => !waiting).length;
    for (const simulation of all.filter(({ waiting }) => waiting).slice(0, Math.max(0, free))) {
      void simulation.begin(this.room, () => this.shares().each).then(() => simulation.share(this.going.size === 1));
    }
    for (const simulation of all) simulation.share(all.length === 1);
  }

  private shares(): Shares {
    return shareThreads(this.going.size, this.threads());
  }
}

class Going implements Simulation {
  readonly configFile: string;
  readonly name: string;
  readonly outcome: Promise<Outcome>;
  runFolder: string | null = null;
  manifest: RunManifest | null = null;
  waiting = true;
  private calledOff = false;

  private end: (outcome: Outcome) => void = () => undefined;
  private worker: RunningSimulation | null = null;
  private last: Outcome = { type: "calledOff" };

  constructor(
    private readonly request: SimulationRequest,
    private readonly mayProceed: MayProceed,
    private readonly onWarnings: OnWarnings,
    private readonly need: Need,
    private readonly thread: () => Worker | string,
    private readonly changed: () => void,
  ) {
    this.configFile = request.configFile;
    this.name = configName(request.configFile);
    this.outcome = new Promise((resolve) => (this.end = resolve));
  }

  /** With as many threads as it may have by the time that it fits beside those that go on: others may have come until then. */
  async begin(room: Room, threads: () => number): Promise<void> {
    this.waiting = false;
    const { startSimulation } = await import("../late");
    const { leave } = await room.enter(() => this.need(this.request));
    void this.outcome.then(leave);
    if (this.calledOff) return;
    try {
      this.worker = startSimulation(
        { ...this.request, threads: threads(), background: true },
        (event) => this.on(event),
        this.thread(),
      );
    } catch (error) {
      this.end({ type: "refused", message: messageOf(error) });
      return;
    }
    void this.worker.done.then(() => this.end(this.last));
  }

  stop(): void {
    this.calledOff = true;
    if (this.worker) this.worker.stop();
    else this.end(this.last);
  }

  share(alone: boolean): void {
    this.worker?.share(alone);
  }

  private on(event: SimulationEvent): void {
    switch (event.type) {
      case "need":
        this.mayProceed(event.need).then(
          (yes) => (yes ? this.worker?.proceed() : this.stop()),
          // A question that could not be asked must not leave the simulation waiting for its answer.
          () => this.stop(),
        );
        return;
      case "warnings":
        this.onWarnings(event.problems);
        return;
      case "started":
      case "progress":
        this.note(event.runFolder, event.manifest);
        return;
      case "ended":
        this.last = event;
        this.note(event.runFolder, event.manifest);
        return;
      case "problems":
        this.last = event;
        return;
      case "refused":
        if (!this.calledOff) this.last = event;
        return;
    }
  }

  private note(runFolder: string, manifest: RunManifest): void {
    this.runFolder = runFolder;
    this.manifest = manifest;
    this.changed();
  }
}
