/** Around a lane: name and scale at the left, figures at the right, spikes beneath, and where the rate left the scale. */
import { count, rate, scientific } from "../../../src/text/numbers";
import { cssOf } from "../../style/colour";
import { rateNumber, spikesText } from "../../style/labels";
import { LANE_SPIKES, MARGIN_GAP } from "../../style/layout";
import { powerLabel } from "../../style/ticks";
import { paletteColour } from "../../style/theme";
import { colourIndexOf, neuronName } from "../../app/run/facts";
import { clipRange } from "../../app/run/range";
import { fewSpikes } from "../../plots/annotations";
import { failureText } from "../../plots/hatch";
import { laneAxis, laneFigures, laneOf } from "./lane-scale";
import type { Drawing, Layer } from "../../plots/plot-spec";

/** The coupling window of a labelled spike, shaded. */
export const couplingWindows: Layer = {
  id: "couplingWindows",
  under({ scene, ctx, area, x }) {
    ctx.fillStyle = scene.theme.window;
    for (const bin of new Set(fewSpikes(scene)?.bins)) {
      const from = Math.max(area.left, x(bin + 1));
      const to = Math.min(area.right, x(bin + 1 + scene.facts.manifest.window_size));
      if (to > from) ctx.fillRect(from, area.top, to - from, area.bottom - area.top);
    }
  },
};

/** Draws the neuron's spikes beneath its lane. */
export function spikesBeneath(neuron: () => number): Layer {
  return {
    id: "spikesBeneath",
    over({ scene, ctx, pen, area, x }) {
      pen.horizontal(area.bottom, area.left, area.right, scene.theme.axis);
      const lane = laneOf(scene.data.rates, neuron());
      if (!lane) return;
      const { start, binsPerColumn, nColumns, spikes } = lane.answer;
      ctx.fillStyle = scene.theme.text;
      const wide = Math.max(1, Math.round(1.2 * scene.ratio)) / scene.ratio;
      for (let column = 0; column < nColumns; column++) {
        if (!(spikes[lane.from + column] > 0)) continue;
        const at = x(start + (column + 0.5) * binsPerColumn);
        if (at < area.left || at > area.right) continue;
        ctx.fillRect(pen.snap(at - wide / 2), pen.snap(area.bottom + 2), wide, LANE_SPIKES - 3);
      }
    },
  };
}

/** Draws name, scale and figures of a lane. */
export function laneLabels(neuron: () => number): Layer {
  return {
    id: "laneLabels",
    over(drawing) {
      name(drawing, neuron());
      scale(drawing, neuron());
      figures(drawing, neuron());
      driveLabel(drawing, neuron());
      leftTheScale(drawing, neuron());
    },
  };
}

function name({ scene: { theme, facts }, ctx, pen, area }: Drawing, neuron: number): void {
  const middle = Math.round((area.top + area.bottom) / 2);
  ctx.fillStyle = cssOf(paletteColour(theme, colourIndexOf(facts, neuron)));
  ctx.beginPath();
  ctx.roundRect(0, middle - 4, 8, 8, 1.5);
  ctx.fill();
  const style = { colour: theme.text, bold: true, size: 12 };
  pen.text(pen.fitted(neuronName(facts, neuron), area.left - 18, style), 13, middle + 0.5, style);
}

function scale({ scene, pen, area, y }: Drawing, neuron: number): void {
  if (!scene.data.rates) return;
  const axis = laneAxis(scene, neuron);
  const gutter = area.left - 7;
  const label = (value: number): string => (axis.log ? powerLabel(value) : pen.axisWording(value, gutter));
  const line = (at: number): void => pen.horizontal(at, area.left, area.right, scene.theme.grid);
  pen.text(label(axis.max), gutter, area.top + 5, { align: "right" });
  pen.text(label(axis.min), gutter, area.bottom - 4, { align: "right" });
  line(area.top);
  if (!axis.log) return;
  const decades = Math.round(Math.log10(axis.max / axis.min));
  const step = Math.max(1, Math.ceil(decades / 3));
  for (let decade = decades - step; decade > 0; decade -= step) line(y(axis.min * 10 ** decade));
}

function figures({ scene, pen, area, width }: Drawing, neuron: number): void {
  const { theme, facts, layout, data } = scene;
  const lane = laneOf(data.rates, neuron);
  const range = data.rates && clipRange(data.rates.query.range, facts.binsDone);
  if (!lane || !range || layout.margin === 0) return;
  const found = laneFigures(lane, range.end - range.start);
  const { binSize } = facts;
  const number = (perBin: number): string =>
    binSize === null && perBin > 0 && perBin < 1e-3 ? scientific(perBin) : rateNumber(perBin, binSize);
  const shape = scene.log && facts.status !== "diverged" && binSize === null;
  const lines = shape
    ? [[`max ${number(found.highest)}`, number(found.highest)], ["median"], [number(found.median)]]
    : [
        [rate(found.perBin, binSize), number(found.perBin)],
        [spikesText(found.spikes), `${count(found.spikes)} sp.`],
      ];
  lines.forEach((line, place) => {
    const left = area.right + MARGIN_GAP;
    const colour = place === 0 ? theme.text : theme.quiet;
    pen.text(pen.wording(line, width - left), left, area.top + 5 + 14 * place, { colour });
  });
}

function driveLabel({ scene, pen, area }: Drawing, neuron: number): void {
  if (!scene.drive || scene.lanes[0] !== neuron) return;
  const answer = scene.data.drive?.answer;
  const failed = failureText(scene, "drive");
  if (!answer && failed === null) return;
  const text = answer?.trace ? "drive" : (failed ?? answer?.reason ?? "no feedforward input");
  const line = pen.fitted(text, area.right - area.left - 12);
  pen.text(line, area.left + 5, answer?.trace ? area.bottom - 13 : area.top + 8, { halo: true });
}

/** The arrow at a divergence, with the rate that ended the run. */
function leftTheScale({ scene: { facts, theme }, ctx, pen, area, x }: Drawing, neuron: number): void {
  const error = facts.manifest.error;
  const at = x(facts.binsDone);
  if (facts.status !== "diverged" || error?.neuron !== neuron || at < area.left || at > area.right) return;
  pen.vertical(at, area.top, area.bottom, theme.error, 2);
  ctx.fillStyle = theme.error;
  ctx.beginPath();
  ctx.moveTo(at, area.top - 4);
  ctx.lineTo(at - 5, area.top + 5);
  ctx.lineTo(at + 5, area.top + 5);
  ctx.fill();
  const value = typeof error.rate === "number" ? scientific(error.rate) : (error.rate ?? "");
  const lines = [value, "per bin"].filter((line) => line !== "");
  const room = Math.max(...lines.map((line) => pen.widthOf(line))) + 10;
  const right = at + room < area.right;
  const style = { colour: theme.error, align: right ? "left" : "right", halo: true } as const;
  lines.forEach((line, place) => pen.text(line, right ? at + 9 : at - 9, area.top + 7 + 13 * place, style));
}
