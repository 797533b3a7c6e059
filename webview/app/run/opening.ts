/** What a run shows before a person has chosen anything. */
import type { BinRange } from "../../../src/protocol/queries";
import type { RowOrder } from "../../../src/protocol/panel";
import { clampRange } from "./range";
import { FEW_NEURONS, type Facts } from "./facts";

const MOST_SELECTED = 3;
/** Bins before and after a divergence that the view opens with. */
const BEFORE_DIVERGENCE = 300;
const AFTER_DIVERGENCE = 40;
/** Least and most bins in view while a run is followed. */
const FOLLOWED = { least: 5000, most: 20_000 };

/** The whole run: the requested bins while it runs, then the bins done. */
export function wholeRun(facts: Facts): BinRange {
  const end = facts.running || facts.binsDone === 0 ? facts.nTimeBins : facts.binsDone;
  return { start: 0, end: Math.max(1, end) };
}

/** The newest bins, for following a run. */
export function newestRange(facts: Facts): BinRange {
  const length = Math.min(
    facts.nTimeBins,
    Math.min(FOLLOWED.most, Math.max(FOLLOWED.least, Math.round(facts.nTimeBins / 50))),
  );
  const start = Math.max(0, facts.binsDone - length);
  return { start, end: start + length };
}

/** The bins around a divergence. */
function divergenceRange(facts: Facts): BinRange {
  const at = facts.binsDone;
  return clampRange(
    { start: Math.max(0, at - BEFORE_DIVERGENCE), end: Math.min(facts.nTimeBins, at + AFTER_DIVERGENCE) },
    facts.nTimeBins,
  );
}

/** The range a run opens with. */
export function openingRange(facts: Facts): BinRange {
  if (facts.running) return newestRange(facts);
  return facts.status === "diverged" ? divergenceRange(facts) : wholeRun(facts);
}

export function openingOrder(facts: Facts): RowOrder {
  return facts.hasGroups ? "group" : "index";
}

/**
 * The neurons whose rates are shown at first: all if there are at most six, else the busiest of each group, at most three.
 * Of a diverged run the diverged neuron and the two busiest others.
 */
export function openingSelection(facts: Facts): readonly number[] {
  if (facts.nNeurons <= FEW_NEURONS) return Array.from({ length: facts.nNeurons }, (_, neuron) => neuron);
  const counts = facts.manifest.spikes_per_neuron;
  const busier = (one: number, other: number): number => (counts?.[other] ?? 0) - (counts?.[one] ?? 0) || one - other;
  const culprit = facts.status === "diverged" ? facts.manifest.error?.neuron : undefined;
  if (culprit !== undefined) {
    const others = Array.from({ length: facts.nNeurons }, (_, neuron) => neuron).filter((neuron) => neuron !== culprit);
    return [culprit, ...others.sort(busier).slice(0, MOST_SELECTED - 1)].sort((one, other) => one - other);
  }
  if (!facts.hasGroups)
    return [...facts.groups[0].neurons]
      .sort(busier)
      .slice(0, MOST_SELECTED)
      .sort((one, other) => one - other);
  return facts.groups.slice(0, MOST_SELECTED).map((group) => [...group.neurons].sort(busier)[0]);
}
