/** What a person can do with the view by pointer, keys, menus and buttons. */
import type { RowOrder } from "../../src/protocol/panel";
import type { BinRange, RunQueries } from "../../src/protocol/queries";
import { openingOrder, openingRange, wholeRun } from "./run/opening";
import { clampRange, lengthOf, panRange, revealBin, sameRange, zoomRange } from "./run/range";
import { addNeurons, selectByClick } from "./run/selection";
import type { Scene } from "./scene";
import type { Cursor, Store } from "./store";

const ORDERS: readonly RowOrder[] = ["index", "group", "rate"];

export class Actions {
  constructor(
    private readonly store: Store,
    private readonly queries: RunQueries,
    private readonly scene: () => Scene,
  ) {}

  /** Shows a range; it is clamped, and following ends. */
  show(range: BinRange): void {
    const scene = this.scene();
    const clamped = clampRange(range, scene.facts.nTimeBins);
    if (!sameRange(clamped, scene.range)) this.store.set({ range: clamped, follow: false });
  }

  /** Zooms by a factor (> 1: closer) about a place of the plot, 0 left to 1 right. */
  zoom(factor: number, fraction: number): void {
    const { range, facts } = this.scene();
    this.show(zoomRange(range, factor, fraction, facts.nTimeBins));
  }

  /** Zooms about the crosshair when it is in view, else about the middle. */
  zoomAtCursor(factor: number): void {
    const { cursor, range } = this.scene();
    const inside = cursor && cursor.bin >= range.start && cursor.bin < range.end;
    this.zoom(factor, inside ? (cursor.bin + 0.5 - range.start) / lengthOf(range) : 0.5);
  }

  pan(bins: number): void {
    const { range, facts } = this.scene();
    this.show(panRange(range, bins, facts.nTimeBins));
  }

  whole(): void {
    this.show(wholeRun(this.scene().facts));
  }

  /** Shows the opening range; of a diverged run, its end. */
  opening(): void {
    this.show(openingRange(this.scene().facts));
    this.store.set({ log: true });
  }

  follow(on: boolean): void {
    const { facts, range } = this.scene();
    if (!facts.running) return;
    // Without a chosen range the view follows the run, and shows all of it at the end.
    this.store.set(on ? { follow: true, range: null } : { follow: false, range });
  }

  select(neuron: number, how: "one" | "toggle" | "range"): void {
    const { selection, rows } = this.scene();
    this.store.set({ selection: selectByClick(selection, neuron, how, rows.order) });
  }

  add(neurons: readonly number[]): void {
    this.store.set({ selection: addNeurons(this.scene().selection, neurons) });
  }

  remove(neuron: number): void {
    this.store.set({ selection: this.scene().selection.filter((other) => other !== neuron) });
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
    if (scene.rows.order.length === 0 || scene.facts.binsDone === 0) return;
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
    const { facts, range } = this.scene();
    const inside = Math.min(facts.binsDone - 1, Math.max(0, bin));
    this.show(revealBin(range, inside, facts.nTimeBins));
    this.point({ bin: inside, neuron, by: "keys" });
  }

  /** Moves to the next (1) or previous (-1) spike of the crosshair's neuron; returns whether there is one. */
  async toSpike(direction: 1 | -1): Promise<boolean> {
    const scene = this.scene();
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
    const { facts } = this.scene();
    const orders = ORDERS.filter((order) => order !== "group" || facts.hasGroups);
    const now = orders.indexOf(this.store.get().order ?? openingOrder(facts));
    this.order(orders[(now + 1) % orders.length]);
  }

  toggleLog(): void {
    this.store.set({ log: !this.scene().log });
  }

  /** Switches the drive, the common scale of all lanes, or the reversed order on or off. */
  toggle(name: "drive" | "sameScale" | "reverse"): void {
    this.store.set({ [name]: !this.store.get()[name] });
  }

  toggleGroup(name: string): void {
    const hidden = this.store.get().hiddenGroups;
    this.store.set({
      hiddenGroups: hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name],
    });
  }
}
