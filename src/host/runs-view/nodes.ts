import type { RunRecord } from "./run-records";

/** An item of the Runs view. Nodes are plain data: commands use their `configFile` or `runFolder`. */
export type Node = ConfigNode | RunNode | OlderNode | FileNode;

/** A config that has runs. */
export interface ConfigNode {
  readonly kind: "config";
  readonly configFile: string;
  /** Whether the config still exists. */
  readonly exists: boolean;
  /** The config's folder in the workspace, when another config has the same name. */
  readonly where: string | null;
  readonly runsFolder: string;
  /** Newest first; their manifests are not read yet. */
  readonly runFolders: readonly string[];
}

/** One run. */
export interface RunNode {
  readonly kind: "run";
  readonly runFolder: string;
  /** Updated when the run's manifest changes. */
  record: RunRecord;
}

/** Folded older runs, newest first. */
export interface OlderNode {
  readonly kind: "older";
  readonly runsFolder: string;
  readonly runFolders: readonly string[];
}

/** A file of a run. */
export interface FileNode {
  readonly kind: "file";
  readonly file: string;
  readonly size: number;
  readonly record: RunRecord;
}

/** How many runs a config shows unfolded, and how many one click unfolds. */
export const SHOWN_FIRST = 3;
export const SHOWN_THEN = 50;

/** A node's ID, stable across refreshes so that expanded nodes stay expanded. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case "config":
      return `config ${node.runsFolder}`;
    case "run":
      return `run ${node.runFolder}`;
    case "older":
      return `older ${node.runsFolder} ${node.runFolders.at(-1)} ${node.runFolders.length > SHOWN_THEN}`;
    case "file":
      return `file ${node.file}`;
  }
}
