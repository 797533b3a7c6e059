/** Where a pointer is in a time plot. */
import { lengthOf } from "../app/run/range";
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

/** CSS pixels from the top of a panel. */
export function panelY(event: MouseEvent, element: HTMLElement): number {
  return event.clientY - element.getBoundingClientRect().top;
}
