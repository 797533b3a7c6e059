/**
 * The simulation's recurrence. Each thread has its own instance of this module over the shared memory, and its own
 * tiles of neurons.
 */
import { AHEAD, lookAhead, looksAhead } from "./ahead";
import { couple, spread } from "./couple";
import { drive } from "./drive";
import { drawExactly } from "./imports";
import { drawCounts } from "./knuth";
import {
  firstTile, firstWord, flagsAt, keysAt, lastTile, lastWord, nFeatures, nNeurons, nThreads, nTiles, nVectors, ringAt,
  ringTile, slide, thread, TILE, windowSize,
} from "./memory";
import { anyWaits, computeRates } from "./rates";
import { allMaySpike } from "./senders";
import { barrier, blockBin, blockBins, blockFrom, blockRow, handOut, receive } from "./threads";
import { BATCH, drawUniforms } from "./uniforms";

export * from "./memory";
export { transposeCoupling } from "./transpose";
export { handOut, nReady, report } from "./threads";

/** Flags of a bin: a rate needs the exact draw; a rate diverged. */
const SPECIAL: i32 = 1;
const DIVERGED: i32 = 2;

/**
 * Simulates `nBins` bins from `bin` on under the run's key, together with the other threads. Their eta starts in row
 * `row` of the ring; when `from` is another row, the ring is first copied from there to row 0. Returns the number of
 * bins done: fewer when a rate diverged.
 */
export function run(link: i32, keyHigh: i32, keyLow: i32, bin: f64, row: i32, from: i32, nBins: i32): i32 {
  handOut(bin, row, from, nBins);
  return runBlock(link, keyHigh, keyLow, bin, row, from, nBins);
}

/** Runs the other threads' part of the next block; false when there are no more. */
export function help(link: i32, keyHigh: i32, keyLow: i32): bool {
  receive();
  if (blockBins() === 0) return false;
  runBlock(link, keyHigh, keyLow, blockBin(), blockRow(), blockFrom(), blockBins());
  return true;
}

function runBlock(link: i32, keyHigh: i32, keyLow: i32, bin: f64, row: i32, from: i32, nBins: i32): i32 {
  const first = firstTile << 4;
  const last = min(lastTile << 4, nNeurons);
  if (from !== row) rewind(from);
  if (nFeatures > 0) drive(nBins, first, last);
  let done = 0;
  while (done < nBins) {
    drawUniforms(keyHigh, keyLow, <i64>bin + done, keysAt + (<usize>done << 3), first, last);
    const end = min(done + BATCH, nBins);
    done = looksAhead() ? runFew(link, done, end, row) : runMany(link, done, end, row);
    if (done < end) break;
  }
  barrier();
  return done;
}

/** Runs bins `bin` to `end` of the block, whose first bin has row `row`; returns `end`, or the bin in which a rate diverged. */
function runMany(link: i32, bin: i32, end: i32, row: i32): i32 {
  for (; bin < end; bin++) {
    computeRates(link, bin, row + bin, firstTile << 2, min(lastTile << 2, nVectors));
    if (nThreads === 1 && !anyWaits) continue;
    if (!finishBin(bin, row + bin)) break;
  }
  return bin;
}

/** Like `runMany`, for so few neurons that looking ahead is faster. */
function runFew(link: i32, bin: i32, end: i32, row: i32): i32 {
  while (bin < end) {
    const most = min(AHEAD, end - bin);
    const silent = lookAhead(link, bin, row + bin, most);
    bin += silent;
    if (silent === most) continue;
    if (!finishBin(bin, row + bin)) break;
    bin += 1;
  }
  return bin;
}

/** Draws and couples a bin whose rates are computed; false when a rate diverged. */
function finishBin(bin: i32, row: i32): bool {
  const flags = flagsAt + (<usize>bin << 2);
  if (!drawCounts(bin, firstWord, lastWord)) atomic.or<i32>(flags, SPECIAL);
  barrier();
  if (load<i32>(flags) !== 0 && !drawnExactly(bin, row, flags)) return false;
  couple(bin, row, firstTile, lastTile);
  return true;
}

/** The first thread draws the whole bin, since draws at rates of 10 and more depend on each other; the others wait. */
function drawnExactly(bin: i32, row: i32, flags: usize): bool {
  if (thread === 0) {
    if (drawExactly(bin, row)) atomic.or<i32>(flags, DIVERGED);
    allMaySpike(bin);
  }
  barrier();
  return (load<i32>(flags) & DIVERGED) === 0;
}

/** Moves the W rows from `row` on to the ring's start and clears those after them. */
function rewind(row: i32): void {
  const window = <usize>windowSize * TILE;
  for (let tile = firstTile; tile < lastTile; tile++) {
    const ring = ringAt + <usize>tile * ringTile;
    memory.copy(ring, ring + <usize>row * TILE, window);
    memory.fill(ring + window, 0, <usize>slide * TILE);
  }
}

/** Commits `nSenders` listed counts of a bin before the first, for all neurons at once. Row `row` is the bin after it. */
export function commit(nSenders: i32, row: i32): void {
  spread(nSenders, row - 1, 0, nTiles);
}
