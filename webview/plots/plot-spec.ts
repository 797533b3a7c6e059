/** What a plot consists of: layers, lines between them, and the axes that place both. */
import type { Scene } from "../app/scene";
import type { Tick } from "../style/ticks";
import type { Box } from "./pen";

/** What a layer draws on: the scene, the canvas and where the plot lies on it. */
export interface Drawing {
  readonly scene: Scene;
  readonly ctx: CanvasRenderingContext2D;
  readonly area: Box;
  /** Width of the canvas, gutters and margins included. */
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

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly log?: boolean;
}

/** What a plot's x axis measures: time in bins, a lag, a rate. */
export interface XScale extends Axis {
  /** Marks about `spacing` CSS pixels apart on a plot that is `pixels` wide. */
  ticks(pixels: number, spacing: number): readonly Tick[];
}

/** `x` on the plot's x scale, `y` on the line's axis. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line, clipped to the plot; colours as CSS writes them, widths in CSS pixels. */
export interface Line {
  readonly points: Point[];
  readonly colour: string;
  /** 0: only its ground is seen. */
  readonly width: number;
  readonly dash?: readonly number[];
  /** What lies between the line and the plot's bottom, or the plot's first line. */
  readonly ground?: { readonly colour: string; readonly downTo: "bottom" | "first line" };
  /** The axis that it is measured on, if not `y`. */
  readonly axis?: string;
}

export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left?: number;
  readonly right?: number;
}

/** How one plot is made from a scene. */
export interface PlotSpec {
  readonly layers: readonly Layer[];
  /** Space around the plot, inside the canvas; at the sides that of the time plots when left out. */
  padding(scene: Scene): Padding;
  x(scene: Scene): XScale;
  /** Vertical axes by the names that the lines give. */
  axes(scene: Scene): Readonly<Record<string, Axis>>;
  /** The first lies on top. A plot always has the same lines, be they without points. */
  lines?(scene: Scene): readonly Line[];
}
