import type { ExportedRun } from "./exporter";

/** Names and groups of the exported neurons; null where the run has none. */
export function chosenLabels({ manifest, neurons }: ExportedRun): Record<"names" | "groups", string[] | null> {
  const { names, groups } = manifest.neurons;
  const chosen = (labels: readonly string[] | null): string[] | null =>
    labels && Array.from(neurons, (neuron) => labels[neuron]);
  return { names: chosen(names), groups: chosen(groups) };
}

/** Whether bins or neurons of the run are left out, or have another order. */
export function isPart({ files, neurons, range }: ExportedRun): boolean {
  const hasAllBins = range.start === 0 && range.end === files.bins;
  return !hasAllBins || neurons.length !== files.nNeurons || neurons.some((neuron, column) => neuron !== column);
}
