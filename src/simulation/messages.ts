import type { ConfigOverrides, Problem } from "../config/types";
import type { RunManifest } from "../protocol/manifest";
import type { RunRequest } from "../runs/write/create-run";

/** A run to simulate. */
export interface SimulationRequest extends RunRequest {
  readonly overrides?: ConfigOverrides;
  /** Bins per block; messages are handled between blocks. By default adapted to the speed. */
  readonly blockSize?: number;
  /** Most threads, unless the admission sets them; by default the number of cores. */
  readonly threads?: number;
  /** Threads of a long run get a lower priority, since a person works at the machine. */
  readonly background?: boolean;
  /** Check everything, but run nothing: the last event is then `problems` (maybe none, or only warnings) or `refused`. */
  readonly checkOnly?: boolean;
}

/** A request to the simulating thread. */
export interface SimulationStart {
  readonly request: SimulationRequest;
  /** The memory of its `Gate`. */
  readonly gate: SharedArrayBuffer;
  /** The thread reports when it is idle and waits for another simulation; else it ends. */
  readonly keep: boolean;
}

/** What a run needs and what is available, in bytes. */
export interface ResourceEstimate {
  readonly nNeurons: number;
  readonly nTimeBins: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly memoryAvailable: number;
  readonly diskAvailable: number;
  /** The most bins, up to `nTimeBins`, that fit on the disk; 0 if not even the inputs fit. */
  readonly binsThatFit: number;
}

/** Events of a simulation, the same for the command line and the extension host. */
export type SimulationEvent =
  /** Sent before any data is read or written. The simulation waits for its admission. */
  | { readonly type: "estimate"; readonly estimate: ResourceEstimate }
  /** Warnings of a config that can be run. At most once, before `started`. */
  | { readonly type: "warnings"; readonly problems: readonly Problem[] }
  | { readonly type: "started"; readonly runFolder: string; readonly manifest: RunManifest }
  /** At most ten a second. */
  | { readonly type: "progress"; readonly runFolder: string; readonly manifest: RunManifest }
  /** Finished, cancelled, diverged or failed; what was simulated is kept. */
  | { readonly type: "ended"; readonly runFolder: string; readonly manifest: RunManifest }
  /** Nothing was run: the config is bad. */
  | { readonly type: "problems"; readonly problems: readonly Problem[] }
  /** Nothing was run: no room, no permission, folder not empty. */
  | { readonly type: "refused"; readonly message: string };

/** The `workerData` of a simulating thread. */
export interface SimulationThreadData {
  /** Warm up first; without it the request comes at once. */
  readonly warmUp: boolean;
}

/** The answer to an estimate. */
export type Admission =
  /** Go on, with at most `threads` threads; by default those of the request. */
  | { readonly type: "admit"; readonly threads?: number }
  /** Memory or disk was freed: estimate again. */
  | { readonly type: "measure" }
  | { readonly type: "decline" };

/** Sent by a kept thread when the run is over and the next one can begin. */
export interface SimulationIdle {
  readonly type: "idle";
}

/** To the simulating thread; `begin` comes first, once per simulation. */
export type SimulationControl =
  | ({ readonly type: "begin" } & SimulationStart)
  | Admission
  | { readonly type: "stop" }
  /** Whether it is the only simulation; only then may helper threads run. true at first. */
  | { readonly type: "share"; readonly alone: boolean };
