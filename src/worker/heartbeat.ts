/** Milliseconds between two questions whether someone is still there. */
const BEAT_MS = 1000;

/**
 * Sees that someone who is asked gives signs: long work is no fault, as long as it leaves room for a word now and then. Counts its own
 * beats rather than the clock, which jumps while a computer sleeps.
 */
export class Pulse {
  private asked = 0;
  private silent = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    /** Beats without a sign after which it is over. */
    private readonly patience: number,
    private readonly ask: () => void,
    private readonly over: () => void,
  ) {}

  /** A sign came. */
  felt(): void {
    this.silent = 0;
  }

  /** Watches until the answer is there. */
  async during<T>(answer: Promise<T>): Promise<T> {
    if (this.asked++ === 0) this.start();
    try {
      return await answer;
    } finally {
      if (--this.asked === 0) this.stop();
    }
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private start(): void {
    this.silent = 0;
    this.timer = setInterval(() => {
      if (++this.silent > this.patience) this.over();
      else this.ask();
    }, BEAT_MS).unref();
  }
}
