/** The interface of a panel of the run view: all that page, data, keyboard, screen reader, picture and tables need. */
import type { VNode } from "preact";
import type { BinRange, RunQueries } from "../../src/protocol/queries";
import type { Actions } from "../app/actions";
import type { Kind, Questions } from "../app/data";
import type { Scene } from "../app/scene";
import type { PlotSpec } from "../plots/plot-spec";

/** A panel of the run view. */
export interface Panel {
  /** Also the class of its element. */
  readonly id: string;
  /** Its name for a screen reader; null: it adds nothing to other panels, and takes no focus. */
  readonly title: string | null;
  /** Whether it fits the layout; default: always. */
  hasRoom?(scene: Scene): boolean;

  /** Its queries of the run's data. Panels with the same query share the answer. */
  questions?(scene: Scene, visible: Visible): Questions;
  /** The query without whose answer the panel is empty; its error is shown instead. */
  readonly main?: Kind;

  /** The subject of each plot, top down: a neuron, or any number that its spec understands. Default: one plot. */
  subjects?(scene: Scene): readonly number[];
  /** Draws a plot. `subject` is called at each drawing, because a plot may change its subject. */
  spec(subject: () => number): PlotSpec;
  /**
   * Height of each plot in CSS pixels. `roomBelow`: pixels from the panel's top to the window's bottom; pictures have
   * no limit.
   */
  height(scene: Scene, roomBelow?: () => number): number;

  /** What a screen reader announces on focus. */
  summary?(scene: Scene): string;
  /** Its summary replaces the view where plots do not fit. */
  readonly speaksForAll?: boolean;
  /** Its content as numbers. */
  readonly table?: PanelTable;
  /** Buttons and fields above it. */
  controls?(scene: Scene, actions: Actions): VNode;
  readonly inExport: boolean;
  /** The heading above it in a picture. */
  heading?(scene: Scene): string;

  /**
   * For a time axis: a drag moves the brush, marks a span to zoom to (in all panels with Shift), or pans. Omitted: the
   * x axis is not time.
   */
  readonly drag?: "brush" | "span" | "pan";
  /** The cell under the crosshair at a place; null: none. */
  cellAt?(scene: Scene, place: Place): Cell | null;
  /** The neuron that a click at this height (CSS pixels) selects. */
  neuronAt?(scene: Scene, y: number): number | null;
  /**
   * The middle of a neuron's row, in CSS pixels from the top, where the card of the keyboard crosshair goes; null
   * without a row.
   */
  rowOf?(scene: Scene, neuron: number): number | null;
}

/** The part of a view that has data: its bins, and their width in CSS pixels. */
export interface Visible {
  readonly range: BinRange;
  readonly pixels: number;
}

/** A position in a panel. */
export interface Place {
  /** CSS pixels from the left edge of the plot and from the panel's top. */
  readonly x: number;
  readonly y: number;
  readonly bin: number;
  /** The subject of the plot at this position. */
  readonly subject: number;
}

/** A neuron in a bin. */
export interface Cell {
  readonly bin: number;
  readonly neuron: number;
}

/** A panel's content as a table. */
export interface PanelTable {
  readonly title: string;
  /** Reads it for a range of bins. Rejects when the data cannot be read. */
  read(scene: Scene, range: BinRange, queries: RunQueries): Promise<Table>;
}

/** The first column names the rows. */
export interface Table {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
