/** What a person can do with the view by pointer, keys, menus and buttons. */
import type { RowOrder } from "../../src/protocol/panel";
import type { BinRange, RunQueries } from "../../src/protocol/queries";
import { openingRange, wholeRun } from "./run/opening";
import { clampRange, lengthOf, panRange, revealBin, sameRange, zoomRange } from "./run/range";
import { addNeurons, selectByClick } from "./run/selection";
import type { Scene } from "./scene";
import type { Cursor, Store } from "./store";

const ORDERS: readonly RowOrder[] = ["index", "group", "rate"];

export class Actions {
  constructor(
    private readonly store: Store,
    private readonly queries: RunQueries,
    private readonly scene: () => Scene | null,
  ) {}

  /** Shows a range; it is clamped, and following ends. */
  show(range: BinRange): void {
    const scene = this.scene();
    if (!scene) return;
    const clamped = clampRange(range, scene.facts.nTimeBins);
    if (!sameRange(clamped, scene.range)) this.store.set({ range: clamped, follow: false });
  }

  /** Zooms by a factor (> 1: closer) about a place of the plot, 0 left to 1 right. */
  zoom(factor: number, fraction: number): void {
    const scene = this.scene();
    if (scene) this.show(zoomRange(scene.range, factor, fraction, scene.facts.nTimeBins));
  }

  /** Zooms about the crosshair when it is in view, else about the middle. */
  zoomAtCursor(factor: number): void {
    const scene = this.scene();
    if (!scene) return;
    const { cursor, range } = scene;
    const inside = cursor && cursor.bin >= range.start && cursor.bin < range.end;
    this.zoom(factor, inside ? (cursor.bin + 0.5 - range.start) / lengthOf(range) : 0.5);
  }

  pan(bins: number): void {
    const scene = this.scene();
    if (scene) this.show(panRange(scene.range, bins, scene.facts.nTimeBins));
  }

  whole(): void {
    const scene = this.scene();
    if (scene) this.show(wholeRun(scene.facts));
  }

  /** Shows the opening range; of a diverged run, its end. */
  opening(): void {
    const scene = this.scene();
    if (!scene) return;
    this.show(openingRange(scene.facts));
    this.store.set({ log: true });
  }

  follow(on: boolean): void {
    const scene = this.scene();
    if (!scene?.facts.running) return;
    // Without a chosen range the view follows the run, and shows all of it at the end.
    this.store.set(on ? { follow: true, range: null } : { follow: false, range: scene.range });
  }

  select(neuron: number, how: "one" | "toggle" | "range"): void {
    const scene = this.scene();
    if (scene) this.store.set({ selection: selectByClick(scene.selection, neuron, how, scene.rows.order) });
  }

  add(neurons: readonly number[]): void {
    const scene = this.scene();
    if (scene) this.store.set({ selection: addNeurons(scene.selection, neurons) });
  }

  remove(neuron: number): void {
    const scene = this.scene();
    if (scene) this.store.set({ selection: scene.selection.filter((other) => other !== neuron) });
  }

  clear(): void {
    this.store.set({ selection: [] });
  }

  point(cursor: Cursor | null): void {
    const before = this.store.get().cursor;
    if (before?.bin === cursor?.bin && before?.neuron === cursor?.neuron && before?.by === cursor?.by) return;
    this.store.set({ cursor });
  }

  /** Moves the crosshair by bins and rows; a new one starts in the middle of the first selected row. */
  step(bins: number, rows: number): void {
    const scene = this.scene();
    if (!scene || scene.rows.order.length === 0 || scene.facts.binsDone === 0) return;
    const { facts, range } = scene;
    const start = scene.cursor ?? {
      bin: Math.floor((range.start + Math.min(range.end, facts.binsDone)) / 2) - bins,
      neuron: scene.selection[0] ?? scene.rows.order[0],
    };
    const position = Math.max(0, scene.rows.positionOf[start.neuron]);
    const next = Math.min(scene.rows.order.length - 1, Math.max(0, position + (scene.cursor ? rows : 0)));
    this.goTo(start.bin + bins, scene.rows.order[next]);
  }

  /** Moves the crosshair to a bin and into view. */
  goTo(bin: number, neuron: number): void {
    const scene = this.scene();
    if (!scene) return;
    const inside = Math.min(scene.facts.binsDone - 1, Math.max(0, bin));
    this.show(revealBin(scene.range, inside, scene.facts.nTimeBins));
    this.point({ bin: inside, neuron, by: "keys" });
  }

  /** Moves to the next (1) or previous (-1) spike of the crosshair's neuron; returns whether there is one. */
  async toSpike(direction: 1 | -1): Promise<boolean> {
    const scene = this.scene();
    if (!scene) return false;
    const neuron = scene.cursor?.neuron ?? scene.selection[0] ?? scene.rows.order[0];
    if (neuron === undefined) return false;
    const from = scene.cursor?.bin ?? (direction === 1 ? scene.range.start - 1 : scene.range.end);
    const bin = await this.queries.nextSpike({ neuron, from, direction });
    if (bin !== null) this.goTo(bin, neuron);
    return bin !== null;
  }

  order(order: RowOrder): void {
    this.store.set({ order });
  }

  nextOrder(): void {
    const scene = this.scene();
    if (!scene) return;
    const orders = ORDERS.filter((order) => order !== "group" || scene.facts.hasGroups);
    const now = orders.indexOf(this.store.get().order ?? (scene.facts.hasGroups ? "group" : "index"));
    this.order(orders[(now + 1) % orders.length]);
  }

  toggleLog(): void {
    const scene = this.scene();
    if (scene) this.store.set({ log: !scene.log });
  }

  toggleDrive(): void {
    this.store.set({ drive: !this.store.get().drive });
  }

  toggleSameScale(): void {
    this.store.set({ sameScale: !this.store.get().sameScale });
  }

  reverse(): void {
    this.store.set({ reverse: !this.store.get().reverse });
  }

  toggleGroup(name: string): void {
    const hidden = this.store.get().hiddenGroups;
    this.store.set({
      hiddenGroups: hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name],
    });
  }
}
