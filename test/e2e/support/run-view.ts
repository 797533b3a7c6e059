import type { FrameLocator, Locator, Page } from "playwright-core";
import { layOut } from "../../../webview/style/layout";
import { eventually } from "./eventually";

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
    await eventually("a raster that tells its spikes", async () => /spike/.test(await this.summary("Raster")), 20_000);
  }

  /** The first and the last bin in view, as the raster tells them. */
  async range(): Promise<readonly [first: number, last: number]> {
    const summary = await this.summary("Raster");
    const said = /bins ([\d\s]+) to ([\d\s]+) of/.exec(summary);
    if (said === null) throw new Error(`The raster tells no range: "${summary}"`);
    const number = (text: string): number => Number(text.replace(/\s/g, ""));
    return [number(said[1]), number(said[2])];
  }

  /** Waits until what is in view is as wished. */
  async rangeBecomes(
    what: string,
    wished: (first: number, last: number) => boolean,
  ): Promise<readonly [first: number, last: number]> {
    return eventually(what, async () => {
      const range = await this.range();
      return wished(...range) && range;
    });
  }

  /** The neurons whose rates have a lane, by the names of their chips. */
  async selected(): Promise<string[]> {
    return this.frame.locator(".chip-name").allTextContents();
  }

  /** A place on the page: so far into the time that a plot shows, and so far down the plot, both as fractions. */
  async point(plot: string, x = 0.5, y = 0.5): Promise<{ x: number; y: number }> {
    const box = await this.plot(plot).boundingBox();
    if (box === null) throw new Error(`The plot ${plot} is not on screen.`);
    const { gutter, plot: width } = layOut(await this.width(), false);
    return { x: box.x + gutter + width * x, y: box.y + box.height * y };
  }

  /** Width of the view in CSS pixels. */
  async width(): Promise<number> {
    return this.frame.locator("body").evaluate(() => document.documentElement.clientWidth);
  }

  /** Presses the mouse at one fraction of the time that a plot shows, and lets go at another. */
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
