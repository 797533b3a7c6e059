import * as vscode from "vscode";
import type { Problem } from "../../config/types";
import type { ResourceEstimate, SimulationRequest } from "../../simulation/messages";
import { Scheduler, type Outcome, type SimulationHandle } from "../../simulation/scheduler";
import type { WarmThread } from "../../worker/warm";
import { configName } from "../shared/names";

export type { Outcome, SimulationHandle };

/** Whoever asks for a simulation. */
export interface SimulationCallbacks {
  /** Whether to go on, asked when it is known what the run takes; nothing has been written then. */
  confirm(estimate: ResourceEstimate): Promise<boolean>;
  /** What a person should know about a config that is simulated all the same. */
  onWarnings(warnings: readonly Problem[]): void;
}

/** The simulations that go on in this window, each in a worker thread. They share the threads that the setting allows. */
export class SimulationManager implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<SimulationHandle>();
  private readonly scheduler: Scheduler;
  private warm: WarmThread | null = null;
  /** Fires at the start, the progress and the end of each. What is shown of it is told by LiveRuns. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly workerFile: string,
    threads: () => number,
  ) {
    this.scheduler = new Scheduler({
      threads,
      start: async (request, hooks) => {
        const { startSimulation } = await import("../lazy");
        return startSimulation(request, hooks, this.warm?.take() ?? this.workerFile);
      },
    });
  }

  get all(): readonly SimulationHandle[] {
    return this.scheduler.all;
  }

  /** The simulation that writes this run folder. */
  of(runFolder: string): SimulationHandle | undefined {
    return this.all.find((simulation) => simulation.runFolder === runFolder);
  }

  start(request: SimulationRequest, { confirm, onWarnings }: SimulationCallbacks): SimulationHandle {
    const named = { ...request, name: configName(request.configFile), background: true };
    const simulation = this.scheduler.schedule(named, {
      confirm,
      onEvent: (event, handle) => {
        if (event.type === "warnings") onWarnings(event.problems);
        if ("manifest" in event) this.changed.fire(handle);
      },
    });
    void simulation.outcome.then(() => this.changed.fire(simulation));
    this.changed.fire(simulation);
    return simulation;
  }

  /** Gets a thread ready for the next simulation. */
  async prepare(): Promise<void> {
    const { WarmThread } = await import("../lazy");
    this.warm ??= new WarmThread(this.workerFile);
    this.warm.prepare();
  }

  /** Stops all and waits until their last bins and manifests are written. */
  stopAll(): Promise<void> {
    return this.scheduler.stopAll();
  }

  dispose(): void {
    this.warm?.close();
    this.changed.dispose();
  }
}
