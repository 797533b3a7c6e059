/** Dragging a time plot pans; in `span` mode, or with Shift, it marks a span to zoom to. */
import type { Actions } from "../app/actions";
import { lengthOf, spanOf } from "../app/run/range";
import type { BinRange } from "../../src/protocol/queries";
import type { Scene } from "../app/scene";
import type { Store } from "../app/store";
import { onDrag } from "./drag";
import { isInPlot, placeAt, plotX } from "./geometry";

/** Lets drags pan an element, or mark a span to zoom to. */
export function panAndSpan(
  element: HTMLElement,
  always: "span" | "pan",
  store: Store,
  actions: Actions,
  scene: () => Scene,
): void {
  let before: BinRange | null = null;
  let from = 0;
  let spanning = false;
  onDrag(element, {
    start(event) {
      const now = scene();
      if (!isInPlot(plotX(event, element, now), now)) return false;
      before = now.range;
      from = plotX(event, element, now);
      spanning = always === "span" || event.shiftKey;
      return true;
    },
    move(event) {
      if (!before) return;
      const now = scene();
      const x = plotX(event, element, now);
      if (spanning) {
        const [one, other] = [from, Math.min(now.layout.plot, Math.max(0, x))].map((at) => placeAt(at, now));
        store.set({ span: { start: Math.min(one, other), end: Math.max(one, other) }, cursor: null });
      } else {
        element.classList.add("panning");
        const start = before.start - ((x - from) / now.layout.plot) * lengthOf(before);
        actions.pan(Math.round(start) - now.range.start);
      }
    },
    end(_event, done) {
      element.classList.remove("panning");
      const { span } = store.get();
      if (span) store.set({ span: null });
      if (span && done) actions.show(spanOf(span.start, span.end, scene().facts.nTimeBins));
      if (!spanning && !done && before) actions.show(before);
    },
  });
  element.addEventListener("dblclick", (event) => {
    const now = scene();
    if (isInPlot(plotX(event, element, now), now)) actions.whole();
  });
}
