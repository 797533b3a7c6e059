import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.mjs";
import { Panel } from "./harness/panel";
import { RunShelf, SIXTY } from "./harness/runs";
import { View } from "./harness/view";

let browser: Browser;
let panel: Panel;
let view: View;
const shelf = new RunShelf();
before(async () => {
  browser = await launchBrowser();
  panel = await Panel.open(browser, { queries: shelf.make(SIXTY).queries });
  view = new View(panel);
  await view.drag("Overview", 0.3, 0.5, 0.4);
});
after(async () => {
  await browser.close();
  shelf.clear();
});

interface Picture {
  readonly width: number;
  readonly height: number;
  /** The colour of the corner. */
  readonly ground: readonly number[];
  /** Different colours in the whole picture. */
  readonly colours: number;
}

/** Opens a PNG in a page of its own, where no policy forbids it. */
async function look(png: Uint8Array): Promise<Picture> {
  const page = await browser.newPage();
  const found = await page.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const ctx = canvas.getContext("2d");
    if (!ctx) throw new Error("no canvas");
    ctx.drawImage(image, 0, 0);
    const { data } = ctx.getImageData(0, 0, image.width, image.height);
    return {
      width: image.width,
      height: image.height,
      ground: [...data.slice(0, 4)],
      colours: new Set(new Uint32Array(data.buffer)).size,
    };
  }, Buffer.from(png).toString("base64"));
  await page.close();
  return found;
}

test("a picture is a PNG at twice the size, on white or on the screen's ground", async () => {
  const white = await look(await panel.remote.picture({ ground: "white", span: "view" }));
  assert.equal(white.width, 2 * 1000);
  assert.ok(white.height > 2 * 500);
  assert.deepEqual(white.ground, [255, 255, 255, 255]);
  assert.ok(white.colours > 200);
  const screen = await look(await panel.remote.picture({ ground: "screen", span: "view" }));
  assert.deepEqual(screen.ground, [0x1f, 0x1f, 0x1f, 255]);
  assert.equal(screen.width, white.width);
});

test("the whole run is another picture than the view, and the view on screen stays as it is", async () => {
  const range = await view.range();
  const seen = await panel.remote.picture({ ground: "white", span: "view" });
  const whole = await panel.remote.picture({ ground: "white", span: "run" });
  assert.notDeepEqual(Buffer.from(seen), Buffer.from(whole));
  assert.deepEqual(await view.range(), range);
  assert.deepEqual(panel.complaints, []);
});

test("the visible part is told for exports: range, and neurons in the order of their rows", async () => {
  const { range, neurons } = await panel.remote.visible();
  assert.deepEqual({ ...range }, await view.range());
  assert.deepEqual(
    Array.from(neurons),
    Array.from({ length: 60 }, (_, neuron) => neuron),
  );
});
