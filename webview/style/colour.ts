/** Colours as numbers: parsed from themes, and mixed until the contrast suffices. */

/** Red, green and blue from 0 to 255, opacity from 0 to 1. */
export interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

/** Minimum contrast of marks (WCAG 2.1, 1.4.11). */
const LEAST_CONTRAST = 3;

/** Minimum contrast of text (WCAG 2.1, 1.4.3). */
export const LEAST_TEXT_CONTRAST = 4.5;

/** Parses `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()`, as VS Code writes theme colours; null for others. */
export function parseColour(text: string): Colour | null {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex) {
    const short = hex.length <= 4;
    const parts = short ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? []);
    if (parts.length < 3) return null;
    const [r, g, b, a = 255] = parts.map((part) => parseInt(part, 16));
    return { r, g, b, a: a / 255 };
  }
  const numbers = /^rgba?\(([^)]*)\)$/i
    .exec(text.trim())?.[1]
    .split(/[\s,/]+/)
    .filter((part) => part !== "");
  if (!numbers || numbers.length < 3) return null;
  const [r, g, b, a = 1] = numbers.map((part) => (part.endsWith("%") ? Number(part.slice(0, -1)) / 100 : Number(part)));
  return [r, g, b, a].every(Number.isFinite) ? { r, g, b, a } : null;
}

/** As CSS. */
export function cssOf({ r, g, b, a }: Colour): string {
  const rounded = [r, g, b].map(Math.round).join(", ");
  return a >= 1 ? `rgb(${rounded})` : `rgba(${rounded}, ${Number(a.toFixed(3))})`;
}

/** The colour with another opacity. */
export function withAlpha(colour: Colour, a: number): Colour {
  return { ...colour, a: a * colour.a };
}

/** Mixes `share` of `other` into `colour`, both treated as opaque. */
function mix(colour: Colour, other: Colour, share: number): Colour {
  const part = (one: number, two: number): number => one + (two - one) * share;
  return { r: part(colour.r, other.r), g: part(colour.g, other.g), b: part(colour.b, other.b), a: 1 };
}

/** A translucent colour on an opaque ground. */
export function over(colour: Colour, ground: Colour): Colour {
  return mix(ground, colour, colour.a);
}

/** Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, relative luminance). */
export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Mixes a colour towards the foreground until its contrast with the ground is `least`. */
export function readable(colour: Colour, ground: Colour, foreground: Colour, least = LEAST_CONTRAST): Colour {
  const solid = over(colour, ground);
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = mix(solid, foreground, share);
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return foreground;
}

function luminance({ r, g, b }: Colour): number {
  const linear = (value: number): number =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
