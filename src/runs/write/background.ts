/** Work that goes on beside the simulation, one piece after the other. What a piece failed with is thrown to whoever next begins or awaits one. */
export class Background {
  private work: Promise<void> = Promise.resolve();
  private running = false;

  /** Whether a piece is going on. */
  get isBusy(): boolean {
    return this.running;
  }

  /** Waits for the piece that is going on, then begins another. */
  async start(work: () => Promise<void>): Promise<void> {
    await this.work;
    this.running = true;
    this.work = work().finally(() => (this.running = false));
    // Whoever awaits it later hears of a failure; until then nobody else needs to.
    this.work.catch(() => undefined);
  }

  /** Waits until nothing is going on. */
  async settled(): Promise<void> {
    await this.work;
  }
}
