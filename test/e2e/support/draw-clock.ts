import type { RunView } from "./run-view";

/** What the page of the run view keeps: when a person last asked for something, and when a plot was last drawn. */
interface Times {
  asked: number;
  drawn: number;
}
type PageWithClock = typeof globalThis & { spikeloopDrawClock: Times };

/** Measures, inside the page of the run view, how long it takes from a person's input until the plots show what was asked for. */
export class DrawClock {
  private constructor(private readonly view: RunView) {}

  /** Begins to listen to input as it arrives, and to the canvases, which are cleared at the beginning of each drawing. */
  static async on(view: RunView): Promise<DrawClock> {
    await view.plot("Raster").evaluate(() => {
      const times: Times = { asked: 0, drawn: 0 };
      (globalThis as PageWithClock).spikeloopDrawClock = times;
      for (const input of ["wheel", "keydown", "pointerup"]) {
        addEventListener(input, () => (times.asked ||= performance.now()), { capture: true });
      }
      const clear = CanvasRenderingContext2D.prototype.clearRect;
      CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        queueMicrotask(() => (times.drawn = performance.now())); // it comes when all of this frame has been drawn
        clear.apply(this, box);
      };
    });
    return new DrawClock(view);
  }

  /** Milliseconds from the first input of `act` to the last drawing, after which nothing more is drawn for half a second. */
  async time(act: () => Promise<void>): Promise<number> {
    const raster = this.view.plot("Raster");
    await raster.evaluate(() =>
      Object.assign((globalThis as PageWithClock).spikeloopDrawClock, { asked: 0, drawn: 0 }),
    );
    await act();
    return raster.evaluate(async () => {
      const times = (globalThis as PageWithClock).spikeloopDrawClock;
      const until = performance.now() + 5000;
      while (performance.now() < until && (times.drawn === 0 || performance.now() - times.drawn < 500))
        await new Promise((done) => setTimeout(done, 20));
      if (times.asked === 0 || times.drawn < times.asked)
        throw new Error("Nothing was drawn within five seconds of asking.");
      return times.drawn - times.asked;
    });
  }
}
