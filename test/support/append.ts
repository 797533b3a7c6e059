import type { Kernel } from "../../src/kernel/types";
import { Block } from "../../src/simulation/block";
import type { RunWriter } from "../../src/runs/write/writer";

/** A kernel that gives the bins of (bins, N) arrays, from the first on. */
function playback(nNeurons: number, spikes: Int32Array, rates: Float32Array): Kernel {
  let bin = 0;
  return {
    name: "playback",
    strategy: "project",
    threads: 1,
    get bin() {
      return bin;
    },
    advance(nBins, toSpikes, toRates) {
      toSpikes.set(spikes.subarray(bin * nNeurons, (bin + nBins) * nNeurons));
      toRates.set(rates.subarray(bin * nNeurons, (bin + nBins) * nNeurons));
      bin += nBins;
      return { binsDone: nBins, divergence: null };
    },
    state: () => ({ bin, committed: new Float64Array(0) }),
  };
}

/** The first `nBins` bins of (bins, N) arrays as the next block of a run. */
export function blockOf(
  writer: RunWriter,
  nNeurons: number,
  spikes: Int32Array,
  rates: Float32Array,
  nBins: number,
): Block {
  const block = new Block(nNeurons, nBins);
  block.fill(playback(nNeurons, spikes, rates), nBins, writer.summaries);
  return block;
}

/** Writes them, and waits until they are written. */
export async function appendBins(
  writer: RunWriter,
  nNeurons: number,
  spikes: Int32Array,
  rates: Float32Array,
  nBins: number,
): Promise<void> {
  await writer.append(blockOf(writer, nNeurons, spikes, rates, nBins));
  await writer.written();
}
