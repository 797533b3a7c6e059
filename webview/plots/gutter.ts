/** The raster's left gutter: group bars and names, first and last index, selected neurons as tabs. */
import { cssOf } from "../style/colour";
import { paletteColour } from "../style/theme";
import { colourIndexOf, FEW_NEURONS, neuronName } from "../app/run/facts";
import { barEnds, rowTop, type GroupBar } from "../app/run/rows";
import { fitted, snap, tab, textWidth, write } from "./pen";
import type { Drawing, Layer } from "./plot-spec";

const BAR = 3;
const TAB_HEIGHT = 17;
const LINE = 13;
/** Names of up to this many letters are written horizontally. */
const SHORT_NAME = 3;

/** Draws the gutter. */
export const gutter: Layer = {
  id: "gutter",
  over(drawing) {
    const { scene } = drawing;
    const { facts, rows } = scene;
    if (rows.order.length === 0) return;
    drawBars(drawing);
    const tabs = tabPlaces(drawing);
    const few = facts.nNeurons <= FEW_NEURONS;
    if (few) for (const { text, y } of tabs) label(drawing, text, y, true);
    else
      for (const bar of rows.bars)
        drawEnds(
          drawing,
          bar,
          tabs.map(({ y }) => y),
        );
    if (!few)
      for (const { text, left, y } of tabs)
        tab(drawing.ctx, scene.theme, text, (left + tabsEnd(drawing)) / 2, y, TAB_HEIGHT - 1);
    for (const bar of rows.bars) drawName(drawing, bar, tabs);
  },
};

/** Moves heights apart to keep `gap` between neighbours and all within `low` and `high`. Input and output are ascending. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const places = wanted.map((y) => Math.min(high, Math.max(low, y)));
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i], places[i - 1] + gap);
  for (let i = places.length - 1, limit = high; i >= 0; limit = places[i] - gap, i--)
    places[i] = Math.min(places[i], limit);
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

/** The label of a selected neuron: a box from `left` to the bars. */
interface Tab {
  readonly text: string;
  readonly left: number;
  readonly y: number;
}

function tabsEnd({ area }: Drawing): number {
  return area.left - BAR - 2;
}

function tabPlaces(drawing: Drawing): readonly Tab[] {
  const { scene, ctx, area } = drawing;
  const { rows, theme, facts } = scene;
  // Few neurons are all labelled.
  const selection = facts.nNeurons <= FEW_NEURONS ? Array.from(rows.order) : scene.selection;
  const shown = selection
    .filter((neuron) => rows.positionOf[neuron] >= 0)
    .sort((one, other) => rows.positionOf[one] - rows.positionOf[other]);
  const most = Math.floor((area.bottom - area.top) / TAB_HEIGHT);
  const some = shown.slice(0, most);
  const wanted = some.map((neuron) => area.top + rowTop(rows, rows.positionOf[neuron]) + rows.rowHeight / 2);
  const places =
    facts.nNeurons <= FEW_NEURONS
      ? wanted
      : spread(wanted, TAB_HEIGHT, area.top + TAB_HEIGHT / 2, area.bottom - TAB_HEIGHT / 2);
  return some.map((neuron, place) => {
    const text = fitted(ctx, theme, neuronName(facts, neuron), area.left - BAR - 14, 11, true);
    return { text, left: tabsEnd(drawing) - Math.ceil(textWidth(ctx, theme, text, 11, true)) - 10, y: places[place] };
  });
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

/** Writes a group's name horizontally at the left edge, or along its bar, or beside tabs; omits it where it does not fit. */
function drawName({ scene, ctx, area }: Drawing, bar: GroupBar, tabs: readonly Tab[]): void {
  const { facts, rows, theme } = scene;
  const name = facts.groups[bar.group].name;
  if (name === "" || !facts.hasGroups) return;
  const wide = textWidth(ctx, theme, name);
  const upright = name.length <= SHORT_NAME;
  const [width, height] = upright ? [wide, LINE] : [LINE, wide];
  const top = area.top + rowTop(rows, bar.first);
  const inTheWay = tabs
    .filter(({ left }) => left < width)
    .map(({ y }) => ({ top: y - TAB_HEIGHT / 2, bottom: y + TAB_HEIGHT / 2 }));
  const middle = placeFor(height, { top, bottom: top + bar.count * rows.rowHeight }, inTheWay);
  if (middle === null) return;
  const style = { colour: theme.text, align: "center" as const };
  if (upright) {
    write(ctx, theme, name, wide / 2, middle, style);
    return;
  }
  ctx.save();
  ctx.translate(6, middle);
  ctx.rotate(-Math.PI / 2);
  write(ctx, theme, name, 0, 0, style);
  ctx.restore();
}

interface Span {
  readonly top: number;
  readonly bottom: number;
}

/** The middle for a label of this height: as close to the span's middle as the obstacles allow; null where it does not fit. */
export function placeFor(height: number, { top, bottom }: Span, inTheWay: readonly Span[]): number | null {
  const wished = (top + bottom) / 2;
  const [low, high] = [top + height / 2, bottom - height / 2];
  const isFree = (y: number): boolean =>
    y >= low - 1e-6 &&
    y <= high + 1e-6 &&
    inTheWay.every((other) => y + height / 2 <= other.top + 1e-6 || y - height / 2 >= other.bottom - 1e-6);
  const places = [wished, ...inTheWay.flatMap((other) => [other.top - height / 2, other.bottom + height / 2])].filter(
    isFree,
  );
  return places.length === 0
    ? null
    : places.reduce((best, y) => (Math.abs(y - wished) < Math.abs(best - wished) ? y : best));
}
