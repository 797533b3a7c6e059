import type { Page } from "playwright-core";
import { eventually } from "./eventually";

/** Where the page of a view keeps how its canvases looked in the first whole picture. */
type PageWithPicture = typeof globalThis & {
  spikeloopShown(at: number): void;
  spikeloopPixels(): Uint8ClampedArray[];
  spikeloopFirstPicture?: Uint8ClampedArray[];
};

/**
 * Measures from the moment a mouse button is let go in the window until a view has its first whole picture on screen: for an empty view
 * that its one canvas is painted, for a run of NeMoS' example that raster and both lanes are painted from all bins. Each page tells
 * the time by itself, so that nothing waits for this process; their clocks count from the same moment.
 */
export class PictureClock {
  private clicked = 0;
  private shown = 0;

  private constructor(private readonly page: Page) {}

  /** Begins to listen; views that are open already are not seen. */
  static async on(page: Page): Promise<PictureClock> {
    const clock = new PictureClock(page);
    await page.exposeFunction("spikeloopClicked", (at: number) => (clock.clicked ||= at));
    await page.exposeFunction("spikeloopShown", (at: number) => (clock.shown ||= at));
    await page.addInitScript(tellFirstPicture);
    await page.evaluate(() => {
      const tell = (globalThis as typeof globalThis & { spikeloopClicked(at: number): void }).spikeloopClicked;
      addEventListener("pointerup", ({ timeStamp }) => tell(performance.timeOrigin + timeStamp), { capture: true });
    });
    return clock;
  }

  /** Milliseconds from the click in `act` until the picture is shown. */
  async time(act: () => Promise<void>): Promise<number> {
    this.clicked = this.shown = 0;
    await act();
    await eventually("the first picture", () => this.shown > 0, 60_000);
    return this.shown - this.clicked;
  }

  /** Throws when the run view's plots have changed since their first picture: then that was not the whole of it. */
  async confirm(): Promise<void> {
    const plots = this.page
      .frameLocator("iframe.webview:visible")
      .frameLocator("iframe#active-frame")
      .locator("main.plots");
    const changed = await plots.evaluate(() => {
      const page = globalThis as PageWithPicture;
      const now = page.spikeloopPixels();
      return page.spikeloopFirstPicture?.map(
        (first, canvas) =>
          first.reduce((sum, value, place) => sum + (value === now[canvas][place] ? 0 : 1), 0) / first.length,
      );
    });
    if (!changed?.every((share) => share === 0))
      throw new Error(`What was timed was not the whole picture: of the plots ${changed?.join(", ")} changed since.`);
  }
}

/** Runs in every frame before its own scripts. A drawing begins with clearing a canvas, and is done when the script that does it ends. */
function tellFirstPicture(): void {
  if (window === window.top) return;
  let over = false;
  const page = globalThis as PageWithPicture;
  const plots = (): readonly HTMLCanvasElement[] => [
    ...document.querySelectorAll<HTMLCanvasElement>(".raster canvas, .lane canvas"),
  ];
  page.spikeloopPixels = () =>
    plots().map(
      (canvas) =>
        canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray(),
    );
  const isWhole = (): boolean => {
    const raster = document.querySelector(".raster")?.getAttribute("aria-label") ?? "";
    return (
      document.querySelector("canvas.empty") !== null ||
      (/bins 0 to 999 of 1\D?000, 1 spike/.test(raster) && plots().length === 3)
    );
  };
  const look = (): void => {
    if (over || !isWhole()) return;
    over = true;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel(); // its message comes when the frame is painted
      port1.onmessage = () => {
        page.spikeloopShown(performance.timeOrigin + performance.now());
        page.spikeloopFirstPicture = page.spikeloopPixels();
      };
      port2.postMessage(null);
    });
  };
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    clear.apply(this, box);
    queueMicrotask(look);
  };
}
