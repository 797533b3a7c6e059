/** Which neuron is drawn in which row: order, groups, gaps between groups, and heights. */
import type { RowOrder } from "../../../src/protocol/panel";
import type { Facts } from "./facts";

/** Adjacent rows without a gap. Positions count from 0, top down. */
export interface RowSegment {
  /** Index of the group; -1 if neurons of all groups are ordered by index. */
  readonly group: number;
  readonly first: number;
  readonly count: number;
  /** CSS pixels from the top of the raster. */
  readonly top: number;
  readonly height: number;
}

/** Neighbouring rows of one group, marked by a coloured bar in the gutter. */
export interface GroupBar {
  readonly group: number;
  readonly first: number;
  readonly count: number;
}

export interface RowLayout {
  /** Neurons from the top. */
  readonly order: Uint32Array;
  /** (N,) position of each neuron; -1: hidden. */
  readonly positionOf: Int32Array;
  readonly segments: readonly RowSegment[];
  readonly bars: readonly GroupBar[];
  readonly rowHeight: number;
  readonly height: number;
}

/** Pixels between groups. */
const GROUP_GAP = 3;
/** Greatest row height, so that two neurons do not fill half a screen. */
const HIGHEST_ROW = 30;

/** Neurons in the order of their rows. `spikes` (N,) is needed for the order by rate. */
export function orderNeurons(
  facts: Facts,
  by: RowOrder,
  reverse: boolean,
  hidden: readonly string[],
  spikes: ArrayLike<number> | null,
): Uint32Array {
  const shown = facts.groups.map((group) => group.name === "" || !hidden.includes(group.name));
  const neurons = Array.from({ length: facts.nNeurons }, (_, neuron) => neuron).filter(
    (neuron) => shown[facts.groupOf[neuron]],
  );
  const rate = (neuron: number): number => spikes?.[neuron] ?? 0;
  if (by !== "index") {
    neurons.sort(
      (one, other) =>
        facts.groupOf[one] - facts.groupOf[other] || (by === "rate" ? rate(other) - rate(one) : 0) || one - other,
    );
  }
  if (reverse) neurons.reverse();
  return Uint32Array.from(neurons);
}

/** Lays out ordered neurons in a height (CSS pixels), with gaps between groups unless ordered by index. */
export function layOutRows(facts: Facts, order: Uint32Array, by: RowOrder, height: number): RowLayout {
  const bars = groupBars(facts, order);
  const apart = by !== "index" && facts.hasGroups;
  const blocks = apart
    ? bars
    : order.length === 0
      ? []
      : [{ group: facts.hasGroups ? -1 : 0, first: 0, count: order.length }];
  const gaps = Math.max(0, blocks.length - 1) * GROUP_GAP;
  const rowHeight = order.length === 0 ? height : Math.max(0, height - gaps) / order.length;
  const segments = blocks.map((block, place) => ({
    ...block,
    top: block.first * rowHeight + place * GROUP_GAP,
    height: block.count * rowHeight,
  }));
  const positionOf = new Int32Array(facts.nNeurons).fill(-1);
  order.forEach((neuron, position) => {
    positionOf[neuron] = position;
  });
  return { order, positionOf, segments, bars, rowHeight, height };
}

/** Height a raster may take (CSS pixels): clamp(120, 38 % of the panel, 420), and rows no higher than they need to be. */
export function rasterHeight(panelHeight: number, nRows: number, nGaps: number): number {
  const share = Math.min(420, Math.max(120, 0.38 * panelHeight));
  return Math.round(Math.min(share, Math.max(1, nRows) * HIGHEST_ROW + nGaps * GROUP_GAP));
}

/** Number of gaps in a layout of this order. */
export function gapsOf(facts: Facts, order: Uint32Array, by: RowOrder): number {
  return by === "index" || !facts.hasGroups ? 0 : Math.max(0, groupBars(facts, order).length - 1);
}

/** Top of a row in CSS pixels from the top of the raster. */
export function rowTop(rows: RowLayout, position: number): number {
  const segment = segmentOf(rows, position);
  return segment ? segment.top + (position - segment.first) * rows.rowHeight : 0;
}

/** The row at a height, or -1 between groups and outside. */
export function positionAt(rows: RowLayout, y: number): number {
  for (const { first, count, top, height } of rows.segments) {
    if (y >= top && y < top + height) return first + Math.min(count - 1, Math.floor((y - top) / rows.rowHeight));
  }
  return -1;
}

/** `246 of 500 neurons`, or null when every neuron has a row. */
export function hiddenText(facts: Facts, rows: RowLayout): string | null {
  return rows.order.length === facts.nNeurons ? null : `${rows.order.length} of ${facts.nNeurons} neurons`;
}

function segmentOf(rows: RowLayout, position: number): RowSegment | undefined {
  return rows.segments.find(({ first, count }) => position >= first && position < first + count);
}

function groupBars(facts: Facts, order: Uint32Array): GroupBar[] {
  const bars: { group: number; first: number; count: number }[] = [];
  order.forEach((neuron, position) => {
    const group = facts.groupOf[neuron];
    const last = bars.at(-1);
    if (last?.group === group) last.count++;
    else bars.push({ group, first: position, count: 1 });
  });
  return bars;
}
