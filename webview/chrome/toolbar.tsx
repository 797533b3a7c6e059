/** Above the plots: how rows are ordered, which groups there are, which part of time is in view. */
import { whole } from "../../src/text/numbers";
import type { RowOrder } from "../../src/protocol/panel";
import type { Actions } from "../app/actions";
import { el, setAttribute, setChildren, setText } from "./dom";
import { toggleMenu, type MenuItem } from "./menu";
import { button } from "./elements";
import { cssOf } from "../style/colour";
import { rangeLabel } from "../style/labels";
import { paletteColour } from "../style/theme";
import { colourIndexOf, FEW_NEURONS, neuronTitle, type Facts } from "../app/run/facts";
import { ZOOM_STEP } from "../app/run/range";
import { hiddenText } from "../app/run/rows";
import type { Scene } from "../app/scene";
import type { Store } from "../app/store";

const ORDER_NAMES: Record<RowOrder, string> = { index: "Index", group: "Group", rate: "Mean rate" };
/** More groups than this are only in the Rows menu. */
const MOST_IN_LEGEND = 6;

export class Toolbar {
  readonly element: HTMLElement;
  private readonly rows: HTMLElement;
  private readonly rowsLabel = el("strong");
  private readonly legend = el("div", { class: "legend" });
  private readonly hidden = el("span", { class: "quiet" });
  private readonly span = el("span", { class: "range-span" });
  private readonly size = el("span", { class: "quiet range-size" });
  private scene: Scene | null = null;

  constructor(
    private readonly store: Store,
    private readonly actions: Actions,
    showHelp: () => void,
  ) {
    this.rows = button(
      { label: "Rows", icon: "chevron", title: "Order of rows, hidden groups", className: "rows-button" },
      () => this.openRows(),
    );
    setAttribute(this.rows, "aria-haspopup", "menu");
    this.rows.querySelector(".label")?.replaceChildren(el("span", { class: "quiet" }, "Rows "), this.rowsLabel);
    this.rows.querySelector("svg")?.setAttribute("slot", "end");
    const act = (label: string, icon: "zoomOut" | "zoomIn" | "fit" | "help", press: () => void): HTMLElement =>
      button({ label, icon, appearance: "icon", className: `act-${icon}` }, press);
    this.element = el(
      "div",
      { class: "toolbar", role: "toolbar", "aria-label": "View" },
      this.rows,
      this.legend,
      this.hidden,
      el("span", { class: "spacer" }),
      el("span", { class: "range" }, this.span, this.size),
      act("Zoom out (−)", "zoomOut", () => actions.zoomAtCursor(1 / ZOOM_STEP ** 2)),
      act("Zoom in (+)", "zoomIn", () => actions.zoomAtCursor(ZOOM_STEP ** 2)),
      act("Whole run (0)", "fit", () => actions.whole()),
      act("Keyboard (?)", "help", showHelp),
    );
  }

  render(scene: Scene): void {
    this.scene = scene;
    const { facts } = scene;
    setText(this.rowsLabel, ORDER_NAMES[this.orderOf(facts)]);
    const { span, size } = rangeLabel(scene.range, facts);
    setText(this.span, span);
    setText(this.size, ` · ${size}`);
    setText(this.hidden, hiddenText(facts, scene.rows) ?? "");
    const entries = legendOf(facts);
    setChildren(this.legend, JSON.stringify([entries, scene.theme.palette]), () =>
      entries.map(({ colour, name, size: members }) => {
        const dot = el("span", { class: "dot" });
        dot.style.background = cssOf(paletteColour(scene.theme, colour));
        return el(
          "span",
          { class: "legend-entry" },
          dot,
          name,
          members === null ? null : el("span", { class: "quiet" }, whole(members)),
        );
      }),
    );
  }

  private orderOf(facts: Facts): RowOrder {
    return this.store.get().order ?? (facts.hasGroups ? "group" : "index");
  }

  private openRows(): void {
    if (!this.scene) return;
    const { facts } = this.scene;
    const now = this.orderOf(facts);
    const { reverse, hiddenGroups } = this.store.get();
    const orders: MenuItem[] = (Object.keys(ORDER_NAMES) as RowOrder[])
      .filter((order) => order !== "group" || facts.hasGroups)
      .map((order) => ({
        label: ORDER_NAMES[order],
        kind: "radio",
        checked: order === now,
        run: () => this.actions.order(order),
      }));
    const groups: MenuItem[] = facts.hasGroups
      ? facts.groups.slice(0, 30).map(({ name, neurons }, place) => ({
          label: name === "" ? "no group" : name,
          hint: whole(neurons.length),
          kind: "check",
          checked: !hiddenGroups.includes(name),
          apart: place === 0,
          run: () => this.actions.toggleGroup(name),
        }))
      : [];
    toggleMenu(this.rows, "Rows", [
      ...orders,
      { label: "Reverse", kind: "check", checked: reverse, apart: true, run: () => this.actions.reverse() },
      ...groups,
    ]);
  }
}

function legendOf(facts: Facts): { colour: number; name: string; size: number | null }[] {
  if (facts.hasGroups) {
    return facts.groups.slice(0, MOST_IN_LEGEND).map(({ name, neurons }) => ({
      colour: colourIndexOf(facts, neurons[0]),
      name: name === "" ? "no group" : name,
      size: neurons.length,
    }));
  }
  if (facts.nNeurons > FEW_NEURONS) return [];
  return facts.groups[0].neurons.map((neuron) => ({
    colour: colourIndexOf(facts, neuron),
    name: neuronTitle(facts, neuron).replace(/^Neuron/, "neuron"),
    size: null,
  }));
}
