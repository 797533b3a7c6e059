/** What a person sees and does in the view: plots by their names, places by bins and rows. */
import type { Panel } from "./panel";

type PlotName = "Overview" | "Raster" | "Rates";
interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Gutter and margin of panels at least 640 pixels wide. */
const SIDES = { gutter: 56, margin: 76 };
const NARROW_SIDES = { gutter: 48, margin: 60 };

export class View {
  constructor(private readonly panel: Panel) {}

  get page(): Panel["page"] {
    return this.panel.page;
  }

  plot(name: PlotName) {
    return this.page.getByRole("application", { name: new RegExp(`^${name}`) });
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name });
  }

  /** Presses a button and waits for what comes of it. */
  async press(name: string | RegExp): Promise<void> {
    await this.button(name).click();
    await this.panel.settled();
  }

  /** What a screen reader says of a plot. */
  async said(name: PlotName): Promise<string> {
    return (await this.plot(name).getAttribute("aria-label"))?.replace(/\u202f/g, "") ?? "";
  }

  /** First bin in view and the one after the last, as the raster says them. */
  async range(): Promise<{ start: number; end: number }> {
    const said = /bins (\d+) to (\d+) of/.exec(await this.said("Raster"));
    if (!said) throw new Error(`no range in "${await this.said("Raster")}"`);
    return { start: Number(said[1]), end: Number(said[2]) + 1 };
  }

  /** The middle column of a plot, on the page. */
  async area(name: PlotName | "Ruler"): Promise<Area> {
    const box = await (name === "Ruler" ? this.page.locator(".ruler") : this.plot(name)).boundingBox();
    if (!box) throw new Error(`${name} is not on screen`);
    const { gutter, margin } = (this.page.viewportSize()?.width ?? 0) < 640 ? NARROW_SIDES : SIDES;
    return { left: box.x + gutter, top: box.y, width: box.width - gutter - margin, height: box.height };
  }

  /** A place in a plot by fractions of its column. */
  async at(name: PlotName | "Ruler", x: number, y = 0.5): Promise<[number, number]> {
    const area = await this.area(name);
    return [area.left + x * area.width, area.top + y * area.height];
  }

  async hover(name: PlotName, x: number, y = 0.5): Promise<void> {
    const [left, top] = await this.at(name, x, y);
    await this.page.mouse.move(left - 1, top);
    await this.page.mouse.move(left, top);
    await this.panel.settled();
  }

  async click(name: PlotName, x: number, y = 0.5, modifiers: ("Control" | "Shift")[] = []): Promise<void> {
    const [left, top] = await this.at(name, x, y);
    for (const key of modifiers) await this.page.keyboard.down(key);
    await this.page.mouse.click(left, top);
    for (const key of modifiers) await this.page.keyboard.up(key);
    await this.panel.settled();
  }

  /** Presses at one fraction of a plot's column and lets go at another. */
  async drag(name: PlotName | "Ruler", from: number, to: number, y = 0.5, shift = false): Promise<void> {
    const start = await this.at(name, from, y);
    const end = await this.at(name, to, y);
    if (shift) await this.page.keyboard.down("Shift");
    await this.page.mouse.move(...start);
    await this.page.mouse.down();
    await this.page.mouse.move(...end, { steps: 5 });
    await this.page.mouse.up();
    if (shift) await this.page.keyboard.up("Shift");
    await this.panel.settled();
  }

  async wheel(name: PlotName, x: number, deltaY: number, key?: "Control" | "Shift"): Promise<void> {
    await this.page.mouse.move(...(await this.at(name, x)));
    if (key) await this.page.keyboard.down(key);
    await this.page.mouse.wheel(0, deltaY);
    if (key) await this.page.keyboard.up(key);
    await this.panel.settled();
  }

  /** Presses keys while a plot has the focus. */
  async keys(name: PlotName, ...keys: string[]): Promise<void> {
    await this.plot(name).focus();
    for (const key of keys) await this.page.keyboard.press(key);
    await this.panel.settled();
  }

  /** Neurons that have a chip. */
  async chips(): Promise<string[]> {
    return this.page.locator(".chip-name").allTextContents();
  }

  /** Lines of the hover card, by their names; null when it is hidden. */
  async card(): Promise<Record<string, string> | null> {
    const card = this.page.locator(".card");
    if (!(await card.isVisible())) return null;
    const lines = await card
      .locator(".card-line")
      .evaluateAll((elements) => elements.map((line) => [...line.children].map((part) => part.textContent ?? "")));
    const title = (await card.locator("strong").textContent()) ?? "";
    return { title, ...Object.fromEntries(lines.map(([name, value]) => [name, value.replace(/\u202f/g, " ")])) };
  }

  /** How many pixels of a plot's canvas have about this colour, of all that were drawn. */
  async pixels(canvas: string, colour: readonly [number, number, number], tolerance = 12): Promise<number> {
    return this.page
      .locator(`${canvas} canvas`)
      .first()
      .evaluate(
        (element, { colour: [r, g, b], tolerance: most }) => {
          const drawn = element as HTMLCanvasElement;
          const image = drawn.getContext("2d")?.getImageData(0, 0, drawn.width, drawn.height).data ?? [];
          let found = 0;
          for (let at = 0; at < image.length; at += 4) {
            if (
              image[at + 3] > 200 &&
              Math.abs(image[at] - r) <= most &&
              Math.abs(image[at + 1] - g) <= most &&
              Math.abs(image[at + 2] - b) <= most
            )
              found++;
          }
          return found;
        },
        { colour, tolerance },
      );
  }
}
