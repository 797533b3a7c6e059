import type { RunManifest } from "../protocol/manifest";
import { fitsAlone, Room } from "./admission";
import { errorText } from "./error-text";
import type { Admission, ResourceEstimate, SimulationEvent, SimulationRequest } from "./messages";

/** Callbacks of a started simulation. */
export interface StartHooks {
  onEvent(event: SimulationEvent): void;
  /** Asked with each estimate, before anything of the run is read or written. Never rejects. */
  admit(estimate: ResourceEstimate): Promise<Admission>;
}

/** A simulation that was started. */
export interface SimulationControls {
  /** Stops after the current block of bins and keeps what was simulated. Before the run is written, ends at once and writes nothing. */
  stop(): void;
  /** Whether it is the only simulation and so may use several cores. */
  share(alone: boolean): void;
  /** Resolves after the last event, when its thread is free; never rejects. */
  readonly done: Promise<void>;
}

/** Starts a simulation in some thread. Its last event is always `ended`, `problems` or `refused`. */
export type StartSimulation = (
  request: SimulationRequest,
  hooks: StartHooks,
) => SimulationControls | Promise<SimulationControls>;

/** How a simulation ended. All but `ended` left no run behind. */
export type Outcome =
  | Extract<SimulationEvent, { readonly type: "ended" | "problems" | "refused" }>
  /** Stopped before its first bin, or not confirmed. */
  | { readonly type: "calledOff" };

/** A scheduled, running or ended simulation. */
export interface SimulationHandle {
  readonly configFile: string;
  /** For messages. */
  readonly name: string;
  /** null until the run is started: before, it waits for a thread, for resources or for confirmation, or reads its config. */
  readonly runFolder: string | null;
  /** As of its last event. */
  readonly manifest: RunManifest | null;
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
  stop(): void;
}

/** Callbacks of whoever schedules a simulation. */
export interface ScheduleHooks {
  onEvent?(event: SimulationEvent, handle: SimulationHandle): void;
  /** Asked before anything of a run that fits is written; without it every run is confirmed. */
  confirm?(estimate: ResourceEstimate): Promise<boolean>;
}

/** `atOnce` simulations run at once, with `each` threads per simulation; the others wait. */
export interface Shares {
  readonly atOnce: number;
  readonly each: number;
}

/** A lone simulation may use all threads. Several get one each: threads of one simulation wait for each other in every bin. */
export function shareThreads(simulations: number, threads: number): Shares {
  return simulations <= 1 ? { atOnce: 1, each: threads } : { atOnce: Math.min(simulations, threads), each: 1 };
}

/** Runs simulations in the order of their requests, as many at once as threads, memory and disk allow. */
export class Scheduler {
  private readonly simulations = new Set<Scheduled>();
  private readonly room = new Room();

  /** `threads`: the most that all simulations together may use, read anew for each. */
  constructor(private readonly options: { readonly threads: () => number; readonly start: StartSimulation }) {}

  /** All that wait or run, in order. */
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

  /** Starts waiting simulations while there are threads, and updates whether each is alone. */
  private share(): void {
    const all = [...this.simulations];
    const waiting = all.filter(({ isWaiting }) => isWaiting);
    const free = this.shares().atOnce - all.filter(({ isStarted }) => isStarted).length;
    for (const simulation of waiting.slice(0, Math.max(0, free))) void simulation.start(this.options.start);
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
  isStarted = false;
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

  async start(start: StartSimulation): Promise<void> {
    this.isStarted = true;
    try {
      this.controls = await start(this.request, {
        onEvent: (event) => this.handle(event),
        admit: (estimate) => this.admit(estimate),
      });
    } catch (error) {
      this.handle({ type: "refused", message: errorText(error) });
      return this.end(this.last);
    }
    if (this.isStopped) this.controls.stop();
    this.controls.share(this.alone);
    await this.controls.done;
    this.end(this.last);
  }

  get isWaiting(): boolean {
    return !this.isStarted && !this.isStopped;
  }

  stop(): void {
    this.isStopped = true;
    // Not admitted, it has nothing to write: no need to wait for its thread.
    if (!this.isAdmitted) this.end(this.last);
    this.controls?.stop();
  }

  share(alone: boolean): void {
    this.alone = alone;
    this.controls?.share(alone);
  }

  /** The thread count is read last: other simulations may have come while this one waited for resources or confirmation. */
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

  /** Does not ask about a run that will be refused anyway. A failed question declines, so that nothing waits for its answer. */
  private async isConfirmed(estimate: ResourceEstimate): Promise<boolean> {
    try {
      return !fitsAlone(estimate) || ((await this.hooks.confirm?.(estimate)) ?? true);
    } catch {
      return false;
    }
  }

  private handle(event: SimulationEvent): void {
    // Stopped before it was admitted: it has ended already.
    if (this.isStopped && !this.isAdmitted) return;
    if ("manifest" in event) ({ runFolder: this.runFolder, manifest: this.manifest } = event);
    if (event.type === "ended" || event.type === "problems") this.last = event;
    if (event.type === "refused" && !this.isStopped) this.last = event;
    this.hooks.onEvent?.(event, this);
  }
}
