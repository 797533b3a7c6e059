/**
 * Barrier and hand-out of work to threads. Control data has its own cache lines from `controlAt` on. A waiting thread
 * polls memory for some tens of microseconds, a few bins' worth, before it sleeps, because waking takes longer than a
 * bin.
 */
import { sleep } from "./imports";
import { controlAt, nThreads } from "./memory";

const SPINS: i32 = 100000;

/** Arrivals at the barrier; completed barriers; sleeping threads; ready threads; blocks handed out. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function arrived(): usize { return controlAt; }
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function rounds(): usize { return controlAt + 64; }
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function sleepers(): usize { return controlAt + 128; }
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function ready(): usize { return controlAt + 192; }
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function blocks(): usize { return controlAt + 256; }
/** The block handed out: its first bin, its row in the ring, the row to copy the ring from, its number of bins. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function block(): usize { return controlAt + 320; }

export function blockBin(): f64 { return load<f64>(block()); }
export function blockRow(): i32 { return load<i32>(block(), 8); }
export function blockFrom(): i32 { return load<i32>(block(), 12); }
export function blockBins(): i32 { return load<i32>(block(), 16); }

/** Returns when all threads have called it. */
export function barrier(): void {
  if (nThreads === 1) return;
  const round = atomic.load<i32>(rounds());
  if (atomic.add<i32>(arrived(), 1) === nThreads - 1) {
    atomic.store<i32>(arrived(), 0);
    step(rounds());
  } else {
    waitWhile(rounds(), round);
  }
}

/** Hands a block to the other threads; a block of no bins ends them. */
export function handOut(bin: f64, row: i32, from: i32, nBins: i32): void {
  if (nThreads === 1) return;
  store<f64>(block(), bin);
  store<i32>(block(), row, 8);
  store<i32>(block(), from, 12);
  store<i32>(block(), nBins, 16);
  step(blocks());
}

let blocksDone: i32 = 0;

/** Waits for the next block. */
export function receive(): void {
  waitWhile(blocks(), blocksDone);
  blocksDone += 1;
}

/** Reports that this thread is ready for work. */
export function report(): void {
  atomic.add<i32>(ready(), 1);
}

export function nReady(): i32 {
  return atomic.load<i32>(ready());
}

function step(counter: usize): void {
  atomic.add<i32>(counter, 1);
  if (atomic.load<i32>(sleepers()) > 0) atomic.notify(counter, -1);
}

function waitWhile(counter: usize, value: i32): void {
  for (let spin = 0; spin < SPINS; spin++) {
    if (atomic.load<i32>(counter) !== value) return;
  }
  // Counted before the last check, so that the next step wakes us.
  atomic.add<i32>(sleepers(), 1);
  while (atomic.load<i32>(counter) === value) sleep(counter, value);
  atomic.sub<i32>(sleepers(), 1);
}
