import type { ResourceEstimate } from "../../../src/simulation/messages";

const GB = 1e9;

/** A run that takes so many GB of 8 GB of memory, and of 100 GB of disk. */
export function estimate(memory: number, disk = 0): ResourceEstimate {
  return {
    nNeurons: 1,
    nTimeBins: 1,
    memoryBytes: memory * GB,
    diskBytes: disk * GB,
    memoryAvailable: 8 * GB,
    diskAvailable: 100 * GB,
    binsThatFit: 1,
  };
}
