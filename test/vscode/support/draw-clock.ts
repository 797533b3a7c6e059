import type { RunView } from "./run-view";

/** Measures, inside the page of the run view, how long it takes from a person's input until the plots show what was asked for. */
export class DrawClock {
  private constructor(private readonly view: RunView) {}

  /** Begins to listen: to the input as it arrives, and to the raster, whose spoken summary changes with what it has drawn. */
  static async on(view: RunView): Promise<DrawClock> {
    await view.plot("Raster").evaluate((raster) => {
      const clock = { asked: 0, drawn: 0 };
      Object.assign(globalThis, { spikeloopDrawClock: clock });
      const ask = (): void => {
        if (clock.asked === 0) clock.asked = performance.now();
      };
      for (const input of ["wheel", "keydown", "pointerup"]) addEventListener(input, ask, { capture: true });
      new MutationObserver(() => requestAnimationFrame(() => (clock.drawn = performance.now()))).observe(raster, { attributeFilter: ["aria-label", "data-drawn"] });
    });
    return new DrawClock(view);
  }

  /** Milliseconds from the first input of `act` to the last drawing, after which nothing more is drawn for half a second. */
  async time(act: () => Promise<void>): Promise<number> {
    const raster = this.view.plot("Raster");
    await raster.evaluate(() => Object.assign((globalThis as unknown as { spikeloopDrawClock: object }).spikeloopDrawClock, { asked: 0, drawn: 0 }));
    await act();
    return raster.evaluate(async () => {
      const clock = (globalThis as unknown as { spikeloopDrawClock: { asked: number; drawn: number } }).spikeloopDrawClock;
      const until = performance.now() + 5000;
      while (performance.now() < until && (clock.drawn === 0 || performance.now() - clock.drawn < 500)) await new Promise((done) => setTimeout(done, 20));
      if (clock.drawn === 0) throw new Error("Nothing was drawn within five seconds.");
      return clock.drawn - clock.asked;
    });
  }
}
