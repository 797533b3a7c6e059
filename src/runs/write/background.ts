/** Runs asynchronous tasks one after the other. A task's error is thrown by the next `start` or `settled`. */
export class Background {
  private work: Promise<void> = Promise.resolve();
  private running = false;

  /** Whether a task is running. */
  get isBusy(): boolean {
    return this.running;
  }

  /** Waits for the running task, then starts another. */
  async start(work: () => Promise<void>): Promise<void> {
    await this.work;
    this.running = true;
    this.work = work().finally(() => (this.running = false));
    // The error is thrown by the next call; until then it must not count as unhandled.
    this.work.catch(() => undefined);
  }

  /** Waits until no task is running. */
  async settled(): Promise<void> {
    await this.work;
  }
}
