/** The colours and fonts of the plots, read from the theme's CSS variables and updated with them. */
import { PALETTE_SIZE } from "../app/run/facts";
import { cssOf, LEAST_TEXT_CONTRAST, over, parseColour, readable, withAlpha, type Colour } from "./colour";

/** Colours and font of the plots. */
export interface Theme {
  readonly highContrast: boolean;
  readonly ground: string;
  readonly text: string;
  readonly quiet: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly error: string;
  readonly passed: string;
  readonly rule: string;
  readonly axis: string;
  readonly grid: string;
  readonly rowGround: string;
  readonly hatch: string;
  readonly brushFill: string;
  readonly funnelFill: string;
  readonly rowLit: string;
  readonly window: string;
  readonly palette: readonly Colour[];
  readonly foreground: Colour;
  readonly font: string;
}

const PALETTE = ["charts-green", "charts-orange", "charts-purple", "charts-yellow", "charts-blue", "charts-red"].slice(
  0,
  PALETTE_SIZE,
);
const FALLBACK: Readonly<Record<string, string>> = {
  "editor-background": "#1f1f1f",
  foreground: "#cccccc",
  descriptionForeground: "#9d9d9d",
  focusBorder: "#0078d4",
  "panel-border": "#2b2b2b",
  errorForeground: "#f85149",
  "testing-iconPassed": "#73c991",
  "charts-green": "#89d185",
  "charts-orange": "#d18616",
  "charts-purple": "#b180d7",
  "charts-yellow": "#cca700",
  "charts-blue": "#3794ff",
  "charts-red": "#f14c4c",
  "button-background": "#0078d4",
  "button-foreground": "#ffffff",
};
/** Ink and accents on white paper: those of VS Code's Light Modern. */
const PAPER: Readonly<Record<string, string>> = {
  ...FALLBACK,
  "editor-background": "#ffffff",
  foreground: "#3b3b3b",
  descriptionForeground: "#5f5f5f",
  focusBorder: "#005fb8",
  "panel-border": "#e5e5e5",
  errorForeground: "#b62818",
  "charts-green": "#388a34",
  "charts-orange": "#d18616",
  "charts-purple": "#652d90",
  "charts-yellow": "#bf8803",
  "charts-blue": "#1a85ff",
  "charts-red": "#e51400",
  "button-background": "#005fb8",
};

/** Builds a theme from a function that returns VS Code's colours by name, or "" for unknown names. */
export function themeFrom(valueOf: (name: string) => string, highContrast: boolean, font: string): Theme {
  const colour = (name: string): Colour | null => parseColour(valueOf(name));
  const known = (name: string): Colour =>
    colour(name) ?? parseColour(FALLBACK[name]) ?? { r: 128, g: 128, b: 128, a: 1 };
  const ground = { ...known("editor-background"), a: 1 };
  const foreground = over(known("foreground"), ground);
  const accent = over(known("focusBorder"), ground);
  const faint = (share: number): string => cssOf(withAlpha(foreground, share));
  return {
    highContrast,
    ground: cssOf(ground),
    text: cssOf(foreground),
    quiet: cssOf(over(known("descriptionForeground"), ground)),
    accent: cssOf(accent),
    onAccent: cssOf(contrastOn(accent)),
    error: cssOf(readable(known("errorForeground"), ground, foreground, LEAST_TEXT_CONTRAST)),
    passed: cssOf(readable(known("testing-iconPassed"), ground, foreground)),
    rule: cssOf(over((highContrast ? colour("contrastBorder") : null) ?? known("panel-border"), ground)),
    axis: faint(highContrast ? 0.7 : 0.3),
    grid: faint(highContrast ? 0.22 : 0.07),
    rowGround: highContrast ? cssOf({ ...ground, a: 0 }) : faint(0.025),
    hatch: faint(highContrast ? 0.4 : 0.16),
    brushFill: cssOf(withAlpha(accent, 0.16)),
    funnelFill: cssOf(withAlpha(accent, 0.12)),
    rowLit: cssOf(withAlpha(accent, highContrast ? 0.35 : 0.25)),
    window: faint(0.05),
    // Opaque, because some themes derive the charts' orange from a translucent search highlight.
    palette: PALETTE.map((name) => readable({ ...known(name), a: 1 }, ground, foreground)),
    foreground,
    font,
  };
}

/** Dark ink on white, for pictures in papers and slides. */
export function paperTheme(font: string): Theme {
  return themeFrom((name) => PAPER[name] ?? "", false, font);
}

/** The page's current theme. VS Code gives high-contrast light themes the class of the dark ones too. */
export function readTheme(body: HTMLElement): Theme {
  const style = getComputedStyle(body);
  const highContrast = body.classList.contains("vscode-high-contrast");
  return themeFrom((name) => style.getPropertyValue(`--vscode-${name}`), highContrast, style.fontFamily);
}

/** Calls back when VS Code changes the theme, which rewrites the variables on <html> and the class of <body>. */
export function watchTheme(body: HTMLElement, changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(body.ownerDocument.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
}

/** The palette's colour at an index; -1: the foreground. */
export function paletteColour(theme: Theme, index: number): Colour {
  return index < 0 ? theme.foreground : theme.palette[index % theme.palette.length];
}

/** Black or white, whichever is more readable on a colour. */
function contrastOn({ r, g, b }: Colour): Colour {
  const light = 0.299 * r + 0.587 * g + 0.114 * b > 150;
  return light ? { r: 0, g: 0, b: 0, a: 1 } : { r: 255, g: 255, b: 255, a: 1 };
}
