/** What a panel of the run view is: all that page, data, keyboard, screen reader, picture and tables need to know of it. */
import type { VNode } from "preact";
import type { BinRange, RunQueries } from "../../src/protocol/queries";
import type { Actions } from "../app/actions";
import type { Kind, Questions } from "../app/data";
import type { Scene } from "../app/scene";
import type { PlotSpec } from "../plots/plot-spec";

export interface Panel {
  /** Also its element's class. */
  readonly id: string;
  /** What a screen reader calls it; null: it adds nothing to what others say, and takes no focus. */
  readonly title: string | null;
  /** Whether there is room for it; always when left out. */
  hasRoom?(scene: Scene): boolean;

  /** What it asks of the run's data. Panels that ask the same question share its answer. */
  questions?(scene: Scene, visible: Visible): Questions;
  /** The question without whose answer it is empty: why it cannot be read is said in its place. */
  readonly main?: Kind;

  /** What each of its plots is about, top down: a neuron, or what else its spec takes it for. One plot when left out. */
  subjects?(scene: Scene): readonly number[];
  /** Draws a plot; its subject is asked for at each drawing, since a plot may be given to another. */
  spec(subject: () => number): PlotSpec;
  /** Height of each plot in CSS pixels. `roomBelow`: pixels of the window from the panel's top on; a picture has no end. */
  height(scene: Scene, roomBelow?: () => number): number;

  /** What a screen reader says when it gets the focus. */
  summary?(scene: Scene): string;
  /** Its summary stands for the view where there is no room for plots. */
  readonly speaksForAll?: boolean;
  /** What it shows, as numbers. */
  readonly table?: PanelTable;
  /** Buttons and fields above it. */
  controls?(scene: Scene, actions: Actions): VNode;
  readonly inExport: boolean;
  /** The line above it in a picture. */
  heading?(scene: Scene): string;

  /**
   * Its x axis is time; a drag moves the brush, marks the span to zoom to (with Shift everywhere), or pans. Left out: its x axis is
   * something else, and time does not move there.
   */
  readonly drag?: "brush" | "span" | "pan";
  /** The cell that the crosshair takes hold of at a place; null: none. */
  cellAt?(scene: Scene, place: Place): Cell | null;
  /** The neuron that a click selects, at a height in CSS pixels. */
  neuronAt?(scene: Scene, y: number): number | null;
  /** The middle of a neuron's row, in CSS pixels from the top, where the keys' crosshair has its card; null: it has no row. */
  rowOf?(scene: Scene, neuron: number): number | null;
}

/** The part of a view that has data: bins, and the CSS pixels that they take. */
export interface Visible {
  readonly range: BinRange;
  readonly pixels: number;
}

export interface Place {
  /** CSS pixels from the left edge of the plot, and from the panel's top. */
  readonly x: number;
  readonly y: number;
  readonly bin: number;
  /** Of the plot that it lies in. */
  readonly subject: number;
}

export interface Cell {
  readonly bin: number;
  readonly neuron: number;
}

export interface PanelTable {
  readonly title: string;
  /** Reads it for a range of bins. Rejects when that cannot be read. */
  read(scene: Scene, range: BinRange, queries: RunQueries): Promise<Table>;
}

/** The first column names the rows. */
export interface Table {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
