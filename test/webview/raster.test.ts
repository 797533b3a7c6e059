import assert from "node:assert/strict";
import { test } from "node:test";
import { Brute } from "../support/brute-force";
import { setUp } from "./harness/set-up";
import { View } from "./harness/view";

const { shelf, open } = setUp();

const [BINS, NEURONS] = [50, 5];

test("each spike is drawn in its bin and its row, and nothing where there is none", async () => {
  const { queries, folder } = shelf.make({ nNeurons: NEURONS, nTimeBins: BINS, rate: 0.3 });
  const counts = new Brute(folder, NEURONS).spikes;
  const panel = await open({ queries });
  const view = new View(panel);
  const { gutter, width } = await gutterAndWidth(view);
  const coloured = await panel.page.locator(".raster canvas").evaluate(
    (canvas, [left, wide, bins, neurons]) => {
      const { width: all, height } = canvas as HTMLCanvasElement;
      const ratio = all / (canvas as HTMLCanvasElement).clientWidth;
      const image = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, all, height).data ?? [];
      const saturation = (x: number, y: number): number => {
        const at = 4 * (Math.floor(y) * all + Math.floor(x));
        const colour = [image[at], image[at + 1], image[at + 2]];
        return image[at + 3] === 0 ? 0 : Math.max(...colour) - Math.min(...colour);
      };
      return Array.from({ length: bins * neurons }, (_, cell) => {
        const [bin, neuron] = [Math.floor(cell / neurons), cell % neurons];
        return saturation((left + ((bin + 0.5) * wide) / bins) * ratio, ((neuron + 0.5) * height) / neurons) > 40;
      });
    },
    [gutter, width, BINS, NEURONS] as const,
  );
  const expected = Array.from(counts, (count) => count > 0);
  assert.ok(expected.includes(true) && expected.includes(false));
  assert.deepEqual(coloured, expected);
  await panel.close();
});

async function gutterAndWidth(view: View): Promise<{ gutter: number; width: number }> {
  const { left, width } = await view.area("Raster");
  const box = await view.plot("Raster").boundingBox();
  return { gutter: left - (box?.x ?? 0), width };
}
