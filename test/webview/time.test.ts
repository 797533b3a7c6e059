import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.mjs";
import { Panel } from "./harness/panel";
import { RunShelf, SIXTY } from "./harness/runs";
import { View } from "./harness/view";

let browser: Browser;
let panel: Panel;
let view: View;
const shelf = new RunShelf();

describe("time", () => {
  before(async () => {
    browser = await launchBrowser();
    panel = await Panel.open(browser, { queries: shelf.make(SIXTY).queries });
    view = new View(panel);
  });
  after(async () => {
    await browser.close();
    shelf.clear();
  });
  beforeEach(async () => {
    await view.keys("Raster", "0");
  });

  /** Bins that a pixel of the whole run stands for, and a little more. */
  const PIXEL = 8;
  const near = (found: number, wanted: number, off = PIXEL): void =>
    assert.ok(Math.abs(found - wanted) <= off, `${found} is not about ${wanted}`);

  test("a drag on the overview draws a brush, dragging it moves it, its grips resize it", async () => {
    await view.drag("Overview", 0.3, 0.5, 0.4);
    const drawn = await view.range();
    near(drawn.start, 1500);
    near(drawn.end, 2500);
    await view.drag("Overview", 0.4, 0.6, 0.4);
    const moved = await view.range();
    near(moved.start, 2500, 2 * PIXEL);
    assert.equal(moved.end - moved.start, drawn.end - drawn.start);
    await view.drag("Overview", 0.7, 0.9, 0.4);
    const resized = await view.range();
    assert.equal(resized.start, moved.start);
    near(resized.end, 4500, 2 * PIXEL);
  });

  test("the brush stops at the ends, and a click beside it centres it", async () => {
    await view.drag("Overview", 0.1, 0.2, 0.4);
    await view.drag("Overview", 0.15, 0.9, 0.4);
    await view.drag("Overview", 0.9, 1.5, 0.4);
    assert.equal((await view.range()).end, 5000);
    await view.click("Overview", 0.5, 0.4);
    const { start, end } = await view.range();
    near((start + end) / 2, 2500);
  });

  test("the wheel scrolls until a plot has the focus; then it zooms and keeps the pointer's bin", async () => {
    await panel.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await view.wheel("Raster", 0.25, -120);
    assert.deepEqual(await view.range(), { start: 0, end: 5000 });
    await view.plot("Raster").focus();
    for (let notch = 0; notch < 4; notch++) await view.wheel("Raster", 0.25, -120);
    const { start, end } = await view.range();
    near(end - start, 5000 / 1.2 ** 4, 4);
    near(start + 0.25 * (end - start), 1250, 6);
  });

  test("zoom is clamped to 20 bins and to the run", async () => {
    await view.page.mouse.move(...(await view.at("Raster", 0.5)));
    for (let notch = 0; notch < 34; notch++) await view.page.mouse.wheel(0, -120);
    await panel.settled();
    const close = await view.range();
    assert.equal(close.end - close.start, 20);
    for (let notch = 0; notch < 34; notch++) await view.page.mouse.wheel(0, 120);
    await panel.settled();
    assert.deepEqual(await view.range(), { start: 0, end: 5000 });
  });

  test("Ctrl and wheel zoom without focus, Shift and wheel pan", async () => {
    await panel.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await view.wheel("Raster", 0.5, -120, "Control");
    const { start, end } = await view.range();
    assert.ok(end - start < 5000);
    await view.wheel("Raster", 0.5, 120, "Shift");
    const panned = await view.range();
    assert.ok(panned.start > start);
    assert.equal(panned.end - panned.start, end - start);
  });

  test("dragging raster and lanes pans, and stops at the ends", async () => {
    await view.drag("Overview", 0.4, 0.6, 0.4);
    const before = await view.range();
    await view.drag("Raster", 0.6, 0.4);
    const left = await view.range();
    near(left.start - before.start, 0.2 * 1000, 12);
    assert.equal(left.end - left.start, before.end - before.start);
    await view.drag("Rates", 0.4, 0.6, 0.1);
    near((await view.range()).start, before.start, 12);
    for (let push = 0; push < 6; push++) await view.drag("Raster", 0.05, 0.95);
    assert.equal((await view.range()).start, 0);
  });

  test("a drag on the ruler, or with Shift, zooms to its span; Escape gives it up", async () => {
    await view.drag("Ruler", 0.2, 0.4);
    const ruler = await view.range();
    near(ruler.start, 1000);
    near(ruler.end, 2000);
    await view.drag("Raster", 0.5, 0.75, 0.5, true);
    const span = await view.range();
    near(span.start, 1500, 12);
    near(span.end, 1750, 12);
    await view.page.mouse.move(...(await view.at("Ruler", 0.2)));
    await view.page.mouse.down();
    await view.page.mouse.move(...(await view.at("Ruler", 0.8)), { steps: 3 });
    await view.page.keyboard.press("Escape");
    await view.page.mouse.up();
    await panel.settled();
    assert.deepEqual(await view.range(), span);
  });

  test("a double-click shows the whole run and does not select", async () => {
    await view.drag("Overview", 0.4, 0.6, 0.4);
    const chips = await view.chips();
    await view.page.mouse.dblclick(...(await view.at("Raster", 0.5, 0.2)));
    await panel.settled();
    assert.deepEqual(await view.range(), { start: 0, end: 5000 });
    assert.deepEqual(await view.chips(), chips);
  });

  test("buttons zoom out, in and to the whole run", async () => {
    await view.button(/^Zoom in/).click();
    await panel.settled();
    const { start, end } = await view.range();
    assert.ok(start > 0 && end < 5000);
    await view.button(/^Zoom out/).click();
    await view.button(/^Whole run/).click();
    await panel.settled();
    assert.deepEqual(await view.range(), { start: 0, end: 5000 });
  });

  test("keys: + - Home End, Shift and arrows, arrows on the overview, go to a time", async () => {
    await view.keys("Raster", "+", "+", "+", "Home");
    const home = await view.range();
    assert.equal(home.start, 0);
    await view.keys("Raster", "End");
    assert.equal((await view.range()).end, 5000);
    await view.keys("Raster", "Shift+ArrowLeft");
    near((await view.range()).end, 5000 - home.end / 10, 2);
    await view.keys("Overview", "Home", "ArrowRight");
    near((await view.range()).start, home.end / 10, 2);
    await view.keys("Overview", "Shift+ArrowRight");
    const wider = await view.range();
    near(wider.end - wider.start, 1.1 * home.end, 2);
    await view.keys("Raster", "Home", "t");
    await view.page.keyboard.type("4.2");
    await view.page.keyboard.press("Enter");
    await panel.settled();
    const there = await view.range();
    assert.ok(there.start <= 4200 && there.end > 4200);
    assert.match((await panel.page.getByRole("status").textContent()) ?? "", /bin 4\s200,/);
  });

  test("nothing broke", () => assert.deepEqual(panel.complaints, []));
});
