/** Spikes of the visible range: single spikes, or counts in cells of one device pixel. */
import type { RasterDensity, RasterTicks } from "../../../src/protocol/queries";
import { whole } from "../../../src/text/numbers";
import { contrast, cssOf, type Colour } from "../../style/colour";
import { BLOCK_PIXELS, densityAlpha, tickHeight, tickWidth } from "../../style/level-of-detail";
import { paletteColour, type Theme } from "../../style/theme";
import { colourIndexOf } from "../../app/run/facts";
import { rowTop, type RowLayout } from "../../app/run/rows";
import type { Scene } from "../../app/scene";
import { Pen } from "../../plots/pen";

/** Draws on a canvas whose origin is the plot's upper left corner. */
export function paintRaster(ctx: CanvasRenderingContext2D, scene: Scene, width: number, height: number): void {
  const raster = scene.data.raster;
  if (!raster || width <= 0 || height <= 0) return;
  const pen = new Pen(ctx, scene.theme, scene.ratio);
  if (raster.answer.kind === "ticks") paintTicks(pen, scene, raster.answer, width);
  else paintDensity(pen, scene, raster.answer, raster.query.order, width);
}

function paintTicks(pen: Pen, scene: Scene, ticks: RasterTicks, width: number): void {
  const { ctx } = pen;
  const { bins, neurons, counts } = ticks;
  const { facts, rows, range, ratio, theme } = scene;
  const perBin = width / (range.end - range.start);
  const blocks = perBin >= BLOCK_PIXELS;
  const height = Math.max(1 / ratio, pen.snap(tickHeight(rows.rowHeight)));
  const tops = new Float64Array(facts.nNeurons).fill(-1);
  rows.order.forEach((neuron, position) => {
    tops[neuron] = pen.snap(rowTop(rows, position) + (rows.rowHeight - height) / 2);
  });
  const colours = Uint8Array.from({ length: facts.nNeurons }, (_, neuron) => colourIndexOf(facts, neuron) + 1);
  for (const index of new Set(colours)) {
    ctx.fillStyle = cssOf(paletteColour(theme, index - 1));
    for (let spike = 0; spike < bins.length; spike++) {
      const neuron = neurons[spike];
      if (colours[neuron] !== index || tops[neuron] < 0) continue;
      const bin = bins[spike] - range.start;
      if (bin < 0 || bin >= range.end - range.start) continue;
      const wide = Math.max(1, Math.round(tickWidth(perBin, counts[spike]) * ratio)) / ratio;
      const left = pen.snap(blocks ? bin * perBin + 0.5 : (bin + 0.5) * perBin - wide / 2);
      ctx.fillRect(left, tops[neuron], wide, height);
    }
  }
  if (blocks && height >= 9) writeCounts(pen, scene, ticks, perBin, tops, height);
}

function writeCounts(
  pen: Pen,
  { range, theme, facts }: Scene,
  { bins, neurons, counts }: RasterTicks,
  perBin: number,
  tops: Float64Array,
  height: number,
): void {
  for (let spike = 0; spike < bins.length; spike++) {
    const bin = bins[spike] - range.start;
    if (counts[spike] < 2 || tops[neurons[spike]] < 0 || bin < 0 || bin >= range.end - range.start) continue;
    const colour = inkOn(paletteColour(theme, colourIndexOf(facts, neurons[spike])));
    const style = { colour, align: "center", size: Math.min(11, height), bold: true } as const;
    pen.text(whole(counts[spike]), (bin + 0.5) * perBin, tops[neurons[spike]] + height / 2 + 0.5, style);
  }
}

function paintDensity(pen: Pen, scene: Scene, answer: RasterDensity, order: Uint32Array, width: number): void {
  const picture = densityPicture(scene, answer, order);
  if (!picture) return;
  const { ctx } = pen;
  const { range, rows } = scene;
  const perBin = width / (range.end - range.start);
  const left = (answer.start - range.start) * perBin;
  const wide = answer.nColumns * answer.binsPerColumn * perBin;
  const nShown = rows.order.length;
  ctx.imageSmoothingEnabled = false;
  for (const { first, count, top, height } of rows.segments) {
    const [from, to] = [first, first + count].map((row) => Math.round((row * picture.height) / nShown));
    const y = pen.snap(top);
    ctx.drawImage(picture, 0, from, answer.nColumns, to - from, left, y, wide, pen.snap(top + height) - y);
  }
}

interface Picture {
  readonly theme: Theme;
  readonly rows: RowLayout;
  readonly canvas: HTMLCanvasElement;
}
const pictures = new WeakMap<RasterDensity, Picture>();

/** One pixel per cell, in the colour of the row's group; cached for the same answer, rows and theme. */
function densityPicture(
  { theme, facts, rows }: Scene,
  answer: RasterDensity,
  order: Uint32Array,
): HTMLCanvasElement | null {
  const known = pictures.get(answer);
  if (known?.theme === theme && known.rows === rows) return known.canvas;
  const { nColumns } = answer;
  const sources = sourceRows(rows, answer, order);
  if (nColumns === 0 || sources.length === 0) return null;
  const canvas = document.createElement("canvas");
  canvas.width = nColumns;
  canvas.height = sources.length;
  const ctx = canvas.getContext("2d");
  if (!ctx) return null;
  const image = ctx.createImageData(nColumns, sources.length);
  sources.forEach((source, row) => {
    if (source < 0) return;
    const neuron =
      rows.order[Math.min(rows.order.length - 1, Math.floor(((row + 0.5) * rows.order.length) / sources.length))];
    const { r, g, b } = paletteColour(theme, colourIndexOf(facts, neuron));
    for (let column = 0; column < nColumns; column++) {
      const value = answer.cells[source * nColumns + column];
      if (value <= 0) continue;
      const pixel = 4 * (row * nColumns + column);
      image.data[pixel] = r;
      image.data[pixel + 1] = g;
      image.data[pixel + 2] = b;
      image.data[pixel + 3] = 255 * densityAlpha(value, answer.percentile97);
    }
  });
  ctx.putImageData(image, 0, 0);
  pictures.set(answer, { theme, rows, canvas });
  return canvas;
}

/**
 * For each row of the picture the row in the answer, or -1: until the answer for a new order arrives, each neuron keeps
 * its known row.
 */
function sourceRows(rows: RowLayout, answer: RasterDensity, order: Uint32Array): readonly number[] {
  if (order === rows.order) return Array.from({ length: answer.rows }, (_, row) => row);
  const places = new Map(Array.from(order, (neuron, place) => [neuron, place]));
  return Array.from(rows.order, (neuron) => {
    const place = places.get(neuron);
    return place === undefined ? -1 : Math.floor((place * answer.rows) / order.length);
  });
}

/** Black or white, whichever contrasts more. */
function inkOn(colour: Colour): string {
  const black: Colour = { r: 0, g: 0, b: 0, a: 1 };
  const white: Colour = { r: 255, g: 255, b: 255, a: 1 };
  return cssOf(contrast(black, colour) > contrast(white, colour) ? black : white);
}
