/** The wheel scrolls the page until a plot has the focus; then, or with Ctrl, it zooms at the pointer. With Shift it pans. */
import type { Actions } from "../app/actions";
import type { PanelView } from "../app/panel-view";
import { lengthOf, ZOOM_STEP } from "../app/run/range";
import type { Scene } from "../app/scene";
import { isInPlot, plotX } from "./geometry";

/** Deltas of at least this size are wheel notches; smaller ones come from trackpads. */
const NOTCH = 50;
const PIXELS_PER_NOTCH = 100;
/** Share of the view that one notch pans. */
const PAN_SHARE = 0.1;
/** On the overview the pointer is not in the visible range, so zoom around the brush's middle. */
const BRUSH_MIDDLE = 0.5;

/** Lets the wheel zoom and pan. */
export function zoomByWheel(views: readonly PanelView[], actions: Actions, scene: () => Scene): void {
  for (const { element, panel } of views) {
    element.addEventListener(
      "wheel",
      (event) => {
        const now = scene();
        const focused = views.some((other) => other.element.contains(document.activeElement));
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
          actions.zoom(
            ZOOM_STEP ** -notches(event, event.deltaY, pinch),
            panel.drag === "brush" ? BRUSH_MIDDLE : x / now.layout.plot,
          );
        }
      },
      { passive: false },
    );
  }
}

function notches(event: WheelEvent, delta: number, pinch = false): number {
  if (event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL || Math.abs(delta) >= NOTCH) return Math.sign(delta);
  return ((pinch ? 5 : 1) * delta) / PIXELS_PER_NOTCH;
}
