/** What a plot consists of: layers, lines between them, and the axes that place both. */
import type { Scene } from "../app/scene";
import type { Box } from "./pen";

/** What a layer draws on: the scene, the canvas and where the plot lies on it. */
export interface Drawing {
  readonly scene: Scene;
  readonly ctx: CanvasRenderingContext2D;
  readonly area: Box;
  /** Width of the canvas, gutters and margins included. */
  readonly width: number;
  readonly height: number;
  /** CSS pixel of the left edge of a bin. */
  x(bin: number): number;
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

/** `x` in bins, `y` on the line's axis. */
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

/** How one plot is made from a scene. */
export interface PlotSpec {
  readonly layers: readonly Layer[];
  /** Space above and below the plot, inside the canvas. */
  padding(scene: Scene): { readonly top: number; readonly bottom: number };
  /** `x` in bins; other axes by the names that the lines give. */
  axes(scene: Scene): Readonly<Record<string, Axis>>;
  /** The first lies on top. A plot always has the same lines, be they without points. */
  lines?(scene: Scene): readonly Line[];
}
