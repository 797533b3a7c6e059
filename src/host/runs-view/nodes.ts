import type { RunRecord } from "./run-records";

/** A line of the Runs view. Nodes are plain data: commands that are called on them find `configFile` or `runFolder`. */
export type Node = ConfigNode | RunNode | OlderNode | FileNode;

export interface ConfigNode {
  readonly kind: "config";
  readonly configFile: string;
  /** Whether the config is still there. */
  readonly exists: boolean;
  /** The config's folder in the workspace, where another config has the same name. */
  readonly where: string | null;
  readonly runsFolder: string;
  /** Newest first; their manifests are not read yet. */
  readonly runFolders: readonly string[];
}

export interface RunNode {
  readonly kind: "run";
  readonly runFolder: string;
  /** Read again when the run's manifest changes. */
  record: RunRecord;
}

/** Runs that are folded away, newest first. */
export interface OlderNode {
  readonly kind: "older";
  readonly runsFolder: string;
  readonly runFolders: readonly string[];
}

export interface FileNode {
  readonly kind: "file";
  readonly file: string;
  readonly size: number;
  readonly record: RunRecord;
}

/** How many runs a config shows before the older ones are folded, and how many those show at a time. */
export const SHOWN_FIRST = 3;
export const SHOWN_THEN = 50;

/** A node's name that stays the same between refreshes, so that what is open stays open. */
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
