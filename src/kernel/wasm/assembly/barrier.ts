/** Threads wait for each other. */
import { controlAt, nThreads } from "./memory";

/** Looks at the memory before a thread goes to sleep: some microseconds, a few bins' worth. */
const SPINS: i32 = 4000;

// In cache lines of their own: how many have arrived; how often all of them have; how many sleep.
// @ts-expect-error: decorator
@inline
function arrived(): usize { return controlAt; }
// @ts-expect-error: decorator
@inline
function rounds(): usize { return controlAt + 64; }
// @ts-expect-error: decorator
@inline
function sleepers(): usize { return controlAt + 128; }

/** Returns when all threads have called it. */
export function barrier(): void {
  if (nThreads === 1) return;
  const round = atomic.load<i32>(rounds());
  if (atomic.add<i32>(arrived(), 1) === nThreads - 1) {
    atomic.store<i32>(arrived(), 0);
    atomic.add<i32>(rounds(), 1);
    if (atomic.load<i32>(sleepers()) > 0) atomic.notify(rounds(), -1);
    return;
  }
  for (let spin = 0; spin < SPINS; spin++) {
    if (atomic.load<i32>(rounds()) !== round) return;
  }
  atomic.add<i32>(sleepers(), 1);
  while (atomic.load<i32>(rounds()) === round) atomic.wait<i32>(rounds(), round, -1);
  atomic.sub<i32>(sleepers(), 1);
}
