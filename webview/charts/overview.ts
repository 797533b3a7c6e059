/** The whole run at a glance: population rate, the brush, and the funnel that shows what the plots below magnify. */
import type { ChartDataset } from "chart.js";
import { cssOf, withAlpha } from "../drawing/colour";
import { inUnit, rateNumber, unitOf } from "../drawing/labels";
import { MARGIN_GAP } from "../drawing/layout";
import { overviewLine } from "../drawing/level-of-detail";
import { axisLabel, niceCeiling, timeTicks } from "../drawing/ticks";
import type { PopulationAnswer } from "../../src/protocol/queries";
import type { Scene } from "../scene";
import { brushEdges } from "./brush";
import { endLine, hatch } from "./hatch";
import { marginScale } from "./margin";
import { horizontal, textWidth, vertical, wording, write } from "./pen";
import type { Layer, PlotSpec } from "./plot";

const SPACING = 110;
const GRIP = { width: 5, height: 18 };
/** Bins over which the peak is taken (a boxcar), so that one bin of one neuron is not called a peak of the population. */
const PEAK_BINS = 20;

export function overviewSpec(): PlotSpec {
  const veil: ChartDataset<"line"> = { type: "line", data: [], parsing: false, normalized: true, borderWidth: 0 };
  const line: ChartDataset<"line"> = { type: "line", data: [], parsing: false, normalized: true, fill: "start" };
  return {
    kind: "line",
    datasets: [line, veil],
    layers: [hatch(({ scene }) => scene.data.population !== undefined), dimmed, endLine, labels, brush],
    padding: ({ layout }) => ({ top: 1, bottom: layout.funnel }),
    axes: (scene) => ({ x: { min: 0, max: scene.facts.nTimeBins }, y: { min: 0, max: ceilingOf(scene) } }),
    feed(scene) {
      const { foreground } = scene.theme;
      const answer = scene.data.population?.answer;
      const kind = lineOf(scene);
      line.data = answer ? pointsOf(answer, kind, scene.facts.binSize) : [];
      veil.data = answer && kind === "mean" ? pointsOf(answer, "high", scene.facts.binSize) : [];
      line.borderColor = scene.theme.text;
      line.borderWidth = 1.25;
      line.backgroundColor = cssOf(withAlpha(foreground, 0.08));
      veil.backgroundColor = cssOf(withAlpha(foreground, 0.16));
      veil.fill = 0;
    },
  };
}

/** What lies outside of the brush stands back. */
const dimmed: Layer = {
  id: "dimmed",
  over({ scene, ctx, area }) {
    const [left, right] = brushEdges(scene.range, scene.facts.nTimeBins, area.right - area.left);
    ctx.globalAlpha = scene.theme.highContrast ? 0.35 : 0.5;
    ctx.fillStyle = scene.theme.ground;
    ctx.fillRect(area.left, area.top, left, area.bottom - area.top);
    ctx.fillRect(area.left + right, area.top, area.right - area.left - right, area.bottom - area.top);
  },
};

const labels: Layer = {
  id: "labels",
  over(drawing) {
    const { scene, ctx, area, width } = drawing;
    const { theme, facts } = scene;
    horizontal(ctx, area.bottom, area.left, area.right, theme.axis, scene.ratio);
    if (!scene.data.population) return;
    write(ctx, theme, axisLabel(ceilingOf(scene)), area.left - 7, area.top + 6, { colour: theme.quiet, align: "right" });
    write(ctx, theme, "0", area.left - 7, area.bottom - 5, { colour: theme.quiet, align: "right" });
    write(ctx, theme, `Population rate, ${unitOf(facts.binSize)}`, area.left + 6, area.top + 8, { colour: theme.quiet, halo: theme.ground });
    if (scene.layout.margin === 0) return;
    const left = area.right + MARGIN_GAP;
    const figure = (name: string, perBin: number): string => {
      const number = rateNumber(perBin, facts.binSize);
      return wording(ctx, theme, [`${name} ${number}`, number], width - left);
    };
    if (facts.binsDone > 0) write(ctx, theme, figure("mean", facts.manifest.mean_spike_count), left, area.top + 6, { colour: theme.quiet });
    write(ctx, theme, figure("peak", peakOf(scene.data.population.answer)), left, area.top + 20, { colour: theme.quiet });
    if (marginScale(scene)) write(ctx, theme, wording(ctx, theme, ["Mean rate", "Rate"], width - left), left, area.bottom + scene.layout.funnel - 6, { colour: theme.quiet });
  },
};

const brush: Layer = {
  id: "brush",
  over({ scene, ctx, area }) {
    const { theme, facts, layout, ratio } = scene;
    const [from, to] = brushEdges(scene.range, facts.nTimeBins, area.right - area.left);
    const [left, right] = [area.left + from, area.left + to];
    const whole = to - from >= area.right - area.left - 0.5;
    const bottom = area.bottom + layout.funnel;
    if (!whole) {
      ctx.fillStyle = theme.brushFill;
      ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
      funnel(ctx, scene, { left, right, top: area.bottom, bottom, plotLeft: area.left, plotRight: area.right });
      axis(ctx, scene, area.left, area.right, area.bottom + 10);
    }
    horizontal(ctx, area.top, left, right, theme.accent, ratio);
    if (!whole) horizontal(ctx, area.bottom, left, right, theme.accent, ratio);
    for (const edge of [left, right]) {
      const at = Math.min(area.right - 0.5, Math.max(area.left + 0.5, edge));
      vertical(ctx, at, area.top, area.bottom, theme.accent, ratio);
      ctx.fillStyle = theme.accent;
      ctx.beginPath();
      ctx.roundRect(at - GRIP.width / 2, (area.top + area.bottom - GRIP.height) / 2, GRIP.width, GRIP.height, 1.5);
      ctx.fill();
      vertical(ctx, at, (area.top + area.bottom) / 2 - 4, (area.top + area.bottom) / 2 + 4, theme.onAccent, ratio);
    }
  },
};

interface FunnelBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly plotLeft: number;
  readonly plotRight: number;
}

function funnel(ctx: CanvasRenderingContext2D, { theme }: Scene, box: FunnelBox): void {
  const neck = box.top + 4;
  ctx.beginPath();
  ctx.moveTo(box.left, box.top);
  ctx.lineTo(box.left, neck);
  ctx.lineTo(box.plotLeft, box.bottom);
  ctx.lineTo(box.plotRight, box.bottom);
  ctx.lineTo(box.right, neck);
  ctx.lineTo(box.right, box.top);
  ctx.fillStyle = theme.funnelFill;
  ctx.fill();
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1;
  for (const [edge, foot] of [[box.left, box.plotLeft], [box.right, box.plotRight]]) {
    ctx.beginPath();
    ctx.moveTo(edge, box.top);
    ctx.lineTo(edge, neck);
    ctx.lineTo(foot, box.bottom);
    ctx.stroke();
  }
}

function axis(ctx: CanvasRenderingContext2D, { theme, facts, layout }: Scene, left: number, right: number, y: number): void {
  const whole = { start: 0, end: facts.nTimeBins };
  for (const { bin, label } of timeTicks(whole, facts.binSize, layout.plot, SPACING, "last")) {
    const half = textWidth(ctx, theme, label) / 2;
    const at = left + (bin / facts.nTimeBins) * (right - left);
    write(ctx, theme, label, Math.min(right - half, Math.max(left + half, at)), y, { colour: theme.quiet, align: "center", halo: theme.ground });
  }
}

function lineOf({ facts, layout }: Scene): "high" | "mean" {
  return overviewLine(facts.nTimeBins, layout.plot);
}

/**
 * The axis ends above the line; a veil of single bins may rise higher by half, no more. What a diverging run did at its very end
 * leaves the scale, else nothing before it could be seen.
 */
function ceilingOf(scene: Scene): number {
  const answer = scene.data.population?.answer;
  if (!answer) return 1;
  const highest = (values: Float32Array): number => values.reduce((most, value) => (value > most ? value : most), 0);
  const shown = lineOf(scene) === "high" ? answer.high : answer.mean;
  const line = scene.facts.status === "diverged" ? Math.min(highest(shown), 3 * mostOf(shown)) : highest(shown);
  return niceCeiling(inUnit(Math.min(highest(answer.high), 1.5 * line), scene.facts.binSize));
}

/** What 95 of 100 values do not exceed. */
function mostOf(values: Float32Array): number {
  return values.slice().sort()[Math.floor(0.95 * (values.length - 1))] ?? 0;
}

function pointsOf(answer: PopulationAnswer, which: "high" | "mean", binSize: number | null): { x: number; y: number }[] {
  const { start, binsPerColumn, nColumns } = answer;
  const values = answer[which];
  return Array.from({ length: nColumns }, (_, column) => ({ x: start + (column + 0.5) * binsPerColumn, y: inUnit(values[column], binSize) }));
}

/** The highest mean over about 20 bins; of a short run, its highest bin. Counts per bin. */
export function peakOf({ mean, high, binsPerColumn, nColumns }: PopulationAnswer): number {
  if (binsPerColumn * nColumns <= 100 * PEAK_BINS) return high.reduce((most, value) => Math.max(most, value), 0);
  const width = Math.max(1, Math.round(PEAK_BINS / binsPerColumn));
  let sum = 0;
  let peak = 0;
  for (let column = 0; column < nColumns; column++) {
    sum += mean[column] - (column >= width ? mean[column - width] : 0);
    if (column >= width - 1) peak = Math.max(peak, sum / width);
  }
  return peak;
}

