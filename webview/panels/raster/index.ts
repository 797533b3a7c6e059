import { positionAt, rowTop } from "../../app/run/rows";
import type { Questions } from "../../app/data";
import type { Scene } from "../../app/scene";
import { mostTicks } from "../../style/level-of-detail";
import type { Panel } from "../panel";
import { neuronsTable } from "./neurons-table";
import { rasterSpec } from "./raster";
import { nearestSpike, rasterSummary } from "./spikes-in-view";

/** One row per neuron: its spikes over time, and beside them its mean rate. */
export const raster: Panel = {
  id: "raster",
  title: "Raster",
  questions({ facts, layout, rows, ratio, data, orderName }, { range, pixels }) {
    const whole = { start: 0, end: facts.binsDone };
    const beside: Questions = facts.running ? {} : { neurons: { query: { range: whole } } };
    if (rows.order.length === 0) return beside;
    const limit = (shown: "ticks" | "density" | null): number =>
      mostTicks(rows.rowHeight, rows.order.length, layout.plot, shown);
    const query = {
      range,
      columns: Math.max(1, Math.round(pixels * ratio)),
      order: rows.order,
      rows: Math.max(1, Math.min(rows.order.length, Math.floor(rows.height * ratio))),
      maxTicks: limit(data.raster?.answer.kind ?? null),
    };
    // The current state shifts the limit only beyond its usual value and does not change the answer, so it is not in
    // the key.
    const key = [orderName, range, query.columns, query.rows, limit(null)];
    return { raster: { query, key }, ...beside };
  },
  main: "raster",
  spec: rasterSpec,
  height: ({ rows }) => rows.height,
  summary: rasterSummary,
  speaksForAll: true,
  table: neuronsTable,
  inExport: true,
  drag: "pan",
  cellAt(scene, { x, y, bin }) {
    const neuron = neuronAt(scene, y);
    return neuron === null ? null : { neuron, bin: nearestSpike(scene, x, neuron) ?? bin };
  },
  neuronAt,
  rowOf({ rows }, neuron) {
    const position = rows.positionOf[neuron];
    return position < 0 ? null : rowTop(rows, position) + rows.rowHeight / 2;
  },
};

function neuronAt({ rows }: Scene, y: number): number | null {
  const position = positionAt(rows, y);
  return position < 0 ? null : rows.order[position];
}
