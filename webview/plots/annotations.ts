/** In a run with few spikes, labels each with its bin and brackets its coupling window. */
import { whole } from "../../src/text/numbers";
import type { RasterTicks } from "../../src/protocol/queries";
import { FEW_SPIKES } from "../style/level-of-detail";
import { rowTop } from "../app/run/rows";
import type { Scene } from "../app/scene";
import { horizontal, textWidth, vertical, write } from "./pen";
import type { Drawing, Layer } from "./plot-spec";

/** The spikes, if so few that each is labelled; else null. */
export function fewSpikes({ facts, data }: Scene): RasterTicks | null {
  const answer = data.raster?.answer;
  return answer?.kind === "ticks" && facts.manifest.spikes_total <= FEW_SPIKES && !facts.running ? answer : null;
}

const ROOM = 20;

/** Draws the labels and brackets of few spikes. */
export const annotations: Layer = {
  id: "annotations",
  over(drawing) {
    const { scene, ctx, area, x } = drawing;
    const ticks = fewSpikes(scene);
    if (!ticks || scene.rows.rowHeight < ROOM) return;
    const taken: { row: number; from: number; to: number }[] = [];
    const free = (row: number, from: number, to: number): boolean =>
      taken.every((box) => box.row !== row || to < box.from || from > box.to);
    const claim = (row: number, from: number, to: number): void => {
      taken.push({ row, from, to });
    };
    ticks.bins.forEach((bin, spike) => claim(scene.rows.positionOf[ticks.neurons[spike]], x(bin) - 2, x(bin + 1) + 2));
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    ctx.clip();
    ticks.bins.forEach((bin, spike) => {
      const row = scene.rows.positionOf[ticks.neurons[spike]];
      if (row < 0) return;
      const text = `bin ${whole(bin)}`;
      const wide = textWidth(ctx, scene.theme, text);
      const left = x(bin) - 8 - wide;
      const at = left >= area.left + 2 && free(row, left, left + wide) ? left : x(bin + 1) + 8;
      if (free(row, at, at + wide)) {
        claim(row, at, at + wide);
        write(ctx, scene.theme, text, at, area.top + rowTop(scene.rows, row) + scene.rows.rowHeight / 2, {
          colour: scene.theme.text,
        });
      }
      bracket(drawing, bin, row === 0 ? Math.min(1, scene.rows.order.length - 1) : row - 1, { free, claim });
    });
    ctx.restore();
  },
};

interface Places {
  free(row: number, from: number, to: number): boolean;
  claim(row: number, from: number, to: number): void;
}

/** Brackets the coupling window after a spike. */
function bracket({ scene, ctx, area, x }: Drawing, bin: number, row: number, { free, claim }: Places): void {
  const [from, to] = [x(bin + 1), x(bin + 1 + scene.facts.manifest.window_size)];
  const wide = textWidth(ctx, scene.theme, "coupling window");
  const middle = (Math.max(from, area.left) + Math.min(to, area.right)) / 2;
  const centre = Math.min(area.right - wide / 2 - 3, Math.max(area.left + wide / 2 + 3, middle));
  if (
    row < 0 ||
    to < area.left ||
    from > area.right ||
    !free(row, Math.min(from, centre - wide / 2), Math.max(to, centre + wide / 2))
  )
    return;
  claim(row, Math.min(from, centre - wide / 2), Math.max(to, centre + wide / 2));
  const bottom = area.top + rowTop(scene.rows, row) + scene.rows.rowHeight - 9;
  horizontal(ctx, bottom, from, to, scene.theme.quiet, scene.ratio);
  for (const edge of [from, to]) vertical(ctx, edge, bottom - 3, bottom + 3, scene.theme.quiet, scene.ratio);
  if (to - from > 12)
    write(ctx, scene.theme, "coupling window", centre, bottom - 9, {
      colour: scene.theme.quiet,
      align: "center",
      halo: scene.theme.ground,
    });
}
