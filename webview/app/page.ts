/** The page: header, toolbars and plots in their places, drawn from a scene. */
import { whole } from "../../src/text/numbers";
import { failureText } from "../plots/hatch";
import { laneSpec } from "../panels/rates/lanes";
import { overviewSpec } from "../panels/overview/overview";
import { Plot } from "../plots/plot";
import { rasterSpec } from "../panels/raster/raster";
import { rulerSpec } from "../panels/ruler/ruler";
import { el, setAttribute, setShown, setText } from "../chrome/dom";
import type { Kind } from "./data";
import { spokenRaster } from "../style/labels";
import { laneHeight } from "../style/layout";
import type { Bar } from "../chrome/bar";
import { clipRange, sameRange } from "./run/range";
import type { Scene } from "./scene";

interface Lane {
  readonly element: HTMLElement;
  readonly plot: Plot;
  /** The neuron that the lane is given to. */
  readonly given: { neuron: number };
}

export class Page {
  readonly element: HTMLElement;
  readonly overview = plotElement("overview", "overview");
  readonly ruler = el("div", { class: "ruler", "aria-hidden": "true" });
  readonly raster = plotElement("raster", "raster");
  readonly lanes = plotElement("lanes", "rates");
  /** In words, for panels too narrow for plots. */
  private readonly summary = el("p", { class: "summary" });
  private readonly plots: Partial<Record<"overview" | "ruler" | "raster", Plot>> = {};
  private readonly laneList: Lane[] = [];
  private scene: Scene | null = null;

  constructor(
    private readonly toolbar: Bar,
    private readonly ratesBar: Bar,
    showTable: () => void,
  ) {
    const asTable = el("button", { class: "skip", type: "button" }, "Show as table");
    asTable.addEventListener("click", showTable);
    this.element = el(
      "main",
      { class: "plots" },
      toolbar.element,
      this.summary,
      asTable,
      this.overview,
      this.ruler,
      this.raster,
      ratesBar.element,
      this.lanes,
    );
  }

  /** Takes over everything: sizes, data, colours. */
  render(scene: Scene): void {
    this.scene = scene;
    const { layout, rows, lanes } = scene;
    document.body.dataset.room = layout.room;
    this.toolbar.render(scene);
    this.ratesBar.render(scene);
    this.describe(scene);
    if (layout.room === "text") return;
    this.plot("overview", this.overview, overviewSpec).update(layout.overview + layout.funnel);
    this.plot("ruler", this.ruler, rulerSpec).update(layout.ruler);
    this.plot("raster", this.raster, rasterSpec).update(rows.height);
    const small = layout.room === "small";
    setShown(this.ratesBar.element, !small);
    setShown(this.lanes, !small && lanes.length > 0);
    if (!small) this.renderLanes(scene);
  }

  /** Draws with only crosshair or span changed. */
  draw(scene: Scene): void {
    this.scene = scene;
    for (const plot of Object.values(this.plots)) plot.draw();
    for (const { plot } of this.laneList) plot.draw();
  }

  /** The neuron of the lane that holds an element. */
  neuronOf(target: EventTarget | null): number | null {
    return (
      this.laneList.find(({ element }) => target instanceof Node && element.contains(target))?.given.neuron ?? null
    );
  }

  private readonly current = (): Scene => {
    if (!this.scene) throw new Error("nothing is drawn before the first scene");
    return this.scene;
  };

  private plot(
    name: "overview" | "ruler" | "raster",
    element: HTMLElement,
    spec: () => ReturnType<typeof rulerSpec>,
  ): Plot {
    return (this.plots[name] ??= new Plot(element.appendChild(el("canvas")), this.current, spec()));
  }

  private renderLanes(scene: Scene): void {
    const { lanes } = scene;
    while (this.laneList.length > lanes.length) {
      const lane = this.laneList.pop();
      lane?.plot.destroy();
      lane?.element.remove();
    }
    while (this.laneList.length < lanes.length) {
      const element = this.lanes.appendChild(el("div", { class: "lane" }, el("canvas")));
      const given = { neuron: lanes[this.laneList.length] };
      const plot = new Plot(
        element.firstElementChild as HTMLCanvasElement,
        this.current,
        laneSpec(() => given.neuron),
      );
      const lane: Lane = { element, plot, given };
      this.laneList.push(lane);
    }
    const top = this.lanes.getBoundingClientRect().top + window.scrollY;
    const height = laneHeight(window.innerHeight - top - scene.layout.padding, lanes.length);
    this.laneList.forEach((lane, place) => {
      lane.given.neuron = lanes[place];
      lane.plot.update(height);
    });
  }

  /** What a screen reader says when a plot gets the focus. */
  private describe(scene: Scene): void {
    const { facts, data, rows, lanes } = scene;
    const range = clipRange(scene.range, scene.bins) ?? scene.range;
    const read = data.raster?.query.range;
    const isRead = read !== undefined && sameRange(read, range);
    const failed = (kind: Kind): string => {
      const text = failureText(scene, kind);
      return text === null ? "" : ` ${text}`;
    };
    const bins = `bins ${whole(range.start)} to ${whole(range.end - 1)}`;
    setAttribute(
      this.overview,
      "aria-label",
      `Overview, population rate of ${whole(scene.bins)} bins, ${bins} in view.${failed("population")}`,
    );
    const spoken = `${spokenRaster(facts, range, rows.order.length, isRead ? (data.raster?.answer.spikes ?? null) : null, busiest(scene))}${failed("raster")}`;
    setAttribute(this.raster, "aria-label", spoken);
    setText(this.summary, spoken);
    setAttribute(
      this.lanes,
      "aria-label",
      `Rates of ${lanes.length === 1 ? "neuron" : "neurons"} ${lanes.join(", ")}, ${bins}.${failed("rates")}`,
    );
  }
}

/** The neuron with most of the spikes that are drawn one by one; else of the whole run. */
function busiest({ data, spikes }: Scene): number | null {
  const answer = data.raster?.answer;
  const counts = answer?.kind === "ticks" ? new Map<number, number>() : null;
  if (answer?.kind === "ticks")
    answer.neurons.forEach((neuron, spike) => counts?.set(neuron, (counts.get(neuron) ?? 0) + answer.counts[spike]));
  const entries: Iterable<readonly [number, number]> =
    counts ?? Array.from(spikes ?? [], (count, neuron) => [neuron, count] as const);
  let best: readonly [number, number] | null = null;
  for (const [neuron, count] of entries)
    if (!best || count > best[1] || (count === best[1] && neuron < best[0])) best = [neuron, count];
  return best ? best[0] : null;
}

function plotElement(className: string, role: string): HTMLElement {
  return el("div", { class: `plot ${className}`, role: "application", "aria-roledescription": role, tabindex: "0" });
}
