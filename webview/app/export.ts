/** A picture of the view: all plots drawn again off screen, at twice the size, on paper or as on screen. */
import { plural, rate, keyText } from "../../src/text/numbers";
import type { RunQueries } from "../../src/protocol/queries";
import { laneSpec } from "../panels/rates/lanes";
import { overviewSpec } from "../panels/overview/overview";
import { fitted, textWidth, write } from "../plots/pen";
import { Plot } from "../plots/plot";
import type { PlotSpec } from "../plots/plot-spec";
import { rasterSpec } from "../panels/raster/raster";
import { rulerSpec } from "../panels/ruler/ruler";
import { fetchChanged, type ViewData } from "./data";
import { cssOf } from "../style/colour";
import { rangeLabel, unitOf } from "../style/labels";
import { layOut } from "../style/layout";
import { paletteColour, type Theme } from "../style/theme";
import { colourIndexOf, runName } from "./run/facts";
import { logOf, wishesOf, type Scene } from "./scene";
import type { BinRange } from "../../src/protocol/queries";

const RATIO = 2;
const PADDING = 16;
const TITLE = 34;
const RATES_TITLE = 24;
const LANE = 64;

export interface PictureOrder {
  readonly scene: Scene;
  readonly orderName: string;
  readonly theme: Theme;
  readonly range: BinRange;
  /** A log scale that was chosen by hand. */
  readonly log: boolean | null;
}

/** PNG bytes. Rejects when the data cannot be read. */
export async function drawPicture(
  queries: RunQueries,
  { scene: seen, orderName, theme, range, log }: PictureOrder,
): Promise<Uint8Array> {
  const width = seen.layout.gutter + seen.layout.plot + seen.layout.margin;
  const layout = {
    ...layOut(width + 2 * seen.layout.padding, range.start === 0 && range.end === seen.facts.nTimeBins),
    room: seen.layout.room,
  };
  const asked: Scene = {
    ...seen,
    theme,
    range,
    wanted: range,
    bins: seen.facts.binsDone,
    layout,
    ratio: RATIO,
    cursor: null,
    span: null,
  };
  const data: ViewData = await fetchChanged(queries, wishesOf(asked, 0, orderName), {});
  const [failure] = Object.values(data.failed ?? {});
  if (failure) throw new Error(failure.message);
  const scene: Scene = { ...asked, data, log: logOf(log, asked.facts, data) };
  const canvas = document.createElement("canvas");
  const lanes = scene.lanes.length * LANE + (scene.lanes.length > 0 ? RATES_TITLE : 0);
  const plots = layout.overview + layout.funnel + layout.ruler + scene.rows.height + lanes;
  canvas.width = (width + 2 * PADDING) * RATIO;
  canvas.height = (plots + TITLE + 2 * PADDING) * RATIO;
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("The picture is too large to be drawn");
  ctx.scale(RATIO, RATIO);
  ctx.fillStyle = theme.ground;
  ctx.fillRect(0, 0, width + 2 * PADDING, plots + TITLE + 2 * PADDING);
  ctx.translate(PADDING, PADDING);
  drawTitle(ctx, scene, width);
  let y = TITLE;
  const add = (spec: PlotSpec, height: number): void => {
    const plot = new Plot(document.createElement("canvas"), () => scene, spec);
    plot.update(height);
    ctx.drawImage(plot.canvas, 0, y, width, height);
    plot.destroy();
    y += height;
  };
  add(overviewSpec(), layout.overview + layout.funnel);
  add(rulerSpec(), layout.ruler);
  add(rasterSpec(), scene.rows.height);
  if (scene.lanes.length > 0)
    write(ctx, theme, `Rates, ${unitOf(scene.facts.binSize)}`, 0, y + RATES_TITLE / 2 + 2, {
      colour: theme.text,
      size: 12,
      bold: true,
    });
  y += RATES_TITLE;
  for (const neuron of scene.lanes)
    add(
      laneSpec(() => neuron),
      LANE,
    );
  return bytesOf(canvas);
}

/** Name and figures at the left, groups at the right. */
function drawTitle(ctx: CanvasRenderingContext2D, scene: Scene, width: number): void {
  const { theme, facts } = scene;
  const name = runName(facts);
  let right = width;
  for (const group of facts.hasGroups ? [...facts.groups].reverse() : []) {
    right -= textWidth(ctx, theme, group.name);
    write(ctx, theme, group.name, right, 8, { colour: theme.text });
    ctx.fillStyle = cssOf(paletteColour(theme, colourIndexOf(facts, group.neurons[0])));
    ctx.fillRect(right - 13, 4, 8, 8);
    right -= 27;
    if (right < width / 2) break;
  }
  write(ctx, theme, name, 0, 8, { colour: theme.text, size: 15, bold: true });
  const left = textWidth(ctx, theme, name, 15, true) + 10;
  const { span } = rangeLabel(scene.range, facts);
  const figures = [
    plural(facts.nNeurons, "neuron"),
    span,
    `mean ${rate(facts.manifest.mean_spike_count, facts.binSize)}`,
    `key ${keyText(facts.manifest.random_key)}`,
  ].join(" · ");
  write(ctx, theme, fitted(ctx, theme, figures, right - left), left, 9, { colour: theme.quiet });
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The picture is too large to be drawn");
  return new Uint8Array(await blob.arrayBuffer());
}
