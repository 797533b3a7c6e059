/** The raster's left gutter: group bars and names, first and last index, selected neurons as tabs. */
import { cssOf } from "../style/colour";
import { paletteColour } from "../style/theme";
import { colourIndexOf, FEW_NEURONS, neuronName } from "../app/run/facts";
import { rowTop, type GroupBar } from "../app/run/rows";
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
    if (facts.nNeurons <= FEW_NEURONS) for (const { text, y } of tabs) label(drawing, text, y, true);
    else {
      for (const bar of rows.bars) drawEnds(drawing, bar, tabs);
      for (const { text, left, y } of tabs) drawing.pen.tab(text, (left + tabsEnd(drawing)) / 2, y, TAB_HEIGHT - 1);
    }
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

function drawBars({ scene: { facts, rows, theme }, ctx, pen, area }: Drawing): void {
  const byNeuron = !facts.hasGroups && facts.nNeurons <= FEW_NEURONS;
  const pieces = byNeuron ? Array.from(rows.order, (_, position) => ({ first: position, count: 1 })) : rows.bars;
  for (const { first, count } of pieces) {
    const top = pen.snap(area.top + rowTop(rows, first));
    const bottom = pen.snap(area.top + rowTop(rows, first + count - 1) + rows.rowHeight);
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
  const { scene, pen, area } = drawing;
  const { rows, facts } = scene;
  // Few neurons are all labelled.
  const few = facts.nNeurons <= FEW_NEURONS;
  const shown = (few ? Array.from(rows.order) : scene.selection)
    .filter((neuron) => rows.positionOf[neuron] >= 0)
    .sort((one, other) => rows.positionOf[one] - rows.positionOf[other]);
  const most = Math.floor((area.bottom - area.top) / TAB_HEIGHT);
  const some = shown.slice(0, most);
  const wanted = some.map((neuron) => area.top + rowTop(rows, rows.positionOf[neuron]) + rows.rowHeight / 2);
  const [low, high] = [area.top + TAB_HEIGHT / 2, area.bottom - TAB_HEIGHT / 2];
  const places = few ? wanted : spread(wanted, TAB_HEIGHT, low, high);
  return some.map((neuron, place) => {
    const text = pen.fitted(neuronName(facts, neuron), area.left - BAR - 14, { bold: true });
    return { text, left: tabsEnd(drawing) - Math.ceil(pen.widthOf(text, { bold: true })) - 10, y: places[place] };
  });
}

/** Labels the first neuron of a bar, and the last one of the lowest bar. */
function drawEnds(drawing: Drawing, bar: GroupBar, tabs: readonly Tab[]): void {
  const { scene, area } = drawing;
  const { facts, rows } = scene;
  const last = bar.first + bar.count - 1;
  const top = area.top + rowTop(rows, bar.first) + LINE / 2;
  const bottom = area.top + rowTop(rows, last) + rows.rowHeight - LINE / 2;
  const labelRow = (row: number, y: number): void => {
    const isFree = tabs.every((other) => Math.abs(other.y - y) >= (TAB_HEIGHT + LINE) / 2 - 1);
    if (isFree) label(drawing, neuronName(facts, rows.order[row]), y, false);
  };
  if (bottom - top < -LINE / 2) return;
  labelRow(bar.first, top);
  if (bar === rows.bars.at(-1) && bottom - top >= LINE) labelRow(last, bottom);
}

function label({ scene, pen, area }: Drawing, text: string, y: number, bold: boolean): void {
  const style = { colour: bold ? scene.theme.text : scene.theme.quiet, align: "right", bold } as const;
  pen.text(pen.fitted(text, area.left - BAR - 6, style), area.left - BAR - 5, y, style);
}

/** Writes a group's name horizontally at the left edge, or along its bar, or beside tabs; omits it where it does not fit. */
function drawName({ scene, ctx, pen, area }: Drawing, bar: GroupBar, tabs: readonly Tab[]): void {
  const { facts, rows, theme } = scene;
  const name = facts.groups[bar.group].name;
  if (name === "" || !facts.hasGroups) return;
  const wide = pen.widthOf(name);
  const upright = name.length <= SHORT_NAME;
  const [width, height] = upright ? [wide, LINE] : [LINE, wide];
  const top = area.top + rowTop(rows, bar.first);
  const inTheWay = tabs
    .filter(({ left }) => left < width)
    .map(({ y }) => ({ top: y - TAB_HEIGHT / 2, bottom: y + TAB_HEIGHT / 2 }));
  const middle = placeFor(height, { top, bottom: top + bar.count * rows.rowHeight }, inTheWay);
  if (middle === null) return;
  ctx.save();
  ctx.translate(upright ? wide / 2 : 6, middle);
  if (!upright) ctx.rotate(-Math.PI / 2);
  pen.text(name, 0, 0, { colour: theme.text, align: "center" });
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
  const places = [wished, ...inTheWay.flatMap((other) => [other.top - height / 2, other.bottom + height / 2])];
  const distance = (y: number): number => Math.abs(y - wished);
  return places.filter(isFree).sort((one, other) => distance(one) - distance(other))[0] ?? null;
}
