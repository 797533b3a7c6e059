/** Lines and text on a canvas: crisp lines on device pixels, text with a halo, all in CSS pixels. */
import { scientific } from "../../src/text/numbers";
import type { Theme } from "../style/theme";
import { axisLabel } from "../style/ticks";

/** A rectangle in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The nearest whole device pixel, in CSS pixels. */
export function snap(value: number, ratio: number): number {
  return Math.round(value * ratio) / ratio;
}

/** A vertical line of `width` CSS pixels whose left edge is on a device pixel. */
export function vertical(
  ctx: CanvasRenderingContext2D,
  x: number,
  top: number,
  bottom: number,
  colour: string,
  ratio: number,
  width = 1,
): void {
  ctx.fillStyle = colour;
  ctx.fillRect(snap(x - width / 2, ratio), top, Math.max(1, Math.round(width * ratio)) / ratio, bottom - top);
}

/** A horizontal line of `width` CSS pixels whose upper edge is on a device pixel. */
export function horizontal(
  ctx: CanvasRenderingContext2D,
  y: number,
  left: number,
  right: number,
  colour: string,
  ratio: number,
  width = 1,
): void {
  ctx.fillStyle = colour;
  ctx.fillRect(left, snap(y - width / 2, ratio), right - left, Math.max(1, Math.round(width * ratio)) / ratio);
}

/** How text is written. */
export interface TextStyle {
  readonly colour: string;
  readonly align?: CanvasTextAlign;
  readonly baseline?: CanvasTextBaseline;
  readonly size?: number;
  readonly bold?: boolean;
  /** Colour drawn around letters that cross lines. */
  readonly halo?: string;
}

/** The CSS font of the theme. */
export function fontOf(theme: Theme, size = 11, bold = false): string {
  return `${bold ? "600 " : ""}${size}px ${theme.font}`;
}

/** Writes text at a position in CSS pixels. */
export function write(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  text: string,
  x: number,
  y: number,
  style: TextStyle,
): void {
  ctx.font = fontOf(theme, style.size, style.bold);
  ctx.textAlign = style.align ?? "left";
  ctx.textBaseline = style.baseline ?? "middle";
  if (style.halo) {
    ctx.strokeStyle = style.halo;
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = style.colour;
  ctx.fillText(text, x, y);
}

/** Width of a text in CSS pixels. */
export function textWidth(ctx: CanvasRenderingContext2D, theme: Theme, text: string, size = 11, bold = false): number {
  ctx.font = fontOf(theme, size, bold);
  return ctx.measureText(text).width;
}

/** The first of several texts that fits; else the last, shortened. */
export function wording(ctx: CanvasRenderingContext2D, theme: Theme, texts: readonly string[], width: number): string {
  const fits = texts.find((text) => textWidth(ctx, theme, text) <= width);
  return fits ?? fitted(ctx, theme, texts[texts.length - 1], width);
}

/** The end of an axis, as short as necessary: `3 500 000`, `3.5 × 10⁶`, `3.5e6`. */
export function axisWording(ctx: CanvasRenderingContext2D, theme: Theme, value: number, width: number): string {
  return wording(ctx, theme, [axisLabel(value), scientific(value), value.toExponential(1).replace("+", "")], width);
}

/** As much of the text as fits before an ellipsis; "" when not even a letter does. */
export function fitted(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  text: string,
  width: number,
  size = 11,
  bold = false,
): string {
  if (textWidth(ctx, theme, text, size, bold) <= width) return text;
  for (let length = text.length - 1; length > 0; length--) {
    const short = `${text.slice(0, length)}…`;
    if (textWidth(ctx, theme, short, size, bold) <= width) return short;
  }
  return "";
}

/** A label in a filled box with centre (x, y), such as the crosshair's time and selected indices. */
export function tab(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  text: string,
  x: number,
  y: number,
  height = 17,
): void {
  const width = Math.ceil(textWidth(ctx, theme, text, 11, true)) + 10;
  ctx.fillStyle = theme.accent;
  ctx.beginPath();
  ctx.roundRect(Math.round(x - width / 2), Math.round(y - height / 2), width, height, 2);
  ctx.fill();
  write(ctx, theme, text, Math.round(x - width / 2) + width / 2, Math.round(y - height / 2) + height / 2 + 0.5, {
    colour: theme.onAccent,
    align: "center",
    bold: true,
  });
}
