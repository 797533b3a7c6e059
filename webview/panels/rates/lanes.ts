/** A lane: the rate of one neuron over time, its drive, and its spikes beneath. */
import { cssOf, withAlpha } from "../../style/colour";
import { inUnit } from "../../style/labels";
import { LANE_HEAD, LANE_SPIKES } from "../../style/layout";
import { paletteColour } from "../../style/theme";
import { colourIndexOf } from "../../app/run/facts";
import type { Scene } from "../../app/scene";
import { crosshair, crosshairX, span } from "../../plots/crosshair";
import { grid } from "../../plots/grid";
import { endLine, failure, hatch } from "../../plots/hatch";
import { viewScale } from "../../plots/time-scale";
import { driveAxis, driveOf, laneAxis, laneOf, linePoints } from "./lane-scale";
import { couplingWindows, laneLabels, spikesBeneath } from "./lane-labels";
import type { Layer, Line, PlotSpec } from "../../plots/plot-spec";

/** Lines of up to this many points are drawn slightly thicker. */
const FEW_POINTS = 1500;

/** `neuron` is called at each drawing, because a lane may change its neuron. */
export function laneSpec(neuron: () => number): PlotSpec {
  return {
    layers: [
      grid,
      couplingWindows,
      hatch("rates"),
      spikesBeneath(neuron),
      laneLabels(neuron),
      endLine,
      failure("rates"),
      span,
      crosshair,
      dot(neuron),
    ],
    padding: () => ({ top: LANE_HEAD, bottom: LANE_SPIKES }),
    x: viewScale,
    axes: (scene) => ({
      y: laneAxis(scene, neuron()),
      drive: driveAxis(scene, neuron()),
    }),
    lines: (scene) => [rateLine(scene, neuron()), driveLine(scene, neuron())],
  };
}

function rateLine(scene: Scene, neuron: number): Line {
  const colour = paletteColour(scene.theme, colourIndexOf(scene.facts, neuron));
  const lane = laneOf(scene.data.rates, neuron);
  const axis = laneAxis(scene, neuron);
  const points = lane
    ? linePoints(lane, (value) => inUnit(value, scene.facts.binSize), axis.log ? axis.min : -Infinity)
    : [];
  const ground = { colour: cssOf(withAlpha(colour, scene.log ? 0 : 0.12)), downTo: "bottom" } as const;
  return { points, colour: cssOf(colour), width: points.length <= FEW_POINTS ? 1.5 : 1.1, ground };
}

function driveLine(scene: Scene, neuron: number): Line {
  const drive = scene.drive ? driveOf(scene, neuron) : null;
  const points = drive ? linePoints(drive, (value) => value) : [];
  return { points, colour: scene.theme.quiet, width: 1, dash: [4, 3], axis: "drive" };
}

/** A ring on the line at the crosshair. */
function dot(neuron: () => number): Layer {
  return {
    id: "dot",
    over(drawing) {
      const { scene, ctx, y } = drawing;
      const at = crosshairX(drawing);
      const lane = laneOf(scene.data.rates, neuron());
      if (!lane || at === null || !scene.cursor) return;
      const { answer, from } = lane;
      const column = Math.floor((scene.cursor.bin - answer.start) / answer.binsPerColumn);
      if (column < 0 || column >= answer.nColumns) return;
      const axis = laneAxis(scene, neuron());
      const value = Math.max(inUnit(answer.mean[from + column], scene.facts.binSize), axis.log ? axis.min : 0);
      ctx.beginPath();
      ctx.arc(at, y(value), 3.25, 0, 2 * Math.PI);
      ctx.fillStyle = scene.theme.ground;
      ctx.fill();
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = cssOf(paletteColour(scene.theme, colourIndexOf(scene.facts, neuron())));
      ctx.stroke();
    },
  };
}
