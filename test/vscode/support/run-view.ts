import type { FrameLocator, Locator, Page } from "playwright-core";

/** The run view inside its two frames. */
export class RunView {
  readonly frame: FrameLocator;

  constructor(private readonly page: Page) {
    this.frame = page.frameLocator("iframe.webview:visible").frameLocator("iframe#active-frame");
  }

  /** A plot, by the word its spoken summary begins with: "Overview", "Raster", "Rate". */
  plot(name: string): Locator {
    return this.frame.getByRole("application", { name: new RegExp(`^${name}`, "i") }).first();
  }

  /** A button or switch by its name. */
  button(name: string | RegExp): Locator {
    return this.frame.getByRole("button", { name }).first();
  }

  /** What a screen reader says of a plot. */
  async summary(plot: string): Promise<string> {
    return (await this.plot(plot).getAttribute("aria-label")) ?? "";
  }

  /** Waits until a run stands in the view. */
  async drawn(): Promise<void> {
    await this.plot("Raster").waitFor();
  }

  /** The middle of a plot on the page, moved by fractions of its size. */
  async point(plot: string, x = 0.5, y = 0.5): Promise<{ x: number; y: number }> {
    const box = await this.plot(plot).boundingBox();
    if (box === null) throw new Error(`The plot ${plot} is not on screen.`);
    return { x: box.x + box.width * x, y: box.y + box.height * y };
  }

  /** Presses the mouse at one fraction of a plot's width and lets go at another. */
  async drag(plot: string, from: number, to: number): Promise<void> {
    const start = await this.point(plot, from);
    const end = await this.point(plot, to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, end.y, { steps: 4 });
    await this.page.mouse.move(end.x, end.y, { steps: 4 });
    await this.page.mouse.up();
  }
}
