/** The brush: dragging inside moves it, dragging a grip resizes it; outside, a drag draws a new one, a click centres it. */
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
export function brushByPointer(element: HTMLElement, actions: Actions, scene: () => Scene): void {
  let hold: Hold = "outside";
  let before: BinRange | null = null;
  let from = 0;
  const binAt = (event: MouseEvent): number => {
    const { layout, facts } = scene();
    const share = plotX(event, element, scene()) / layout.plot;
    return Math.min(1, Math.max(0, share)) * facts.nTimeBins;
  };
  /** What a press grabs; null outside of the plot. */
  const holdOf = (event: MouseEvent): Hold | null => {
    const { range, facts, layout } = scene();
    const x = plotX(event, element, scene());
    return x < -CATCH || x > layout.plot + CATCH ? null : holdAt(x, range, facts.nTimeBins, layout.plot);
  };
  onDrag(element, {
    start(event) {
      const held = holdOf(event);
      if (held === null) return false;
      hold = held;
      before = scene().range;
      from = binAt(event);
      return true;
    },
    move(event) {
      if (before) actions.show(dragBrush(hold, before, from, binAt(event), scene().facts.nTimeBins));
    },
    end(_event, done) {
      if (!done && before) actions.show(before);
    },
  });
  element.addEventListener("pointermove", (event) => {
    const over = holdOf(event);
    element.style.cursor = over ? CURSORS[over] : "";
  });
  element.addEventListener("click", (event) => {
    const now = scene();
    const x = plotX(event, element, now);
    const [left, right] = brushEdges(now.range, now.facts.nTimeBins, now.layout.plot);
    if (isInPlot(x, now) && (x < left || x > right))
      actions.show(centreOn(now.range, binAt(event), now.facts.nTimeBins));
  });
  element.addEventListener("dblclick", () => actions.whole());
}
