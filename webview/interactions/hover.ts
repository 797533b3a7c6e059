/** The crosshair, moved by pointer or keys, and its card. */
import type { BinRange, CellAnswer, RunQueries } from "../../src/protocol/queries";
import type { Actions } from "../app/actions";
import type { PanelView } from "../app/panel-view";
import { neuronTitle } from "../app/run/facts";
import { lengthOf, sameRange } from "../app/run/range";
import type { Scene } from "../app/scene";
import type { Cursor, Store } from "../app/store";
import { spokenCell } from "../style/labels";
import type { Box } from "../plots/pen";
import { Card } from "./card";
import { isInPlot, panelY, placeAt, plotX } from "./geometry";

/** The last pointer position, and the visible range at that time. */
interface Pointer {
  readonly event: PointerEvent;
  readonly view: PanelView;
  readonly range: BinRange;
}

/** Moves the crosshair and keeps its card up to date. */
export class Hover {
  readonly card = new Card();
  private asking = false;
  private cell: { readonly cursor: Cursor; readonly answer: CellAnswer } | null = null;
  private pointer: Pointer | null = null;
  /** The panels that show cells. */
  private readonly views: readonly PanelView[];

  constructor(
    views: readonly PanelView[],
    private readonly store: Store,
    private readonly actions: Actions,
    private readonly queries: RunQueries,
    private readonly scene: () => Scene,
    private readonly announce: (text: string) => void,
  ) {
    this.views = views.filter(({ panel }) => panel.cellAt);
    for (const view of this.views) {
      const { element } = view;
      element.addEventListener("pointermove", (event) => this.look(event, view));
      element.addEventListener("pointerleave", () => this.left());
      element.addEventListener("pointerdown", () => {
        // A drag moves the content together with the crosshair.
        this.pointer = null;
        this.card.hide();
      });
    }
    document.addEventListener("scroll", () => this.left(), { passive: true });
  }

  /** Updates card and crosshair; call after each drawing. */
  update(): void {
    const scene = this.scene();
    const { cursor } = scene;
    if (!cursor) return this.card.hide();
    if (cursor.by === "pointer" && this.pointer && !sameRange(this.pointer.range, scene.range)) {
      // The range moved under a resting pointer: show what is under it now.
      return this.look(this.pointer.event, this.pointer.view);
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

  private look(event: PointerEvent, view: PanelView): void {
    const scene = this.scene();
    if (event.buttons !== 0) return;
    const { element, panel } = view;
    const x = plotX(event, element, scene);
    const subject = view.subjectOf(event.target);
    const bin = Math.floor(placeAt(x, scene));
    const isOver = isInPlot(x, scene) && subject !== null && bin < scene.facts.binsDone;
    const cell = isOver ? panel.cellAt?.(scene, { x, y: panelY(event, element), bin, subject }) : null;
    if (!cell) return this.left();
    this.pointer = { event, view, range: scene.range };
    const before = this.store.get().cursor;
    this.actions.point({ ...cell, by: "pointer" });
    if (before === this.store.get().cursor) this.update();
  }

  private left(): void {
    if (this.store.get().cursor?.by === "pointer") this.actions.point(null);
  }

  /** Sends one query at a time; if the crosshair has moved when the answer arrives, queries its newest cell. */
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
        if (cursor.by === "pointer") continue;
        const { facts } = this.scene();
        const title = neuronTitle(facts, cursor.neuron);
        this.announce(spokenCell(title, cursor.bin, answer.count, answer.rate, facts.binSize));
      }
      this.update();
    } catch {
      // When a cell cannot be read, its card has no numbers; the plots show the file's problem.
    } finally {
      this.asking = false;
    }
  }

  private isNews({ bin, neuron }: Cursor): boolean {
    const now = this.store.get().cursor;
    return now !== null && (now.bin !== bin || now.neuron !== neuron);
  }

  private placeOf(scene: Scene, cursor: Cursor): { x: number; y: number } | null {
    const share = (cursor.bin + 0.5 - scene.range.start) / lengthOf(scene.range);
    for (const { element, panel } of this.views) {
      const y = panel.rowOf?.(scene, cursor.neuron) ?? null;
      const box = element.getBoundingClientRect();
      if (y !== null) return { x: box.left + scene.layout.gutter + share * scene.layout.plot, y: box.top + y };
    }
    return null;
  }

  /** The visible part of the plot column, over all panels that show cells. */
  private bounds(scene: Scene): Box {
    const boxes = this.views.map(({ element }) => element.getBoundingClientRect());
    const left = boxes[0].left + scene.layout.gutter;
    return {
      left,
      right: left + scene.layout.plot,
      top: Math.max(0, boxes[0].top),
      bottom: Math.min(window.innerHeight, Math.max(...boxes.map(({ bottom }) => bottom))),
    };
  }
}
