/** The simulation's recurrence. Every thread has an instance of this module over the same memory and runs its own neurons. */
import { barrier } from "./barrier";
import { couple, spread } from "./couple";
import { anySpecial, anySpike, drawBin } from "./draw";
import { drive } from "./drive";
import { drawExactly } from "./imports";
import { firstTile, flagsAt, lastTile, nFeatures, nNeurons, nThreads, nTiles, nVectors, ringAt, ringTile, slide, thread, TILE, windowSize } from "./memory";
import { drawUniforms } from "./threefry";

export { makeFilters } from "./couple";
export * from "./memory";

/** Flags of a bin: some rate wants the exact way; a rate diverged. */
const SPECIAL: i32 = 1;
const DIVERGED: i32 = 2;

/**
 * Simulates `nBins` bins from `bin` on, whose eta begin in row `row` of the ring, under the key of the whole run.
 * Returns how many were done: fewer when a rate diverged.
 */
export function run(link: i32, keyHigh: i32, keyLow: i32, bin: f64, row: i32, nBins: i32): i32 {
  const firstVector = firstTile << 1;
  const lastVector = min(lastTile << 1, nVectors);
  const first = firstTile << 3;
  const last = min(lastTile << 3, nNeurons);
  drawUniforms(keyHigh, keyLow, bin, nBins, first, last);
  if (nFeatures > 0) drive(nBins, first, last);
  for (let b = 0; b < nBins; b++) {
    drawBin(link, b, row + b, firstVector, lastVector);
    const flags = flagsAt + (<usize>b << 2);
    if (anySpecial) atomic.or<i32>(flags, SPECIAL);
    barrier();
    if (load<i32>(flags) !== 0 && isEndedBy(b, row + b, flags)) return b;
    if (nThreads > 1 || anySpike || anySpecial) couple(b, row + b, firstTile, lastTile);
  }
  return nBins;
}

/** Lets the first thread draw the bin as a whole, for rates of 10 and more depend on each other, while the others wait. */
function isEndedBy(bin: i32, row: i32, flags: usize): bool {
  if (thread === 0 && drawExactly(bin, row)) atomic.or<i32>(flags, DIVERGED);
  barrier();
  return (load<i32>(flags) & DIVERGED) !== 0;
}

/** Moves the W rows from `row` on back to the ring's beginning and clears those after them. */
export function rewind(row: i32): void {
  const window = <usize>windowSize * TILE;
  for (let tile = firstTile; tile < lastTile; tile++) {
    const ring = ringAt + <usize>tile * ringTile;
    memory.copy(ring, ring + <usize>row * TILE, window);
    memory.fill(ring + window, 0, <usize>slide * TILE);
  }
}

/** Commits `nSenders` listed counts by hand, all neurons at once: those of a bin before the first. Row `row` is the bin after it. */
export function commit(nSenders: i32, row: i32): void {
  spread(nSenders, row - 1, 0, nTiles);
}
