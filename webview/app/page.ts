/** The page with toolbar and panels, drawn from a scene. */
import type { Bar } from "../chrome/bar";
import { el } from "../chrome/dom";
import { PANELS } from "../panels";
import type { Actions } from "./actions";
import { PanelView } from "./panel-view";
import type { Scene } from "./scene";

export class Page {
  readonly element: HTMLElement;
  readonly views: readonly PanelView[];
  /** Text for windows too narrow for plots. */
  private readonly summary = el("p", { class: "summary" });
  private scene: Scene | null = null;

  constructor(
    private readonly toolbar: Bar,
    actions: Actions,
    showTable: () => void,
  ) {
    const asTable = el("button", { class: "skip", type: "button" }, "Show as table");
    asTable.addEventListener("click", showTable);
    this.views = PANELS.map((panel) => new PanelView(panel, this.current, actions));
    const panels = this.views.flatMap(({ bar, element }) => (bar ? [bar.element, element] : [element]));
    this.element = el("main", { class: "plots", hidden: "" }, toolbar.element, this.summary, asTable, ...panels);
  }

  /** Updates everything: sizes, data, colours. */
  render(scene: Scene): void {
    this.scene = scene;
    document.body.dataset.sizeClass = scene.layout.sizeClass;
    this.toolbar.render(scene);
    for (const view of this.views) {
      const text = view.describe(scene);
      if (view.panel.speaksForAll) this.summary.textContent = text;
    }
    if (scene.layout.sizeClass === "text") return;
    for (const view of this.views) view.render(scene);
  }

  /** Redraws after a change of crosshair or span only. */
  draw(scene: Scene): void {
    this.scene = scene;
    for (const view of this.views) view.draw();
  }

  private readonly current = (): Scene => {
    if (!this.scene) throw new Error("nothing is drawn before the first scene");
    return this.scene;
  };
}
