/** The whole run at a glance: its population rate, and the brush over the visible part. */
import { cssOf, withAlpha } from "../../style/colour";
import { rateNumber, unitOf } from "../../style/labels";
import { MARGIN_GAP, OVERVIEW_TITLE } from "../../style/layout";
import type { Scene } from "../../app/scene";
import { brushEdges } from "../../plots/brush";
import { brush } from "./brush-layer";
import { endLine, failure, hatch } from "../../plots/hatch";
import { marginScale } from "../../plots/margin";
import { axisWording, horizontal, wording, write } from "../../plots/pen";
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
  const answer = scene.data.population?.answer;
  const ground = { colour: cssOf(withAlpha(scene.theme.foreground, 0.08)), downTo: "bottom" } as const;
  return {
    points: answer ? pointsOf(answer, lineOf(scene), scene.facts.binSize) : [],
    colour: scene.theme.text,
    width: 1.25,
    ground,
  };
}

/** The highest bin of each column, drawn where the line shows their mean. */
function veil(scene: Scene): Line {
  const answer = scene.data.population?.answer;
  const ground = { colour: cssOf(withAlpha(scene.theme.foreground, 0.16)), downTo: "first line" } as const;
  return {
    points: answer && lineOf(scene) === "mean" ? pointsOf(answer, "high", scene.facts.binSize) : [],
    colour: scene.theme.text,
    width: 0,
    ground,
  };
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
  over(drawing) {
    const { scene, ctx, area, width } = drawing;
    const { theme, facts } = scene;
    horizontal(ctx, area.bottom, area.left, area.right, theme.axis, scene.ratio);
    if (!scene.data.population) return;
    write(ctx, theme, axisWording(ctx, theme, ceilingOf(scene), area.left - 7), area.left - 7, area.top + 6, {
      colour: theme.quiet,
      align: "right",
    });
    write(ctx, theme, "0", area.left - 7, area.bottom - 5, { colour: theme.quiet, align: "right" });
    write(ctx, theme, `Population rate, ${unitOf(facts.binSize)}`, area.left, area.top - OVERVIEW_TITLE / 2 - 1, {
      colour: theme.quiet,
    });
    if (scene.layout.margin === 0) return;
    const left = area.right + MARGIN_GAP;
    const figure = (name: string, perBin: number): string => {
      const number = rateNumber(perBin, facts.binSize);
      return wording(ctx, theme, [`${name} ${number}`, number], width - left);
    };
    if (facts.binsDone > 0)
      write(ctx, theme, figure("mean", facts.manifest.mean_spike_count), left, area.top + 6, { colour: theme.quiet });
    write(ctx, theme, figure("peak", peakOf(scene.data.population.answer)), left, area.top + 20, {
      colour: theme.quiet,
    });
    if (marginScale(scene))
      write(
        ctx,
        theme,
        wording(ctx, theme, ["Mean rate", "Rate"], width - left),
        left,
        area.bottom + scene.layout.funnel - 6,
        { colour: theme.quiet },
      );
  },
};
