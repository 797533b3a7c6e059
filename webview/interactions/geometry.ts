/** The position of a pointer in a time plot. */
import { lengthOf } from "../app/run/range";
import type { Scene } from "../app/scene";

/** CSS pixels from the plot column's left edge: negative in the gutter, above `layout.plot` in the margin. */
export function plotX(event: MouseEvent, element: HTMLElement, scene: Scene): number {
  return event.clientX - element.getBoundingClientRect().left - scene.layout.gutter;
}

/** Whether a plot pixel is in the plot column. */
export function isInPlot(x: number, scene: Scene): boolean {
  return x >= 0 && x < scene.layout.plot;
}

/** The position of a plot pixel in bins (fractional). */
export function placeAt(x: number, scene: Scene): number {
  return scene.range.start + (x / scene.layout.plot) * lengthOf(scene.range);
}

/** CSS pixels from the top of a panel. */
export function panelY(event: MouseEvent, element: HTMLElement): number {
  return event.clientY - element.getBoundingClientRect().top;
}
