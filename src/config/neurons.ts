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
      throw new SelectionError(position, `no neuron and no group is named "${item}"${hintFor(item, [...new Set([...(groups ?? []), ...(names ?? [])])])}`);
    }
    labels.forEach((label, i) => label === item && chosen.add(i));
  });
  return Uint32Array.from(chosen).sort();
}

/** Enough names to recognise one's own. */
const MOST_NAMES = 8;

function hintFor(item: string, known: readonly string[]): string {
  if (known.length === 0) return ": the config names no neurons and no groups";
  const names = known.slice(0, MOST_NAMES).join(", ");
  return didYouMean(item, known) || `; there are ${names}${known.length > MOST_NAMES ? ", …" : ""}`;
}
