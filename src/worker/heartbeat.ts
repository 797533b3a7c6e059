/** Time between two pings, in milliseconds. */
const PING_MS = 1000;

/** Detects a thread that answers no pings while requests are open. Counts pings: the clock jumps while a computer sleeps. */
export class Heartbeat {
  private nOpen = 0;
  private nMissed = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    /** Unanswered pings after which the thread is stuck. */
    private readonly maxMissed: number,
    private readonly ping: () => void,
    private readonly onStuck: () => void,
  ) {}

  /** A message came from the thread. */
  received(): void {
    this.nMissed = 0;
  }

  /** Pings until `answer` settles. */
  async during<T>(answer: Promise<T>): Promise<T> {
    if (this.nOpen++ === 0) this.start();
    try {
      return await answer;
    } finally {
      if (--this.nOpen === 0) this.stop();
    }
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private start(): void {
    this.nMissed = 0;
    this.timer = setInterval(() => {
      if (++this.nMissed > this.maxMissed) this.onStuck();
      else this.ping();
    }, PING_MS).unref();
  }
}
