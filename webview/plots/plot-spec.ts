/** The parts of a plot: layers, lines between them, and axes that place both. */
import type { Scene } from "../app/scene";
import type { Tick } from "../style/ticks";
import type { Box, Pen } from "./pen";

/** What a layer draws with: the scene, the canvas, and the plot's area on it. */
export interface Drawing {
  readonly scene: Scene;
  readonly ctx: CanvasRenderingContext2D;
  readonly pen: Pen;
  readonly area: Box;
  /** Width of the canvas, including gutters and margins. */
  readonly width: number;
  readonly height: number;
  readonly xScale: XScale;
  /** CSS pixel of a value on the plot's x scale. */
  x(value: number): number;
  /** CSS pixel of a value on the plot's y scale. */
  y(value: number): number;
}

/** Draws beneath (`under`) or above (`over`) the lines. */
export interface Layer {
  readonly id: string;
  under?(drawing: Drawing): void;
  over?(drawing: Drawing): void;
}

/** The range of an axis. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly log?: boolean;
}

/** What a plot's x axis measures: time in bins, a lag, a rate. */
export interface XScale extends Axis {
  /** Ticks about `spacing` CSS pixels apart on a plot of width `pixels`. */
  ticks(pixels: number, spacing: number): readonly Tick[];
}

/** `x` on the plot's x scale, `y` on the line's axis. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line, clipped to the plot; colours in CSS syntax, widths in CSS pixels. */
export interface Line {
  readonly points: Point[];
  readonly colour: string;
  /** 0: only its ground is visible. */
  readonly width: number;
  readonly dash?: readonly number[];
  /** Fills the area between the line and the plot's bottom, or the plot's first line. */
  readonly ground?: { readonly colour: string; readonly downTo: "bottom" | "first line" };
  /** Its axis, if not `y`. */
  readonly axis?: string;
}

/** Space around a plot in CSS pixels. */
export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left?: number;
  readonly right?: number;
}

/** How to draw a plot from a scene. */
export interface PlotSpec {
  readonly layers: readonly Layer[];
  /** Space around the plot, inside the canvas; by default the sides of the time plots. */
  padding(scene: Scene): Padding;
  x(scene: Scene): XScale;
  /** Vertical axes by the names that lines use. */
  axes(scene: Scene): Readonly<Record<string, Axis>>;
  /** The first is on top. A plot always has the same lines, possibly without points. */
  lines?(scene: Scene): readonly Line[];
}
