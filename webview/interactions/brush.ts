/**
 * The brush by pointer: dragging inside moves it, dragging a grip resizes it; outside, a drag draws a new one and a
 * click centres it.
 */
import type { BinRange } from "../../src/protocol/queries";
import type { Actions } from "../app/actions";
import { brushEdges, centreOn, dragBrush, holdAt, type Hold } from "../plots/brush";
import type { Scene } from "../app/scene";
import { onDrag } from "./drag";
import { isInPlot, plotX } from "./geometry";

const CURSORS: Record<Hold, string> = { start: "ew-resize", end: "ew-resize", inside: "grab", outside: "crosshair" };
/** A grip can be grabbed slightly outside the plot. */
const CATCH = 6;

/** Lets the pointer move, resize and redraw the brush of an element. */
export function brushByPointer(element: HTMLElement, actions: Actions, scene: () => Scene | null): void {
  let hold: Hold = "outside";
  let before: BinRange | null = null;
  let from = 0;
  const binAt = (event: MouseEvent, now: Scene): number => {
    const share = plotX(event, element, now) / now.layout.plot;
    return Math.min(1, Math.max(0, share)) * now.facts.nTimeBins;
  };
  onDrag(element, {
    start(event) {
      const now = scene();
      const x = now ? plotX(event, element, now) : -1;
      if (!now || x < -CATCH || x > now.layout.plot + CATCH) return false;
      hold = holdAt(x, now.range, now.facts.nTimeBins, now.layout.plot);
      before = now.range;
      from = binAt(event, now);
      return true;
    },
    move(event) {
      const now = scene();
      if (now && before) actions.show(dragBrush(hold, before, from, binAt(event, now), now.facts.nTimeBins));
    },
    end(_event, done) {
      if (!done && before) actions.show(before);
    },
  });
  element.addEventListener("pointermove", (event) => {
    const now = scene();
    if (!now) return;
    const x = plotX(event, element, now);
    const over = x >= -CATCH && x <= now.layout.plot + CATCH;
    element.style.cursor = over ? CURSORS[holdAt(x, now.range, now.facts.nTimeBins, now.layout.plot)] : "";
  });
  element.addEventListener("click", (event) => {
    const now = scene();
    if (!now) return;
    const x = plotX(event, element, now);
    const [left, right] = brushEdges(now.range, now.facts.nTimeBins, now.layout.plot);
    if (isInPlot(x, now) && (x < left || x > right))
      actions.show(centreOn(now.range, binAt(event, now), now.facts.nTimeBins));
  });
  element.addEventListener("dblclick", () => actions.whole());
}
