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

/** Size of text in CSS pixels, 11 by default, and its weight. */
export interface FontStyle {
  readonly size?: number;
  readonly bold?: boolean;
}

/** How text is drawn. */
export interface TextStyle extends FontStyle {
  /** By default the theme's for quiet text. */
  readonly colour?: string;
  readonly align?: CanvasTextAlign;
  /** Draws the ground around letters that cross lines. */
  readonly halo?: boolean;
}

/** Draws lines and text on a canvas: crisp lines on device pixels, everything in CSS pixels. */
export class Pen {
  constructor(
    readonly ctx: CanvasRenderingContext2D,
    private readonly theme: Theme,
    /** Device pixels per CSS pixel. */
    private readonly ratio: number,
  ) {}

  /** The nearest whole device pixel. */
  snap(value: number): number {
    return snap(value, this.ratio);
  }

  /** A vertical line whose left edge is on a device pixel. */
  vertical(x: number, top: number, bottom: number, colour: string, width = 1): void {
    this.ctx.fillStyle = colour;
    this.ctx.fillRect(this.snap(x - width / 2), top, this.thick(width), bottom - top);
  }

  /** A horizontal line whose upper edge is on a device pixel. */
  horizontal(y: number, left: number, right: number, colour: string): void {
    this.ctx.fillStyle = colour;
    this.ctx.fillRect(left, this.snap(y - 0.5), right - left, this.thick(1));
  }

  /** Text whose middle is at height `y`. */
  text(text: string, x: number, y: number, style: TextStyle = {}): void {
    const { ctx, theme } = this;
    this.setFont(style);
    ctx.textAlign = style.align ?? "left";
    ctx.textBaseline = "middle";
    if (style.halo) {
      ctx.strokeStyle = theme.ground;
      ctx.lineWidth = 4;
      ctx.lineJoin = "round";
      ctx.strokeText(text, x, y);
    }
    ctx.fillStyle = style.colour ?? theme.quiet;
    ctx.fillText(text, x, y);
  }

  widthOf(text: string, font: FontStyle = {}): number {
    this.setFont(font);
    return this.ctx.measureText(text).width;
  }

  /** The first of several texts that fits; else the last, shortened. */
  wording(texts: readonly string[], width: number): string {
    return texts.find((text) => this.widthOf(text) <= width) ?? this.fitted(texts[texts.length - 1], width);
  }

  /** The end of an axis, as short as necessary: `3 500 000`, `3.5 × 10⁶`, `3.5e6`. */
  axisWording(value: number, width: number): string {
    return this.wording([axisLabel(value), scientific(value), value.toExponential(1).replace("+", "")], width);
  }

  /** As much of the text as fits before an ellipsis; "" when not even a letter does. */
  fitted(text: string, width: number, font: FontStyle = {}): string {
    if (this.widthOf(text, font) <= width) return text;
    for (let length = text.length - 1; length > 0; length--) {
      const short = `${text.slice(0, length)}…`;
      if (this.widthOf(short, font) <= width) return short;
    }
    return "";
  }

  /** A label in a filled box with centre (x, y), such as the crosshair's time and selected indices. */
  tab(text: string, x: number, y: number, height: number): void {
    const { ctx, theme } = this;
    const width = Math.ceil(this.widthOf(text, { bold: true })) + 10;
    const [left, top] = [Math.round(x - width / 2), Math.round(y - height / 2)];
    ctx.fillStyle = theme.accent;
    ctx.beginPath();
    ctx.roundRect(left, top, width, height, 2);
    ctx.fill();
    const style = { colour: theme.onAccent, align: "center", bold: true } as const;
    this.text(text, left + width / 2, top + height / 2 + 0.5, style);
  }

  private thick(width: number): number {
    return Math.max(1, Math.round(width * this.ratio)) / this.ratio;
  }

  private setFont({ size = 11, bold = false }: FontStyle): void {
    this.ctx.font = `${bold ? "600 " : ""}${size}px ${this.theme.font}`;
  }
}

/** The nearest whole device pixel, in CSS pixels. */
export function snap(value: number, ratio: number): number {
  return Math.round(value * ratio) / ratio;
}
