import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.mjs";

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** A filter over lags: its x axis is no time, and it has sides of its own. Tells where it drew what. */
const FILTER_PLOT = `
  import { Plot } from "./webview/plots/plot";
  const canvas = document.body.appendChild(document.createElement("canvas"));
  const told = {};
  const scene = { ratio: 1, layout: { gutter: 56, margin: 76 } };
  const plot = new Plot(canvas, () => scene, {
    padding: () => ({ top: 10, bottom: 10, left: 20, right: 30 }),
    x: () => ({ min: -50, max: 0, ticks: () => [{ at: -50, label: "-50" }, { at: -20, label: "-20" }] }),
    axes: () => ({ y: { min: -1, max: 1 } }),
    lines: () => [{ points: [{ x: -50, y: 0 }, { x: 0, y: 0 }], colour: "#ff0000", width: 3 }],
    layers: [{ id: "marks", over: ({ x, y, area, xScale }) => {
      told.marks = xScale.ticks(area.right - area.left, 40).map(({ at }) => x(at));
      told.zero = y(0);
    } }],
  });
  plot.update(150, 120);
  const { data } = canvas.getContext("2d").getImageData(0, 60, 150, 1);
  const red = [...Array(150).keys()].filter((column) => data[4 * column] > 200 && data[4 * column + 3] > 200);
  window.told = { ...told, red: [red[0], red.at(-1)], size: [canvas.width, canvas.height] };
`;

test("a plot's x axis may be anything that has a scale, and its sides its own", async () => {
  const { outputFiles } = await build({
    stdin: { contents: FILTER_PLOT, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    format: "iife",
    write: false,
  });
  const page = await browser.newPage();
  await page.setContent("<body></body>");
  await page.addScriptTag({ content: outputFiles[0].text });
  const told = await page.evaluate(() => (window as unknown as { told: unknown }).told);
  assert.deepEqual(told, { marks: [20, 80], zero: 60, red: [20, 119], size: [150, 120] });
});
