/**
 * Labels around a lane: name and scale at the left, figures at the right, spikes beneath, and where the rate left the
 * scale.
 */
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
import { laneAxis, laneFigures, laneOffset } from "./lane-scale";
import { axisWording, fitted, horizontal, snap, textWidth, vertical, wording, write } from "../../plots/pen";
import type { Drawing, Layer } from "../../plots/plot-spec";

const SPIKE_HEIGHT = 7;

/** The coupling window of a labelled spike, shaded. */
export const couplingWindows: Layer = {
  id: "couplingWindows",
  under({ scene, ctx, area, x }) {
    const ticks = fewSpikes(scene);
    if (!ticks) return;
    ctx.fillStyle = scene.theme.window;
    const shaded = new Set(Array.from(ticks.bins));
    for (const bin of shaded) {
      const [from, to] = [
        Math.max(area.left, x(bin + 1)),
        Math.min(area.right, x(bin + 1 + scene.facts.manifest.window_size)),
      ];
      if (to > from) ctx.fillRect(from, area.top, to - from, area.bottom - area.top);
    }
  },
};

/** Draws the neuron's spikes beneath its lane. */
export function spikesBeneath(neuron: () => number): Layer {
  return {
    id: "spikesBeneath",
    over({ scene, ctx, area, x }) {
      const rates = scene.data.rates;
      const offset = rates ? laneOffset(rates.answer, rates.query.neurons, neuron()) : -1;
      horizontal(ctx, area.bottom, area.left, area.right, scene.theme.axis, scene.ratio);
      if (!rates || offset < 0) return;
      const { start, binsPerColumn, nColumns, spikes } = rates.answer;
      ctx.fillStyle = scene.theme.text;
      const wide = Math.max(1, Math.round(1.2 * scene.ratio)) / scene.ratio;
      for (let column = 0; column < nColumns; column++) {
        if (!(spikes[offset + column] > 0)) continue;
        const at = x(start + (column + 0.5) * binsPerColumn);
        if (at < area.left || at > area.right) continue;
        ctx.fillRect(
          snap(at - wide / 2, scene.ratio),
          snap(area.bottom + 2, scene.ratio),
          wide,
          Math.min(SPIKE_HEIGHT, LANE_SPIKES - 3),
        );
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

function name({ scene, ctx, area }: Drawing, neuron: number): void {
  const { theme, facts } = scene;
  const middle = Math.round((area.top + area.bottom) / 2);
  ctx.fillStyle = cssOf(paletteColour(theme, colourIndexOf(facts, neuron)));
  ctx.beginPath();
  ctx.roundRect(0, middle - 4, 8, 8, 1.5);
  ctx.fill();
  write(ctx, theme, fitted(ctx, theme, neuronName(facts, neuron), area.left - 18, 12, true), 13, middle + 0.5, {
    colour: theme.text,
    bold: true,
    size: 12,
  });
}

function scale({ scene, ctx, area, y }: Drawing, neuron: number): void {
  if (!scene.data.rates) return;
  const axis = laneAxis(scene, neuron);
  const text = axis.log ? powerLabel : (value: number): string => axisWording(ctx, scene.theme, value, area.left - 7);
  write(ctx, scene.theme, text(axis.max), area.left - 7, area.top + 5, { colour: scene.theme.quiet, align: "right" });
  write(ctx, scene.theme, text(axis.min), area.left - 7, area.bottom - 4, {
    colour: scene.theme.quiet,
    align: "right",
  });
  horizontal(ctx, area.top, area.left, area.right, scene.theme.grid, scene.ratio);
  if (!axis.log) return;
  const decades = Math.round(Math.log10(axis.max / axis.min));
  const step = Math.max(1, Math.ceil(decades / 3));
  for (let decade = decades - step; decade > 0; decade -= step) {
    horizontal(ctx, y(axis.min * 10 ** decade), area.left, area.right, scene.theme.grid, scene.ratio);
  }
}

function figures({ scene, ctx, area, width }: Drawing, neuron: number): void {
  const { theme, facts, layout, data } = scene;
  const range = clipRange(data.rates?.query.range ?? scene.range, facts.binsDone);
  const found =
    data.rates && range
      ? laneFigures(data.rates.answer, data.rates.query.neurons, neuron, range.end - range.start)
      : null;
  if (!found || layout.margin === 0) return;
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
    write(ctx, theme, wording(ctx, theme, line, width - left), left, area.top + 5 + 14 * place, {
      colour: place === 0 ? theme.text : theme.quiet,
    });
  });
}

function driveLabel({ scene, ctx, area }: Drawing, neuron: number): void {
  if (!scene.drive || scene.lanes[0] !== neuron) return;
  const answer = scene.data.drive?.answer;
  const failed = failureText(scene, "drive");
  if (!answer && failed === null) return;
  const text = answer?.trace ? "drive" : (failed ?? answer?.reason ?? "no feedforward input");
  const line = fitted(ctx, scene.theme, text, area.right - area.left - 12);
  write(ctx, scene.theme, line, area.left + 5, answer?.trace ? area.bottom - 13 : area.top + 8, {
    colour: scene.theme.quiet,
    halo: scene.theme.ground,
  });
}

/** The arrow at a divergence, with the rate that ended the run. */
function leftTheScale({ scene, ctx, area, x }: Drawing, neuron: number): void {
  const { facts, theme, ratio } = scene;
  const error = facts.manifest.error;
  const at = x(facts.binsDone);
  if (facts.status !== "diverged" || error?.neuron !== neuron || at < area.left || at > area.right) return;
  vertical(ctx, at, area.top, area.bottom, theme.error, ratio, 2);
  ctx.fillStyle = theme.error;
  ctx.beginPath();
  ctx.moveTo(at, area.top - 4);
  ctx.lineTo(at - 5, area.top + 5);
  ctx.lineTo(at + 5, area.top + 5);
  ctx.fill();
  const value = typeof error.rate === "number" ? scientific(error.rate) : (error.rate ?? "");
  const lines = [value, "per bin"].filter((line) => line !== "");
  const room = Math.max(...lines.map((line) => textWidth(ctx, theme, line))) + 10;
  const right = at + room < area.right;
  lines.forEach((line, place) => {
    write(ctx, theme, line, right ? at + 9 : at - 9, area.top + 7 + 13 * place, {
      colour: theme.error,
      align: right ? "left" : "right",
      halo: theme.ground,
    });
  });
}
