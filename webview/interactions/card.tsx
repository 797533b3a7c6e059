/** The card at the pointer: neuron, bin, spikes and rate. */
import { render, type VNode } from "preact";
import type { CellAnswer } from "../../src/protocol/queries";
import { rate, whole } from "../../src/text/numbers";
import { el } from "../chrome/dom";
import { cssOf } from "../style/colour";
import { timeOfBin } from "../style/labels";
import { paletteColour } from "../style/theme";
import { colourIndexOf, neuronTitle } from "../app/run/facts";
import type { Box } from "../plots/pen";
import type { Scene } from "../app/scene";
import type { Cursor } from "../app/store";

/** Pixels between pointer and card. */
const OFFSET = 12;

/** Shows the neuron and bin under the crosshair. */
export class Card {
  readonly element = el("div", { class: "card", "aria-hidden": "true", hidden: "" });

  /** `cell` is null while its answer is pending; `bounds` is the area that the card may cover. */
  show(scene: Scene, cursor: Cursor, cell: CellAnswer | null, at: { x: number; y: number }, bounds: Box): void {
    render(<Content {...{ scene, cursor, cell }} />, this.element);
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const { left, top } = cardPlace(at, { width, height }, bounds);
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}

function Content({ scene, cursor, cell }: { scene: Scene; cursor: Cursor; cell: CellAnswer | null }): VNode {
  const { facts, theme } = scene;
  const { bin, neuron } = cursor;
  return (
    <>
      <div class="card-head">
        <span class="dot" style={{ background: cssOf(paletteColour(theme, colourIndexOf(facts, neuron))) }} />
        <strong>{neuronTitle(facts, neuron)}</strong>
        <span class="quiet">{facts.groups[facts.groupOf[neuron]].name}</span>
      </div>
      <Line name="bin" value={whole(bin)} />
      {facts.binSize !== null && <Line name="time" value={timeOfBin(bin, facts.binSize)} />}
      <Line name="count" value={cell ? whole(cell.count) : "…"} />
      <Line name="rate" value={cell ? rate(cell.rate, facts.binSize) : "…"} />
    </>
  );
}

function Line({ name, value }: { name: string; value: string }): VNode {
  return (
    <div class="card-line">
      <span class="quiet">{name}</span>
      <span>{value}</span>
    </div>
  );
}

/** At the lower right of the pointer if there is room, else on the other side; always within the bounds. */
export function cardPlace(
  at: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
  bounds: Box,
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
