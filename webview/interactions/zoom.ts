/** The wheel: it scrolls the page until a plot has the focus; then, or with Ctrl, it zooms at the pointer; with Shift it pans. */
import type { Actions } from "../app/actions";
import { lengthOf, ZOOM_STEP } from "../app/run/range";
import type { Scene } from "../app/scene";
import { isInPlot, plotX } from "./geometry";

/** Deltas at least so large are notches of a wheel; smaller ones come from trackpads. */
const NOTCH = 50;
const PIXELS_PER_NOTCH = 100;
/** How much of the view one notch pans. */
const PAN_SHARE = 0.1;

export function zoomByWheel(elements: readonly HTMLElement[], actions: Actions, scene: () => Scene | null): void {
  for (const element of elements) {
    element.addEventListener(
      "wheel",
      (event) => {
        const now = scene();
        if (!now) return;
        const focused = elements.some((other) => other.contains(document.activeElement));
        const pinch = event.ctrlKey || event.metaKey;
        const x = plotX(event, element, now);
        if ((!focused && !pinch && !event.shiftKey) || !isInPlot(x, now)) return;
        event.preventDefault();
        const sideways = event.shiftKey
          ? event.deltaY || event.deltaX
          : Math.abs(event.deltaX) > Math.abs(event.deltaY)
            ? event.deltaX
            : 0;
        if (sideways !== 0 && !pinch) {
          const bins = notches(event, sideways) * PAN_SHARE * lengthOf(now.range);
          actions.pan(Math.sign(bins) * Math.max(1, Math.round(Math.abs(bins))));
        } else if (event.deltaY !== 0) {
          actions.zoom(ZOOM_STEP ** -notches(event, event.deltaY, pinch), fractionOf(element, x, now));
        }
      },
      { passive: false },
    );
  }
}

/** The overview's pointer is a place of the whole run: it zooms about the middle of the brush. */
function fractionOf(element: HTMLElement, x: number, scene: Scene): number {
  return element.classList.contains("overview") ? 0.5 : x / scene.layout.plot;
}

function notches(event: WheelEvent, delta: number, pinch = false): number {
  if (event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL || Math.abs(delta) >= NOTCH) return Math.sign(delta);
  return ((pinch ? 5 : 1) * delta) / PIXELS_PER_NOTCH;
}
