/**
 * Threads wait for each other, and the first one hands work to the others. What they tell each other lies in cache lines of its
 * own from `controlAt` on. A thread that waits looks at the memory for some tens of microseconds, a few bins' worth, before it
 * sleeps: being woken takes longer than a bin. With 25 times fewer looks two threads were slower than one (1000 neurons, busy machine).
 */
import { sleep } from "./imports";
import { controlAt, nThreads } from "./memory";

const SPINS: i32 = 100000;

/**
 * How many have arrived at the barrier; how often all of them have; how many sleep; how many are ready; how many blocks were handed out.
 */
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
/** The block handed out: its first bin, where that lies in the ring, from where the ring is to be copied back, how many bins. */
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

/** Hands a block to the other threads; one of no bins ends them. */
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

/** Says that this thread can be handed work from now on. */
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
  // Announced before the last look: whoever steps afterwards wakes us.
  atomic.add<i32>(sleepers(), 1);
  while (atomic.load<i32>(counter) === value) sleep(counter, value);
  atomic.sub<i32>(sleepers(), 1);
}
