/** The raster's left gutter: group bars and names, first and last index, selected neurons as tabs. */
import { cssOf } from "../drawing/colour";
import { paletteColour } from "../drawing/theme";
import { colourIndexOf, FEW_NEURONS, neuronName } from "../run/facts";
import { barEnds, rowTop, type GroupBar } from "../run/rows";
import { fitted, snap, tab, textWidth, write } from "./pen";
import type { Drawing, Layer } from "./plot-spec";

const BAR = 3;
const TAB_HEIGHT = 17;
const LINE = 13;
/** Names of up to so many letters stand upright. */
const SHORT_NAME = 3;

export const gutter: Layer = {
  id: "gutter",
  over(drawing) {
    const { scene, area } = drawing;
    const { facts, rows } = scene;
    if (rows.order.length === 0) return;
    drawBars(drawing);
    const tabs = tabPlaces(drawing);
    const few = facts.nNeurons <= FEW_NEURONS;
    if (few) rows.order.forEach((neuron, position) => label(drawing, neuronName(facts, neuron), area.top + rowTop(rows, position) + rows.rowHeight / 2, true));
    else for (const bar of rows.bars) drawEnds(drawing, bar, tabs.map(({ y }) => y));
    if (!few) for (const { neuron, y } of tabs) drawTab(drawing, neuronName(facts, neuron), y);
    for (const bar of rows.bars) drawName(drawing, bar);
  },
};

/** Moves wanted heights apart so that neighbours keep `gap`, and keeps all between `low` and `high`. Ascending in, ascending out. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const places = wanted.map((y) => Math.min(high, Math.max(low, y)));
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i], places[i - 1] + gap);
  for (let i = places.length - 1, limit = high; i >= 0; limit = places[i] - gap, i--) places[i] = Math.min(places[i], limit);
  return places;
}

function drawBars({ scene, ctx, area }: Drawing): void {
  const { facts, rows, ratio, theme } = scene;
  const byNeuron = !facts.hasGroups && facts.nNeurons <= FEW_NEURONS;
  const pieces = byNeuron ? Array.from(rows.order, (_, position) => ({ first: position, count: 1 })) : rows.bars;
  for (const { first, count } of pieces) {
    const top = snap(area.top + rowTop(rows, first), ratio);
    const bottom = snap(area.top + rowTop(rows, first + count - 1) + rows.rowHeight, ratio);
    ctx.fillStyle = cssOf(paletteColour(theme, colourIndexOf(facts, rows.order[first])));
    ctx.fillRect(area.left - BAR, top, BAR, bottom - top);
  }
}

function tabPlaces({ scene, area }: Drawing): { neuron: number; y: number }[] {
  const { rows, selection } = scene;
  const shown = selection.filter((neuron) => rows.positionOf[neuron] >= 0).sort((one, other) => rows.positionOf[one] - rows.positionOf[other]);
  const most = Math.floor((area.bottom - area.top) / TAB_HEIGHT);
  const some = shown.slice(0, most);
  const wanted = some.map((neuron) => area.top + rowTop(rows, rows.positionOf[neuron]) + rows.rowHeight / 2);
  const places = spread(wanted, TAB_HEIGHT, area.top + TAB_HEIGHT / 2, area.bottom - TAB_HEIGHT / 2);
  return some.map((neuron, place) => ({ neuron, y: places[place] }));
}

function drawEnds(drawing: Drawing, bar: GroupBar, tabs: readonly number[]): void {
  const { scene, area } = drawing;
  const { facts, rows } = scene;
  const [first, last] = barEnds(facts, rows, bar);
  const top = area.top + rowTop(rows, bar.first) + LINE / 2;
  const bottom = area.top + rowTop(rows, bar.first + bar.count - 1) + rows.rowHeight - LINE / 2;
  const free = (y: number): boolean => tabs.every((other) => Math.abs(other - y) >= (TAB_HEIGHT + LINE) / 2 - 1);
  if (bottom - top < -LINE / 2) return;
  if (free(top)) label(drawing, first, top, false);
  if (bar === rows.bars.at(-1) && bottom - top >= LINE && free(bottom)) label(drawing, last, bottom, false);
}

function label({ scene, ctx, area }: Drawing, text: string, y: number, bold: boolean): void {
  const room = area.left - BAR - 6;
  const style = { colour: bold ? scene.theme.text : scene.theme.quiet, align: "right" as const, bold };
  write(ctx, scene.theme, fitted(ctx, scene.theme, text, room, 11, bold), area.left - BAR - 5, y, style);
}

function drawTab({ scene, ctx, area }: Drawing, name: string, y: number): void {
  const text = fitted(ctx, scene.theme, name, area.left - BAR - 14, 11, true);
  const half = Math.ceil(textWidth(ctx, scene.theme, text, 11, true)) / 2 + 5;
  tab(ctx, scene.theme, text, area.left - BAR - 2 - half, y, TAB_HEIGHT - 1);
}

function drawName({ scene, ctx, area }: Drawing, bar: GroupBar): void {
  const { facts, rows, theme } = scene;
  const name = facts.groups[bar.group].name;
  if (name === "" || !facts.hasGroups) return;
  const top = area.top + rowTop(rows, bar.first);
  const length = bar.count * rows.rowHeight;
  const middle = top + length / 2;
  if (name.length <= SHORT_NAME) {
    if (length >= LINE) write(ctx, theme, name, 6, middle, { colour: theme.text, align: "center" });
    return;
  }
  if (textWidth(ctx, theme, name) > length - 2) return;
  ctx.save();
  ctx.translate(6, middle);
  ctx.rotate(-Math.PI / 2);
  write(ctx, theme, name, 0, 0, { colour: theme.text, align: "center" });
  ctx.restore();
}
