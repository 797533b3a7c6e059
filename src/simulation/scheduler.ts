import type { RunManifest } from "../protocol/manifest";
import { fitsAlone, Room } from "./admission";
import { errorText } from "./error-text";
import type { Admission, ResourceEstimate, SimulationEvent, SimulationRequest } from "./messages";

/** What a started simulation reports and asks. */
export interface StartHooks {
  onEvent(event: SimulationEvent): void;
  /** Asked with each estimate, before anything of the run is read or written. Never rejects. */
  admit(estimate: ResourceEstimate): Promise<Admission>;
}

/** A simulation that was started. */
export interface SimulationControls {
  /** Stop between two blocks of bins; what was done is kept. Before the run is begun, nothing is written and it ends at once. */
  stop(): void;
  /** Whether it is the only simulation: while it is not, it leaves the other cores to the others. */
  share(alone: boolean): void;
  /** Resolves after the last event, when its thread is free; never rejects. */
  readonly done: Promise<void>;
}

/** Starts a simulation in some thread. Whatever happens then, its last event is `ended`, `problems` or `refused`. */
export type StartSimulation = (
  request: SimulationRequest,
  hooks: StartHooks,
) => SimulationControls | Promise<SimulationControls>;

/** How a simulation ended. All but `ended` left no run behind. */
export type Outcome =
  | Extract<SimulationEvent, { readonly type: "ended" | "problems" | "refused" }>
  /** It was stopped before its first bin, or a person declined. */
  | { readonly type: "calledOff" };

/** A simulation from the moment it is asked for until it has ended. */
export interface SimulationHandle {
  readonly configFile: string;
  /** As people call it. */
  readonly name: string;
  /** null until the run has its folder: it waits for a thread, for room or for a person's word, or reads its config. */
  readonly runFolder: string | null;
  /** As of its last event. */
  readonly manifest: RunManifest | null;
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
  stop(): void;
}

/** Whoever asks for a simulation. */
export interface ScheduleHooks {
  onEvent?(event: SimulationEvent, handle: SimulationHandle): void;
  /** Asked before a run that fits; nothing of it is written then. Without it all go on. */
  confirm?(estimate: ResourceEstimate): Promise<boolean>;
}

/** Simulations that are wanted at the same time: `atOnce` go on, with `each` so many threads, and more wait for their turn. */
export interface Shares {
  readonly atOnce: number;
  readonly each: number;
}

/**
 * A lone simulation may use all threads (it takes as many as make it faster). Several go on at once with one thread each, since
 * they need not wait for each other as the threads of one have to in every bin.
 */
export function shareThreads(simulations: number, threads: number): Shares {
  return simulations <= 1 ? { atOnce: 1, each: threads } : { atOnce: Math.min(simulations, threads), each: 1 };
}

/** Lets simulations go on at once, in the order in which they were asked for, as threads, memory and disk allow. */
export class Scheduler {
  private readonly simulations = new Set<Scheduled>();
  private readonly room = new Room();

  /** `threads`: most that all simulations together may use, asked again for each. */
  constructor(private readonly options: { readonly threads: () => number; readonly start: StartSimulation }) {}

  /** All that wait or go on, in their order. */
  get all(): readonly SimulationHandle[] {
    return [...this.simulations];
  }

  /** Those that are scheduled within one turn of the event loop know from the start that they are not alone. */
  schedule(request: SimulationRequest & { readonly name: string }, hooks: ScheduleHooks = {}): SimulationHandle {
    const simulation = new Scheduled(request, hooks, this.room, () => this.shares().each);
    this.simulations.add(simulation);
    void simulation.outcome.then(() => {
      this.simulations.delete(simulation);
      this.share();
    });
    this.share();
    return simulation;
  }

  /** Stops all and waits until their last bins and manifests are written. */
  async stopAll(): Promise<void> {
    for (const simulation of this.simulations) simulation.stop();
    await Promise.all(this.all.map(({ outcome }) => outcome));
  }

  /** Begins those that wait while there are threads for them, and lets each know whether it is alone. */
  private share(): void {
    const all = [...this.simulations];
    const waiting = all.filter(({ isWaiting }) => isWaiting);
    const free = this.shares().atOnce - all.filter(({ isBegun }) => isBegun).length;
    for (const simulation of waiting.slice(0, Math.max(0, free))) void simulation.begin(this.options.start);
    for (const simulation of all) simulation.share(all.length === 1);
  }

  private shares(): Shares {
    return shareThreads(this.simulations.size, this.options.threads());
  }
}

class Scheduled implements SimulationHandle {
  readonly configFile: string;
  readonly name: string;
  readonly outcome: Promise<Outcome>;
  runFolder: string | null = null;
  manifest: RunManifest | null = null;
  isBegun = false;
  private isAdmitted = false;
  private isStopped = false;
  private alone = true;
  private controls: SimulationControls | null = null;
  private last: Outcome = { type: "calledOff" };
  private end: (outcome: Outcome) => void = () => undefined;

  constructor(
    private readonly request: SimulationRequest & { readonly name: string },
    private readonly hooks: ScheduleHooks,
    private readonly room: Room,
    private readonly threads: () => number,
  ) {
    ({ configFile: this.configFile, name: this.name } = request);
    this.outcome = new Promise((resolve) => (this.end = resolve));
  }

  async begin(start: StartSimulation): Promise<void> {
    this.isBegun = true;
    try {
      this.controls = await start(this.request, {
        onEvent: (event) => this.hear(event),
        admit: (estimate) => this.admit(estimate),
      });
    } catch (error) {
      this.hear({ type: "refused", message: errorText(error) });
      return this.end(this.last);
    }
    if (this.isStopped) this.controls.stop();
    this.controls.share(this.alone);
    await this.controls.done;
    this.end(this.last);
  }

  get isWaiting(): boolean {
    return !this.isBegun && !this.isStopped;
  }

  stop(): void {
    this.isStopped = true;
    // Its thread is not waited for: it has nothing to write.
    if (!this.isAdmitted) this.end(this.last);
    this.controls?.stop();
  }

  share(alone: boolean): void {
    this.alone = alone;
    this.controls?.share(alone);
  }

  /** With as many threads as it may have by the time that it fits and is confirmed: others may have come until then. */
  private async admit(estimate: ResourceEstimate): Promise<Admission> {
    if (this.isStopped) return { type: "decline" };
    const leave = this.room.enter(estimate);
    if (!leave) return this.room.change().then(() => ({ type: "measure" }));
    void this.outcome.then(leave);
    if (!(await this.isConfirmed(estimate))) this.stop();
    if (this.isStopped) return { type: "decline" };
    this.isAdmitted = true;
    return { type: "admit", threads: this.threads() };
  }

  /** Nobody is asked about a run that will be refused. A question that could not be asked must not leave it waiting for the answer. */
  private async isConfirmed(estimate: ResourceEstimate): Promise<boolean> {
    try {
      return !fitsAlone(estimate) || ((await this.hooks.confirm?.(estimate)) ?? true);
    } catch {
      return false;
    }
  }

  private hear(event: SimulationEvent): void {
    // Of one that was stopped before it was admitted nothing is heard any more.
    if (this.isStopped && !this.isAdmitted) return;
    if ("manifest" in event) ({ runFolder: this.runFolder, manifest: this.manifest } = event);
    if (event.type === "ended" || event.type === "problems") this.last = event;
    if (event.type === "refused" && !this.isStopped) this.last = event;
    this.hooks.onEvent?.(event, this);
  }
}
