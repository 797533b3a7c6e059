/** In a run with few spikes, labels each with its bin and brackets its coupling window. */
import { whole } from "../../src/text/numbers";
import type { RasterTicks } from "../../src/protocol/queries";
import { FEW_SPIKES } from "../style/level-of-detail";
import { rowTop } from "../app/run/rows";
import type { Scene } from "../app/scene";
import type { Drawing, Layer } from "./plot-spec";

/** The spikes, if so few that each is labelled; else null. */
export function fewSpikes({ facts, data }: Scene): RasterTicks | null {
  const answer = data.raster?.answer;
  return answer?.kind === "ticks" && facts.manifest.spikes_total <= FEW_SPIKES && !facts.running ? answer : null;
}

/** Least height of a row with labels, in CSS pixels. */
const ROOM = 20;

/** Draws the labels and brackets of few spikes. */
export const annotations: Layer = {
  id: "annotations",
  over(drawing) {
    const { scene, ctx, pen, area, x } = drawing;
    const { rows, theme } = scene;
    const ticks = fewSpikes(scene);
    if (!ticks || rows.rowHeight < ROOM) return;
    const taken = new TakenPlaces();
    const rowOf = (spike: number): number => rows.positionOf[ticks.neurons[spike]];
    ticks.bins.forEach((bin, spike) => taken.claim(rowOf(spike), x(bin) - 2, x(bin + 1) + 2));
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    ctx.clip();
    ticks.bins.forEach((bin, spike) => {
      const row = rowOf(spike);
      if (row < 0) return;
      const text = `bin ${whole(bin)}`;
      const wide = pen.widthOf(text);
      const left = x(bin) - 8 - wide;
      const at = left >= area.left + 2 && taken.isFree(row, left, left + wide) ? left : x(bin + 1) + 8;
      if (taken.claim(row, at, at + wide))
        pen.text(text, at, area.top + rowTop(rows, row) + rows.rowHeight / 2, { colour: theme.text });
      bracket(drawing, bin, row === 0 ? Math.min(1, rows.order.length - 1) : row - 1, taken);
    });
  },
};

/** The stretches of rows that labels take. */
class TakenPlaces {
  private readonly taken: { row: number; from: number; to: number }[] = [];

  isFree(row: number, from: number, to: number): boolean {
    return this.taken.every((box) => box.row !== row || to < box.from || from > box.to);
  }

  /** Takes a place if it is free; returns whether it was. */
  claim(row: number, from: number, to: number): boolean {
    const isFree = this.isFree(row, from, to);
    if (isFree) this.taken.push({ row, from, to });
    return isFree;
  }
}

/** Brackets the coupling window after a spike. */
function bracket({ scene, pen, area, x }: Drawing, bin: number, row: number, taken: TakenPlaces): void {
  const { rows, theme, facts } = scene;
  const [from, to] = [x(bin + 1), x(bin + 1 + facts.manifest.window_size)];
  const half = pen.widthOf("coupling window") / 2;
  const middle = (Math.max(from, area.left) + Math.min(to, area.right)) / 2;
  const centre = Math.min(area.right - half - 3, Math.max(area.left + half + 3, middle));
  if (row < 0 || to < area.left || from > area.right) return;
  if (!taken.claim(row, Math.min(from, centre - half), Math.max(to, centre + half))) return;
  const bottom = area.top + rowTop(rows, row) + rows.rowHeight - 9;
  pen.horizontal(bottom, from, to, theme.quiet);
  for (const edge of [from, to]) pen.vertical(edge, bottom - 3, bottom + 3, theme.quiet);
  if (to - from > 12) pen.text("coupling window", centre, bottom - 9, { align: "center", halo: true });
}
