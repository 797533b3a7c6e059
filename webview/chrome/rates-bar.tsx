/** Between raster and lanes: which neurons have lanes, and how their rates are drawn. */
import type { Actions } from "../app/actions";
import { el, setAttribute, setChildren, setShown, setText } from "./dom";
import { icon } from "./icons";
import { button, setPressed, textField, type TextField } from "./elements";
import { cssOf } from "../style/colour";
import { unitOf } from "../style/labels";
import { paletteColour } from "../style/theme";
import { colourIndexOf, FEW_NEURONS, neuronName } from "../app/run/facts";
import { parseNeurons } from "../app/run/selection";
import type { Scene } from "../app/scene";

/** More chips than this fold into a number. */
const MOST_CHIPS = 8;

export class RatesBar {
  readonly element: HTMLElement;
  private readonly unit = el("span", { class: "quiet" });
  private readonly chips = el("div", { class: "chips", role: "list", "aria-label": "Selected neurons" });
  private readonly field: TextField;
  private readonly problem = el("span", { class: "field-problem", role: "alert" });
  private readonly left = el("span", { class: "quiet" });
  private readonly toggles: Record<"drive" | "log" | "sameScale", HTMLElement>;
  private scene: Scene | null = null;

  constructor(private readonly actions: Actions) {
    this.field = textField("Add neuron or group…", "Add neuron or group", (text) => this.add(text));
    this.field.addEventListener("input", () => this.complain(null));
    this.toggles = {
      drive: button(
        { label: "Drive", title: "Feedforward term, dashed, on its own scale (D)", className: "toggle" },
        () => actions.toggleDrive(),
      ),
      log: button({ label: "Log", title: "Logarithmic rates (L)", className: "toggle" }, () => actions.toggleLog()),
      sameScale: button({ label: "Same scale", title: "One scale for all lanes", className: "toggle" }, () =>
        actions.toggleSameScale(),
      ),
    };
    const { drive, log, sameScale } = this.toggles;
    this.element = el(
      "div",
      { class: "rates-bar", role: "toolbar", "aria-label": "Rates" },
      el("strong", {}, "Rates"),
      this.unit,
      this.chips,
      this.field,
      this.problem,
      this.left,
      el("span", { class: "spacer" }),
      drive,
      log,
      sameScale,
    );
  }

  render(scene: Scene): void {
    this.scene = scene;
    const { facts, selection, lanes } = scene;
    setText(this.unit, unitOf(facts.binSize));
    for (const name of ["drive", "log", "sameScale"] as const) setPressed(this.toggles[name], scene[name]);
    setShown(this.toggles.drive, facts.manifest.n_features > 0);
    const few = facts.nNeurons <= FEW_NEURONS && selection.length === facts.nNeurons;
    setShown(this.chips, !few);
    setShown(this.field, !few);
    setText(this.left, lanes.length < selection.length ? `${lanes.length} of ${selection.length} selected` : "");
    setChildren(this.chips, JSON.stringify([selection, scene.theme.palette]), () =>
      selection
        .slice(0, MOST_CHIPS)
        .map((neuron) => this.chip(scene, neuron))
        .concat(selection.length > MOST_CHIPS ? [this.rest(selection.length - MOST_CHIPS)] : []),
    );
  }

  private chip({ facts, theme }: Scene, neuron: number): HTMLElement {
    const dot = el("span", { class: "dot" });
    dot.style.background = cssOf(paletteColour(theme, colourIndexOf(facts, neuron)));
    const name = neuronName(facts, neuron);
    const remove = el(
      "button",
      { class: "chip-remove", type: "button", "aria-label": `Remove neuron ${name}`, title: "Remove" },
      icon("close"),
    );
    remove.addEventListener("click", () => this.actions.remove(neuron));
    return el("span", { class: "chip", role: "listitem" }, dot, el("span", { class: "chip-name" }, name), remove);
  }

  private rest(count: number): HTMLElement {
    const clear = el(
      "button",
      { class: "chip-remove", type: "button", "aria-label": "Clear the selection", title: "Clear the selection" },
      icon("close"),
    );
    clear.addEventListener("click", () => this.actions.clear());
    return el("span", { class: "chip", role: "listitem" }, `+${count}`, clear);
  }

  private add(text: string): void {
    if (!this.scene) return;
    const choice = parseNeurons(text, this.scene.facts);
    if ("problem" in choice) {
      this.complain(choice.problem);
      return;
    }
    this.actions.add(choice.neurons);
    this.field.value = "";
    this.complain(null);
  }

  private complain(problem: string | null): void {
    setText(this.problem, problem ?? "");
    setAttribute(this.field, "aria-invalid", problem === null ? null : "true");
  }
}
