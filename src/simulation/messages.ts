import type { ConfigOverrides, Problem } from "../config/types";
import type { RunManifest } from "../protocol/manifest";
import type { RunRequest } from "../runs/write/create-run";

/** A run that is asked for. */
export interface SimulationRequest extends RunRequest {
  readonly overrides?: ConfigOverrides;
  /** Bins simulated between two looks at messages; chosen from the problem when left out. */
  readonly blockSize?: number;
  /** Most threads that may simulate it; as many as there are cores when left out. */
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
}

/** What a run takes, in bytes, and what there is. */
export interface RunNeed {
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
  /** Computed before anything is written. A host that wants to ask a person answers with `proceed` or `stop`. */
  | { readonly type: "need"; readonly need: RunNeed }
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

/** What a simulating thread is started with. */
export interface SimulationThreadData {
  /** Get ready by a rehearsal; else the request is near. */
  readonly rehearse: boolean;
}

/** From the host to the simulating worker; `begin` comes first, and once. */
export type SimulationControl =
  | ({ readonly type: "begin" } & SimulationStart)
  | { readonly type: "proceed" }
  | { readonly type: "stop" }
  /** Whether no other simulation needs the cores: only then do other threads help it. It is alone until it hears otherwise. */
  | { readonly type: "share"; readonly alone: boolean };
