/** A picture of the view: all plots drawn off screen at twice the size, in print or screen colours. */
import { plural, rate, keyText } from "../../src/text/numbers";
import type { RunQueries } from "../../src/protocol/queries";
import { PANELS } from "../panels";
import { Pen } from "../plots/pen";
import { Plot } from "../plots/plot";
import type { PlotSpec } from "../plots/plot-spec";
import { fetchChanged, type ViewData } from "./data";
import { cssOf } from "../style/colour";
import { rangeLabel } from "../style/labels";
import { layOut } from "../style/layout";
import { paletteColour, type Theme } from "../style/theme";
import { colourIndexOf, runName } from "./run/facts";
import { logOf, type Scene } from "./scene";
import { dataRequestOf } from "./data-request";
import type { BinRange } from "../../src/protocol/queries";

const RATIO = 2;
const PADDING = 16;
const TITLE = 34;
const HEADING = 24;

export interface PictureRequest {
  readonly scene: Scene;
  readonly theme: Theme;
  readonly range: BinRange;
  /** The chosen log scale; null: by the data. */
  readonly log: boolean | null;
}

/** PNG bytes. Rejects when the data cannot be read. */
export async function drawPicture(
  queries: RunQueries,
  { scene: current, theme, range, log }: PictureRequest,
): Promise<Uint8Array> {
  const width = current.layout.gutter + current.layout.plot + current.layout.margin;
  const layout = {
    ...layOut(width + 2 * current.layout.padding, range.start === 0 && range.end === current.facts.nTimeBins),
    sizeClass: current.layout.sizeClass,
  };
  const requested: Scene = {
    ...current,
    theme,
    range,
    nextRange: range,
    bins: current.facts.binsDone,
    layout,
    ratio: RATIO,
    cursor: null,
    span: null,
  };
  const data: ViewData = await fetchChanged(queries, dataRequestOf(requested, 0), {});
  const [failure] = Object.values(data.failed ?? {});
  if (failure) throw new Error(failure.message);
  const scene: Scene = { ...requested, data, log: logOf(log, requested.facts, data) };
  const parts = partsOf(scene);
  const height = TITLE + parts.reduce((sum, part) => sum + part.height, 0);
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * PADDING) * RATIO;
  canvas.height = (height + 2 * PADDING) * RATIO;
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("The picture is too large to be drawn");
  ctx.scale(RATIO, RATIO);
  ctx.fillStyle = theme.ground;
  ctx.fillRect(0, 0, width + 2 * PADDING, height + 2 * PADDING);
  ctx.translate(PADDING, PADDING);
  const pen = new Pen(ctx, theme, RATIO);
  drawTitle(pen, scene, width);
  let y = TITLE;
  for (const part of parts) {
    part.draw(pen, y, width);
    y += part.height;
  }
  return bytesOf(canvas);
}

/** A plot or a panel's heading. */
interface Part {
  readonly height: number;
  draw(pen: Pen, y: number, width: number): void;
}

function partsOf(scene: Scene): readonly Part[] {
  const panels = PANELS.filter(({ inExport, hasRoom }) => inExport && (hasRoom?.(scene) ?? true));
  return panels.flatMap(({ heading, height, spec, subjects }) => {
    const plots = (subjects?.(scene) ?? [0]).map((subject) =>
      plotPart(
        scene,
        spec(() => subject),
        height(scene),
      ),
    );
    return heading && plots.length > 0 ? [headingPart(scene, heading(scene)), ...plots] : plots;
  });
}

function plotPart(scene: Scene, spec: PlotSpec, height: number): Part {
  return {
    height,
    draw({ ctx }, y, width) {
      const plot = new Plot(document.createElement("canvas"), () => scene, spec);
      plot.update(width, height);
      ctx.drawImage(plot.canvas, 0, y, width, height);
      plot.destroy();
    },
  };
}

function headingPart({ theme }: Scene, text: string): Part {
  const style = { colour: theme.text, size: 12, bold: true };
  return { height: HEADING, draw: (pen, y) => pen.text(text, 0, y + HEADING / 2 + 2, style) };
}

/** Name and figures at the left, groups at the right. */
function drawTitle(pen: Pen, { theme, facts, range }: Scene, width: number): void {
  const { ctx } = pen;
  const name = runName(facts);
  let right = width;
  for (const group of facts.hasGroups ? [...facts.groups].reverse() : []) {
    right -= pen.widthOf(group.name);
    pen.text(group.name, right, 8, { colour: theme.text });
    ctx.fillStyle = cssOf(paletteColour(theme, colourIndexOf(facts, group.neurons[0])));
    ctx.fillRect(right - 13, 4, 8, 8);
    right -= 27;
    if (right < width / 2) break;
  }
  const style = { colour: theme.text, size: 15, bold: true };
  pen.text(name, 0, 8, style);
  const left = pen.widthOf(name, style) + 10;
  const { span } = rangeLabel(range, facts);
  const figures = [
    plural(facts.nNeurons, "neuron"),
    span,
    `mean ${rate(facts.manifest.mean_spike_count, facts.binSize)}`,
    `key ${keyText(facts.manifest.random_key)}`,
  ].join(" · ");
  pen.text(pen.fitted(figures, right - left), left, 9);
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The picture is too large to be drawn");
  return new Uint8Array(await blob.arrayBuffer());
}
