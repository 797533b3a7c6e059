/** Where a pointer is, in bins and rows. */
import { lengthOf } from "../app/run/range";
import { positionAt } from "../app/run/rows";
import type { Scene } from "../app/scene";

/** CSS pixels from the left edge of the plot column; negative in the gutter, beyond `layout.plot` in the margin. */
export function plotX(event: MouseEvent, element: HTMLElement, scene: Scene): number {
  return event.clientX - element.getBoundingClientRect().left - scene.layout.gutter;
}

export function isInPlot(x: number, scene: Scene): boolean {
  return x >= 0 && x < scene.layout.plot;
}

/** The place in bins (not rounded) of a plot pixel. */
export function placeAt(x: number, scene: Scene): number {
  return scene.range.start + (x / scene.layout.plot) * lengthOf(scene.range);
}

/** The neuron whose row is at the pointer; null between rows. */
export function neuronAt(event: MouseEvent, raster: HTMLElement, scene: Scene): number | null {
  const position = positionAt(scene.rows, event.clientY - raster.getBoundingClientRect().top);
  return position < 0 ? null : scene.rows.order[position];
}
