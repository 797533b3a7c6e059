import { shorten } from "../../text/shorten";
import { didYouMean } from "../text/suggest";

/** Names and groups of the neurons, each (N,) or null. */
export interface NeuronLabels {
  readonly names: readonly string[] | null;
  readonly groups: readonly string[] | null;
}

export const NO_LABELS: NeuronLabels = { names: null, groups: null };

/** A choice without a neuron. */
export interface WrongChoice {
  /** Its index in the list of choices. */
  readonly position: number;
  /** The error and its remedy; computed on demand. */
  message(): string;
}

/** Thrown for choices without neurons. */
export class SelectionError extends Error {
  override name = "SelectionError";
}

/** A stimulus's choice of neurons: indices, names, else groups; by default all. */
export type NeuronChoice = number | string | readonly (number | string)[] | undefined;

/** The neurons of one network by index, name and group. */
export class NeuronIndex {
  /** Neurons by name, and by group, in ascending order. */
  readonly named: ReadonlyMap<string, readonly number[]>;
  readonly grouped: ReadonlyMap<string, readonly number[]>;
  private readonly selections = new Map<NeuronChoice, Uint32Array>();
  private labels: readonly string[] | null = null;

  constructor(
    private readonly nNeurons: number,
    { names, groups }: NeuronLabels,
  ) {
    this.named = byLabel(names ?? []);
    this.grouped = byLabel(groups ?? []);
  }

  /** The indices of the chosen neurons, ascending, each once. Throws SelectionError. */
  select(choice: NeuronChoice): Uint32Array {
    const known = this.selections.get(choice);
    if (known) return known;
    const selection =
      choice === undefined
        ? Uint32Array.from({ length: this.nNeurons }, (_, i) => i)
        : this.selectItems(itemsOf(choice));
    // Stimuli often choose the same group: share its indices.
    if (typeof choice !== "object") this.selections.set(choice, selection);
    return selection;
  }

  /** The first choice without a neuron, if any. */
  wrongChoice(choice: NeuronChoice): WrongChoice | null {
    if (choice === undefined) return null;
    const items = itemsOf(choice);
    const position = items.findIndex((item) => !this.find(item));
    return position < 0 ? null : { position, message: () => this.messageFor(items[position]) };
  }

  private selectItems(items: readonly (number | string)[]): Uint32Array {
    const chosen = new Set<number>();
    for (const item of items) {
      const found = this.find(item);
      if (!found) throw new SelectionError(this.messageFor(item));
      for (const neuron of found) chosen.add(neuron);
    }
    return Uint32Array.from(chosen).sort();
  }

  /** Names take precedence over groups. */
  private find(item: number | string): readonly number[] | null {
    if (typeof item === "number") return item < this.nNeurons ? [item] : null;
    return this.named.get(item) ?? this.grouped.get(item) ?? null;
  }

  private messageFor(item: number | string): string {
    if (typeof item === "number") return `there is no neuron ${item}: the ${this.nNeurons} neurons are counted from 0`;
    return `no neuron and no group is named "${shorten(item)}"${this.hintFor(item)}`;
  }

  private hintFor(item: string): string {
    if (/^\d{1,9}$/.test(item) && Number(item) < this.nNeurons)
      return `; write ${Number(item)} without quotes for the neuron of that index`;
    const known = (this.labels ??= [...new Set([...this.grouped.keys(), ...this.named.keys()])]);
    if (known.length === 0) return ": the config names no neurons and no groups";
    const names = known
      .slice(0, MOST_NAMES)
      .map((name) => shorten(name))
      .join(", ");
    return didYouMean(item, known) || `; there are ${names}${known.length > MOST_NAMES ? ", …" : ""}`;
  }
}

/** Most names listed in a message. */
const MOST_NAMES = 8;

/** The indices of the chosen neurons, ascending, each once. Throws SelectionError. */
export function selectNeurons(choice: NeuronChoice, nNeurons: number, labels: NeuronLabels): Uint32Array {
  return new NeuronIndex(nNeurons, labels).select(choice);
}

function itemsOf(choice: Exclude<NeuronChoice, undefined>): readonly (number | string)[] {
  return typeof choice === "object" ? choice : [choice];
}

function byLabel(labels: readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  labels.forEach((label, i) => {
    const neurons = found.get(label);
    if (neurons) neurons.push(i);
    else found.set(label, [i]);
  });
  return found;
}
