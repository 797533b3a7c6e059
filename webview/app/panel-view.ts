/** A panel on the page: its element, its plots and its bar of controls. */
import { Bar } from "../chrome/bar";
import { el } from "../chrome/dom";
import type { Panel } from "../panels/panel";
import { failureText } from "../plots/hatch";
import { Plot } from "../plots/plot";
import type { Actions } from "./actions";
import type { Scene } from "./scene";

interface Lane {
  /** Holds the canvas; an element of its own if the panel has several plots. */
  readonly element: HTMLElement;
  readonly plot: Plot;
  /** Changes when the lane is reused for another subject. */
  subject: number;
}

export class PanelView {
  readonly element: HTMLElement;
  readonly bar: Bar | null;
  private readonly lanes: Lane[] = [];

  constructor(
    readonly panel: Panel,
    private readonly scene: () => Scene,
    actions: Actions,
  ) {
    const { id, title } = panel;
    const spoken = { role: "application", "aria-roledescription": title?.toLowerCase() ?? "", tabindex: "0" };
    this.element =
      title === null ? el("div", { class: id, "aria-hidden": "true" }) : el("div", { class: `plot ${id}`, ...spoken });
    const { controls } = panel;
    this.bar = controls ? new Bar(`${id}-bar`, title ?? "", (scene) => controls(scene, actions)) : null;
  }

  /** Updates everything: sizes, data, colours. */
  render(scene: Scene): void {
    const { panel, element, bar } = this;
    const hasRoom = panel.hasRoom?.(scene) ?? true;
    const subjects = panel.subjects?.(scene) ?? [0];
    bar?.render(scene);
    if (bar) bar.element.hidden = !hasRoom;
    element.hidden = !hasRoom || subjects.length === 0;
    if (!hasRoom) return;
    this.assign(subjects);
    const { gutter, plot, margin } = scene.layout;
    const height = panel.height(scene, () => window.innerHeight - element.getBoundingClientRect().top - window.scrollY);
    for (const lane of this.lanes) lane.plot.update(gutter + plot + margin, height);
  }

  /** Redraws after a change of crosshair or span only. */
  draw(): void {
    for (const { plot } of this.lanes) plot.draw();
  }

  /** Sets the panel's text for screen readers and returns it. */
  describe(scene: Scene): string {
    const { main, summary } = this.panel;
    const failed = main === undefined ? null : failureText(scene, main);
    const text = [summary?.(scene), failed].filter((part) => part).join(" ");
    if (summary && this.element.ariaLabel !== text) this.element.ariaLabel = text;
    return text;
  }

  /** The subject of the plot that contains an element; null: none does. */
  subjectOf(target: EventTarget | null): number | null {
    const held = this.lanes.find(({ element }) => target instanceof Node && element.contains(target));
    return held?.subject ?? null;
  }

  private assign(subjects: readonly number[]): void {
    while (this.lanes.length > subjects.length) {
      const lane = this.lanes.pop();
      lane?.plot.destroy();
      lane?.element.remove();
    }
    while (this.lanes.length < subjects.length) this.lanes.push(this.addLane(subjects[this.lanes.length]));
    subjects.forEach((subject, place) => (this.lanes[place].subject = subject));
  }

  private addLane(subject: number): Lane {
    const { panel, element } = this;
    const holder = panel.subjects ? element.appendChild(el("div", { class: "lane" })) : element;
    const canvas = holder.appendChild(el("canvas"));
    const lane: Lane = {
      element: holder,
      plot: new Plot(
        canvas,
        this.scene,
        panel.spec(() => lane.subject),
      ),
      subject,
    };
    return lane;
  }
}
