import type { ConfigOverrides, Problem } from "../config/types";
import type { RunManifest } from "../protocol/manifest";
import type { RunRequest } from "../runs/write/create-run";

/** A run that is asked for. */
export interface SimulationRequest extends RunRequest {
  readonly overrides?: ConfigOverrides;
  /** Bins simulated between two looks at messages; chosen from the problem when left out. */
  readonly blockSize?: number;
  /** Most threads that may simulate it, unless its admission says it; as many as there are cores when left out. */
  readonly threads?: number;
  /** Somebody works with the machine meanwhile: once the run turns out to be a long one, its threads let others go first. */
  readonly background?: boolean;
  /**
   * Read and check everything, but run nothing: the last event is then `problems` (none, or warnings only, when it can be run) or
   * `refused`.
   */
  readonly checkOnly?: boolean;
}

/** A request as the simulating thread gets it. */
export interface SimulationStart {
  readonly request: SimulationRequest;
  /** The memory of its `Gate`. */
  readonly gate: SharedArrayBuffer;
  /** The thread is kept for another simulation, and says when it is idle; else it ends. */
  readonly keep: boolean;
}

/** What a run takes, in bytes, and what there is. */
export interface ResourceEstimate {
  readonly nNeurons: number;
  readonly nTimeBins: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly memoryAvailable: number;
  readonly diskAvailable: number;
  /** Bins that such a run could have on the disk as it is, up to those wanted; 0 where not even its inputs fit. */
  readonly binsThatFit: number;
}

/** From a simulation to whoever asked for it: to a terminal and to the extension host alike. */
export type SimulationEvent =
  /** Computed before any data is read or anything is written. The simulation goes on when it is admitted. */
  | { readonly type: "estimate"; readonly estimate: ResourceEstimate }
  /** The config can be run, but there is something about it that a person should know. Comes at most once, before `started`. */
  | { readonly type: "warnings"; readonly problems: readonly Problem[] }
  | { readonly type: "started"; readonly runFolder: string; readonly manifest: RunManifest }
  /** At most ten a second. */
  | { readonly type: "progress"; readonly runFolder: string; readonly manifest: RunManifest }
  /** finished, cancelled, diverged or failed: what was done is kept and the manifest says so. */
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
  /** Go on; with at most so many threads, or as many as the request says. */
  | { readonly type: "admit"; readonly threads?: number }
  /** Others have given back memory or disk meanwhile: estimate again. */
  | { readonly type: "measure" }
  | { readonly type: "decline" };

/** What a simulating thread says besides events, where it is kept: the run is over, and the next one can begin. */
export interface SimulationIdle {
  readonly type: "idle";
}

/** To the simulating thread; `begin` comes first, and once a simulation. */
export type SimulationControl =
  | ({ readonly type: "begin" } & SimulationStart)
  | Admission
  | { readonly type: "stop" }
  /** Whether no other simulation needs the cores: only then do other threads help it. It is alone until it hears otherwise. */
  | { readonly type: "share"; readonly alone: boolean };
