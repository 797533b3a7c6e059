import { didYouMean } from "./suggest";

/** Names and groups of the neurons, each (N,) or null. */
export interface NeuronLabels {
  readonly names: readonly string[] | null;
  readonly groups: readonly string[] | null;
}

export const NO_LABELS: NeuronLabels = { names: null, groups: null };

/** A neuron that is chosen but not there; `position` is its place in the list of choices. */
export class SelectionError extends Error {
  override name = "SelectionError";
  constructor(
    readonly position: number,
    message: string,
  ) {
    super(message);
  }
}

/** Neurons as a stimulus chooses them: indices, names, else groups; all when left out. */
export type NeuronChoice = number | string | readonly (number | string)[] | undefined;

/** The indices of the chosen neurons, ascending, each once. Throws SelectionError. */
export function selectNeurons(choice: NeuronChoice, nNeurons: number, { names, groups }: NeuronLabels): Uint32Array {
  if (choice === undefined) return Uint32Array.from({ length: nNeurons }, (_, i) => i);
  const chosen = new Set<number>();
  const items = typeof choice === "object" ? choice : [choice];
  items.forEach((item, position) => {
    if (typeof item === "number") {
      if (item >= nNeurons) throw new SelectionError(position, `there is no neuron ${item}: the ${nNeurons} neurons are counted from 0`);
      chosen.add(item);
      return;
    }
    const labels = [names, groups].find((candidates) => candidates?.includes(item));
    if (!labels) {
      const known = [...new Set([...(groups ?? []), ...(names ?? [])])];
      const hint = known.length === 0 ? ": the config names no neurons and no groups" : didYouMean(item, known);
      throw new SelectionError(position, `no neuron and no group is named "${item}"${hint}`);
    }
    labels.forEach((label, i) => label === item && chosen.add(i));
  });
  return Uint32Array.from(chosen).sort();
}
