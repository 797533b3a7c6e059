import assert from "node:assert/strict";
import type { Stalls } from "./stall-meter";

/** Longest that the extension host should not answer, in milliseconds. */
const LONGEST_STALL = 50;
/** What is measured is printed; only what is so many times above its bound fails, since a test cannot know how busy its machine is. */
const SLACK = 4;
/** What Spikeloop's own work makes slow is slow every time; what comes of other programs on the machine is not. */
const ATTEMPTS = 3;

/** Something that was measured, with its bound, in milliseconds. */
export interface Figure {
  readonly what: string;
  readonly ms: number;
  readonly bound: number;
}

/** Measures until nothing is above its bound, so many times at most; fails with what is far above it each time. */
export async function atBest(measure: (attempt: number) => Promise<Figure[]>): Promise<void> {
  const best = new Map<string, Figure>();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    for (const figure of await measure(attempt))
      best.set(
        figure.what,
        figure.ms < (best.get(figure.what)?.ms ?? Infinity) ? figure : (best.get(figure.what) ?? figure),
      );
    if ([...best.values()].every(({ ms, bound }) => ms < bound)) return;
  }
  assert.deepEqual(
    [...best.values()].filter(({ ms, bound }) => ms >= SLACK * bound),
    [],
  );
}

/**
 * The longest stall that was the extension host's own, which no machine tells apart better than it stalls itself; all of the longest are
 * printed.
 */
export function stallOf(when: string, { turns, stalls, machineMs }: Stalls): Figure {
  const words = stalls.map(
    ({ ownMs, lateMs, atMs }) =>
      `${ownMs.toFixed(0)} ms (${lateMs.toFixed(0)} ms with what the machine adds, after ${(atMs / 1000).toFixed(1)} s)`,
  );
  console.log(
    `longest stalls of the extension host while ${when}: ${words.join(", ")}; ${turns} turns; the machine itself stalled for ${machineMs.toFixed(0)} ms`,
  );
  return {
    what: `stall of the extension host while ${when}`,
    ms: stalls[0].ownMs,
    bound: Math.max(LONGEST_STALL, machineMs),
  };
}
