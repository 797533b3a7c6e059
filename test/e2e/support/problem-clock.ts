import type { Page } from "playwright-core";

/** What the page of VS Code keeps: when a key was last pressed, and when problems were underlined, or none any more. */
interface Times {
  pressed: number;
  underlined: number | null;
  clean: number | null;
}
type PageWithClock = typeof globalThis & { spikeloopProblemClock: Times };

/**
 * Measures, inside the page of VS Code, how long it takes from a person's last key until the editor underlines a problem, or none any more.
 */
export class ProblemClock {
  private constructor(private readonly page: Page) {}

  static async on(page: Page): Promise<ProblemClock> {
    await page.evaluate(() => {
      const times: Times = { pressed: 0, underlined: null, clean: null };
      (globalThis as PageWithClock).spikeloopProblemClock = times;
      addEventListener(
        "keydown",
        () => Object.assign(times, { pressed: performance.now(), underlined: null, clean: null }),
        { capture: true },
      );
      const look = (): void => {
        const now = performance.now();
        if (document.querySelector(".monaco-editor .squiggly-error") === null)
          [times.clean, times.underlined] = [times.clean ?? now, null];
        else [times.underlined, times.clean] = [times.underlined ?? now, null];
        requestAnimationFrame(look);
      };
      look();
    });
    return new ProblemClock(page);
  }

  /** Milliseconds from the last key of `type` until it stays as wished: with a problem, or without. */
  async time(wished: "underlined" | "clean", type: () => Promise<void>): Promise<number> {
    await type();
    return this.page.evaluate(async (state) => {
      const times = (globalThis as PageWithClock).spikeloopProblemClock;
      const until = performance.now() + 10_000;
      for (;;) {
        const since = times[state];
        if (since !== null && performance.now() - since > 1000) return since - times.pressed;
        if (performance.now() > until)
          throw new Error(`The editor did not become ${state} within ten seconds of the last key.`);
        await new Promise((done) => setTimeout(done, 20));
      }
    }, wished);
  }
}
