/** The raster: one row per neuron, spikes over time, with group gutter and mean-rate margin. */
import { significant, whole } from "../../../src/text/numbers";
import { rowTop } from "../../app/run/rows";
import { annotations } from "../../plots/annotations";
import { crosshair, span } from "../../plots/crosshair";
import { grid } from "../../plots/grid";
import { gutter } from "../../plots/gutter";
import { endLine, failure, failureText, hatch, note } from "../../plots/hatch";
import { margin } from "../../plots/margin";
import type { Drawing, Layer, PlotSpec } from "../../plots/plot-spec";
import { viewScale } from "../../plots/time-scale";
import { paintRaster } from "./raster-paint";

/** A highlighted row thinner than this is drawn in full accent, to be visible. */
const THIN_ROW = 3;

/** The raster's plot. */
export function rasterSpec(): PlotSpec {
  return {
    layers: [
      spikes(),
      ground,
      grid,
      selected,
      hatch("raster"),
      endLine,
      annotations,
      empty,
      failure("raster"),
      gutter,
      margin,
      span,
      crosshair,
    ],
    padding: () => ({ top: 0, bottom: 0 }),
    x: viewScale,
    axes: ({ rows }) => ({ y: { min: 0, max: Math.max(1, rows.height) } }),
  };
}

/** Caches the last picture, so that moving the crosshair does not redraw up to 40 000 spikes. */
function spikes(): Layer {
  const picture = document.createElement("canvas");
  let drawn: readonly unknown[] = [];
  return {
    id: "spikes",
    over({ scene, ctx, area: { left, top, right, bottom } }) {
      const { ratio, range, rows, theme, data } = scene;
      const [width, height] = [right - left, bottom - top];
      const now = [data.raster, range.start, range.end, rows, theme, ratio, width, height];
      if (now.some((part, place) => part !== drawn[place])) {
        picture.width = Math.round(width * ratio);
        picture.height = Math.round(height * ratio);
        const own = picture.getContext("2d");
        if (!own) return;
        own.scale(ratio, ratio);
        paintRaster(own, scene, width, height);
        drawn = now;
      }
      if (picture.width > 0 && picture.height > 0) ctx.drawImage(picture, left, top, width, height);
    },
  };
}

const ground: Layer = {
  id: "ground",
  under({ scene: { rows, theme }, ctx, pen, area }) {
    for (const { top, height, first, count } of rows.segments) {
      const from = pen.snap(area.top + top);
      ctx.fillStyle = theme.rowGround;
      ctx.fillRect(area.left, from, area.right - area.left, pen.snap(area.top + top + height) - from);
      if (rows.rowHeight < 20) continue;
      for (let row = first + 1; row < first + count; row++)
        pen.horizontal(area.top + rowTop(rows, row), area.left, area.right, theme.grid);
    }
  },
};

/** Selected rows, and the row under the pointer, beneath the spikes. */
const selected: Layer = {
  id: "selected",
  under(drawing) {
    const { scene } = drawing;
    const { selection, facts } = scene;
    const lit = selection.length < facts.nNeurons ? selection : [];
    for (const neuron of new Set([...lit, ...(scene.cursor ? [scene.cursor.neuron] : [])])) lightRow(drawing, neuron);
  },
};

function lightRow({ scene: { rows, theme }, ctx, pen, area }: Drawing, neuron: number): void {
  const position = rows.positionOf[neuron];
  if (position < 0) return;
  const top = pen.snap(area.top + rowTop(rows, position));
  const bottom = Math.max(top + 1, pen.snap(area.top + rowTop(rows, position) + rows.rowHeight));
  ctx.fillStyle = rows.rowHeight < THIN_ROW ? theme.accent : theme.rowLit;
  ctx.fillRect(area.left, top, area.right - area.left, bottom - top);
}

const empty: Layer = {
  id: "empty",
  over(drawing) {
    const { facts, data, rows } = drawing.scene;
    const { spikes_total: spikes, spikes_expected: expected } = facts.manifest;
    if (failureText(drawing.scene, "raster") !== null) return;
    if (rows.order.length === 0) note(drawing, "Every group is hidden: choose one in the Rows menu");
    else if (data.raster && !facts.running && spikes === 0 && facts.binsDone > 0) {
      note(drawing, `No spikes in ${whole(facts.binsDone)} bins (expected ${significant(expected, 2)})`);
    } else if (facts.binsDone === 0 && !facts.running) note(drawing, "No bin was computed");
  },
};
