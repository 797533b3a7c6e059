/** How many cases a fuzz test tries: few by default, many with SPIKELOOP_FUZZ=long in the environment (`npm run fuzz`). */
export function fuzzCases(short: number, long: number): number {
  return process.env.SPIKELOOP_FUZZ === "long" ? long : short;
}

/** Reproducible random numbers (mulberry32): the same seed gives the same cases, so that a failure's number is enough to repeat it. */
export class Random {
  constructor(private state: number) {}

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `end` (exclusive). */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}
