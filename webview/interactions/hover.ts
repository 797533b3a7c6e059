/** The crosshair under the pointer and by keys, and the card that says what is there. */
import type { BinRange, CellAnswer, RunQueries } from "../../src/protocol/queries";
import type { Actions } from "../app/actions";
import type { Page } from "../app/page";
import { neuronTitle } from "../app/run/facts";
import { lengthOf, sameRange } from "../app/run/range";
import { rowTop } from "../app/run/rows";
import type { Scene } from "../app/scene";
import type { Cursor, Store } from "../app/store";
import { spokenCell } from "../style/labels";
import { Card, type Bounds } from "./card";
import { isInPlot, neuronAt, placeAt, plotX } from "./geometry";

/** A spike so many pixels off is meant when the pointer is in its row. */
const REACH = 3;

/** Where the pointer was last, and the range that was in view then. */
interface Pointer {
  readonly event: PointerEvent;
  readonly element: HTMLElement;
  readonly range: BinRange;
}

export class Hover {
  readonly card = new Card();
  private asking = false;
  private cell: { readonly cursor: Cursor; readonly answer: CellAnswer } | null = null;
  private pointer: Pointer | null = null;

  constructor(
    private readonly page: Page,
    private readonly store: Store,
    private readonly actions: Actions,
    private readonly queries: RunQueries,
    private readonly scene: () => Scene | null,
    private readonly say: (text: string) => void,
  ) {
    for (const element of [page.raster, page.lanes]) {
      element.addEventListener("pointermove", (event) => this.look(event, element));
      element.addEventListener("pointerleave", () => this.left());
      element.addEventListener("pointerdown", () => {
        // What is dragged takes the crosshair with it.
        this.pointer = null;
        this.card.hide();
      });
    }
    document.addEventListener("scroll", () => this.left(), { passive: true });
  }

  /** Follows the crosshair; to be called after each drawing. */
  update(): void {
    const scene = this.scene();
    const cursor = scene?.cursor;
    if (!scene || !cursor) {
      this.card.hide();
      return;
    }
    if (cursor.by === "pointer" && this.pointer && !sameRange(this.pointer.range, scene.range)) {
      // Time moved on beneath a pointer that rests: what lies under it now is shown.
      this.look(this.pointer.event, this.pointer.element);
      return;
    }
    const at =
      cursor.by === "pointer"
        ? this.pointer && { x: this.pointer.event.clientX, y: this.pointer.event.clientY }
        : this.placeOf(scene, cursor);
    const known =
      this.cell?.cursor.bin === cursor.bin && this.cell.cursor.neuron === cursor.neuron ? this.cell.answer : null;
    if (at) this.card.show(scene, cursor, known, at, this.bounds(scene));
    if (!known) void this.ask();
  }

  private look(event: PointerEvent, element: HTMLElement): void {
    const scene = this.scene();
    if (!scene || event.buttons !== 0) return;
    const x = plotX(event, element, scene);
    const neuron = element === this.page.raster ? neuronAt(event, element, scene) : this.page.neuronOf(event.target);
    const bin = Math.floor(placeAt(x, scene));
    if (!isInPlot(x, scene) || neuron === null || bin >= scene.facts.binsDone) {
      this.left();
      return;
    }
    this.pointer = { event, element, range: scene.range };
    const found = element === this.page.raster ? (nearestSpike(scene, x, neuron) ?? bin) : bin;
    const before = this.store.get().cursor;
    this.actions.point({ bin: found, neuron, by: "pointer" });
    if (before === this.store.get().cursor) this.update();
  }

  private left(): void {
    if (this.store.get().cursor?.by === "pointer") this.actions.point(null);
  }

  /** One question at a time; when the answer comes and the crosshair has moved on, the newest place is asked for. */
  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      for (
        let cursor = this.store.get().cursor;
        cursor;
        cursor = this.isNews(cursor) ? this.store.get().cursor : null
      ) {
        const answer = await this.queries.cell({ bin: cursor.bin, neuron: cursor.neuron });
        this.cell = { cursor, answer };
        const scene = this.scene();
        if (scene && cursor.by === "keys")
          this.say(
            spokenCell(
              neuronTitle(scene.facts, cursor.neuron),
              cursor.bin,
              answer.count,
              answer.rate,
              scene.facts.binSize,
            ),
          );
      }
      this.update();
    } catch {
      // A cell that cannot be read leaves its card without numbers; the plots say what is wrong with the file.
    } finally {
      this.asking = false;
    }
  }

  private isNews({ bin, neuron }: Cursor): boolean {
    const now = this.store.get().cursor;
    return now !== null && (now.bin !== bin || now.neuron !== neuron);
  }

  private placeOf(scene: Scene, cursor: Cursor): { x: number; y: number } | null {
    const position = scene.rows.positionOf[cursor.neuron];
    const box = this.page.raster.getBoundingClientRect();
    if (position < 0) return null;
    const share = (cursor.bin + 0.5 - scene.range.start) / lengthOf(scene.range);
    return {
      x: box.left + scene.layout.gutter + share * scene.layout.plot,
      y: box.top + rowTop(scene.rows, position) + scene.rows.rowHeight / 2,
    };
  }

  /** The plot column of raster and lanes, as far as it is in the window. */
  private bounds(scene: Scene): Bounds {
    const raster = this.page.raster.getBoundingClientRect();
    const lanes = this.page.lanes.getBoundingClientRect();
    const left = raster.left + scene.layout.gutter;
    return {
      left,
      right: left + scene.layout.plot,
      top: Math.max(0, raster.top),
      bottom: Math.min(window.innerHeight, Math.max(raster.bottom, lanes.bottom)),
    };
  }
}

/** The bin of the spike of this neuron that is drawn next to the pointer, or null. */
function nearestSpike({ data, layout, range }: Scene, x: number, neuron: number): number | null {
  const answer = data.raster?.answer;
  if (answer?.kind !== "ticks") return null;
  const perBin = layout.plot / lengthOf(range);
  let [best, nearest] = [REACH, -1];
  for (let spike = 0; spike < answer.bins.length; spike++) {
    if (answer.neurons[spike] !== neuron) continue;
    const off = Math.abs((answer.bins[spike] + 0.5 - range.start) * perBin - x);
    if (off < best) [best, nearest] = [off, answer.bins[spike]];
  }
  return nearest < 0 || perBin > 2 * REACH ? null : nearest;
}
