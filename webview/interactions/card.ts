/** The card at the pointer: neuron, bin, spikes and rate. */
import type { CellAnswer } from "../../src/protocol/queries";
import { rate, whole } from "../../src/text/numbers";
import { el, setChildren } from "../chrome/dom";
import { cssOf } from "../style/colour";
import { timeOfBin } from "../style/labels";
import { paletteColour } from "../style/theme";
import { colourIndexOf, neuronTitle } from "../app/run/facts";
import type { Scene } from "../app/scene";
import type { Cursor } from "../app/store";

/** Pixels between pointer and card. */
const OFFSET = 12;

/** The area that the card may cover, in CSS pixels. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Shows the neuron and bin under the crosshair. */
export class Card {
  readonly element = el("div", { class: "card", "aria-hidden": "true", hidden: "" });

  /** `cell` is null while its answer is pending. */
  show(
    scene: Scene,
    cursor: Cursor,
    cell: CellAnswer | null,
    at: { readonly x: number; readonly y: number },
    bounds: Bounds,
  ): void {
    const { facts, theme } = scene;
    const group = facts.groups[facts.groupOf[cursor.neuron]].name;
    const lines: [string, string][] = [["bin", whole(cursor.bin)]];
    if (facts.binSize !== null) lines.push(["time", timeOfBin(cursor.bin, facts.binSize)]);
    lines.push(["count", cell ? whole(cell.count) : "…"], ["rate", cell ? rate(cell.rate, facts.binSize) : "…"]);
    const colour = cssOf(paletteColour(theme, colourIndexOf(facts, cursor.neuron)));
    setChildren(this.element, JSON.stringify([cursor.neuron, group, colour, lines]), () => {
      const dot = el("span", { class: "dot" });
      dot.style.background = colour;
      return [
        el(
          "div",
          { class: "card-head" },
          dot,
          el("strong", {}, neuronTitle(facts, cursor.neuron)),
          el("span", { class: "quiet" }, group),
        ),
        ...lines.map(([name, value]) =>
          el("div", { class: "card-line" }, el("span", { class: "quiet" }, name), el("span", {}, value)),
        ),
      ];
    });
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const { left, top } = cardPlace(at, { width, height }, bounds);
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}

/** At the lower right of the pointer if there is room, else on the other side; always within the bounds. */
export function cardPlace(
  at: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
  bounds: Bounds,
): { left: number; top: number } {
  const right = at.x + OFFSET + size.width <= bounds.right;
  const below = at.y + OFFSET + size.height <= bounds.bottom;
  const left = right ? at.x + OFFSET : at.x - OFFSET - size.width;
  const top = below ? at.y + OFFSET : at.y - OFFSET - size.height;
  return {
    left: Math.max(bounds.left, Math.min(left, bounds.right - size.width)),
    top: Math.max(bounds.top, Math.min(top, bounds.bottom - size.height)),
  };
}
