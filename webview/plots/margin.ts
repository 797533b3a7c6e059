/** The raster's right margin: a bar per row with the neuron's mean rate over the run, or its spikes as text where that fits. */
import { count, significant } from "../../src/text/numbers";
import { cssOf, withAlpha } from "../style/colour";
import { inUnit, spikesText } from "../style/labels";
import { MARGIN_GAP } from "../style/layout";
import { niceCeiling } from "../style/ticks";
import { paletteColour } from "../style/theme";
import { colourIndexOf, FEW_NEURONS } from "../app/run/facts";
import { rowTop } from "../app/run/rows";
import type { Scene } from "../app/scene";
import type { Drawing, Layer } from "./plot-spec";

const ROOM_FOR_WORDS = 26;

/** The end of the bars' scale, in the axes' unit; null where rows show text, or nothing is known. */
export function marginScale(scene: Scene): { readonly max: number } | null {
  const { facts, spikes } = scene;
  if (spikes === null || scene.spikesBins === 0 || inWords(scene)) return null;
  let highest = 0;
  for (let neuron = 0; neuron < spikes.length; neuron++) highest = Math.max(highest, spikes[neuron]);
  return { max: niceCeiling(inUnit(highest / scene.spikesBins, facts.binSize)) };
}

/** Draws the margin. */
export const margin: Layer = {
  id: "margin",
  over(drawing) {
    const { scene } = drawing;
    if (scene.layout.margin === 0 || scene.spikes === null) return;
    if (inWords(scene)) words(drawing, scene.spikes);
    else bars(drawing, scene.spikes);
  },
};

function inWords({ facts, rows }: Scene): boolean {
  return facts.nNeurons <= FEW_NEURONS && rows.rowHeight >= ROOM_FOR_WORDS;
}

function bars({ scene, ctx, pen, area, width }: Drawing, spikes: ArrayLike<number>): void {
  const scale = marginScale(scene);
  if (!scale) return;
  const { facts, rows, theme } = scene;
  const room = width - area.right - MARGIN_GAP;
  const gap = rows.rowHeight >= 4 ? 1 : 0;
  const chosen = new Set(scene.selection);
  rows.order.forEach((neuron, position) => {
    const top = pen.snap(area.top + rowTop(rows, position));
    const bottom = Math.max(top + 1 / scene.ratio, pen.snap(area.top + rowTop(rows, position) + rows.rowHeight - gap));
    const length = (inUnit(spikes[neuron] / scene.spikesBins, facts.binSize) / scale.max) * room;
    const lit = chosen.has(neuron) || scene.cursor?.neuron === neuron;
    ctx.fillStyle = cssOf(withAlpha(paletteColour(theme, colourIndexOf(facts, neuron)), lit ? 1 : 0.55));
    ctx.fillRect(area.right + MARGIN_GAP, top, pen.snap(length), bottom - top);
  });
}

function words({ scene, pen, area, width }: Drawing, spikes: ArrayLike<number>): void {
  const { rows, theme } = scene;
  const known = scene.data.neurons?.answer;
  const left = area.right + MARGIN_GAP;
  const line = (texts: readonly string[], y: number, colour?: string): void =>
    pen.text(pen.wording(texts, width - left), left, y, { colour });
  rows.order.forEach((neuron, position) => {
    const middle = area.top + rowTop(rows, position) + rows.rowHeight / 2;
    const texts = [spikesText(spikes[neuron]), `${count(spikes[neuron])} sp.`];
    line(texts, known ? middle - 6 : middle, theme.text);
    if (!known) return;
    const expected = known.rateMean[neuron] * (known.range.end - known.range.start);
    line([`exp. ${significant(expected, 2)}`], middle + 7);
  });
}
