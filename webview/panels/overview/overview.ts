/** The whole run at a glance: its population rate, and the brush over the visible part. */
import { cssOf, withAlpha } from "../../style/colour";
import { rateNumber, unitOf } from "../../style/labels";
import { MARGIN_GAP, OVERVIEW_TITLE } from "../../style/layout";
import type { Scene } from "../../app/scene";
import { brushEdges } from "../../plots/brush";
import { brush } from "./brush-layer";
import { endLine, failure, hatch } from "../../plots/hatch";
import { marginScale } from "../../plots/margin";
import type { Layer, Line, PlotSpec } from "../../plots/plot-spec";
import { timeScale } from "../../plots/time-scale";
import { ceilingOf, lineOf, peakOf, pointsOf } from "./population";

/** The overview's plot. */
export function overviewSpec(): PlotSpec {
  return {
    layers: [hatch("population"), dimmed, endLine, labels, failure("population"), brush],
    padding: ({ layout }) => ({ top: OVERVIEW_TITLE, bottom: layout.funnel }),
    x: (scene) => timeScale({ start: 0, end: scene.facts.nTimeBins }, scene, "last"),
    axes: (scene) => ({ y: { min: 0, max: ceilingOf(scene) } }),
    lines: (scene) => [line(scene), veil(scene)],
  };
}

function line(scene: Scene): Line {
  const ground = { colour: cssOf(withAlpha(scene.theme.foreground, 0.08)), downTo: "bottom" } as const;
  return { points: pointsOf(scene, lineOf(scene)), colour: scene.theme.text, width: 1.25, ground };
}

/** The highest bin of each column, drawn where the line shows their mean. */
function veil(scene: Scene): Line {
  const ground = { colour: cssOf(withAlpha(scene.theme.foreground, 0.16)), downTo: "first line" } as const;
  const points = lineOf(scene) === "mean" ? pointsOf(scene, "high") : [];
  return { points, colour: scene.theme.text, width: 0, ground };
}

/** Dims what is outside the brush. */
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
  over({ scene, pen, area, width }) {
    const { theme, facts, layout } = scene;
    pen.horizontal(area.bottom, area.left, area.right, theme.axis);
    const answer = scene.data.population?.answer;
    if (!answer) return;
    const gutter = area.left - 7;
    pen.text(pen.axisWording(ceilingOf(scene), gutter), gutter, area.top + 6, { align: "right" });
    pen.text("0", gutter, area.bottom - 5, { align: "right" });
    pen.text(`Population rate, ${unitOf(facts.binSize)}`, area.left, area.top - OVERVIEW_TITLE / 2 - 1);
    if (layout.margin === 0) return;
    const left = area.right + MARGIN_GAP;
    const inMargin = (texts: readonly string[], y: number): void => pen.text(pen.wording(texts, width - left), left, y);
    const figure = (name: string, perBin: number, y: number): void => {
      const number = rateNumber(perBin, facts.binSize);
      inMargin([`${name} ${number}`, number], y);
    };
    if (facts.binsDone > 0) figure("mean", facts.manifest.mean_spike_count, area.top + 6);
    figure("peak", peakOf(answer), area.top + 20);
    if (marginScale(scene)) inMargin(["Mean rate", "Rate"], area.bottom + layout.funnel - 6);
  },
};
