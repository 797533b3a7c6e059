/** The colours of VS Code's own themes, as its webviews find them on <html>. */

export type ThemeName = "dark" | "light" | "contrast";

export interface ThemeFixture {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

const FONT = { "font-family": "system-ui, Ubuntu, 'Droid Sans', sans-serif", "font-size": "13px", "editor-font-family": "monospace" };

const DARK = {
  ...FONT, foreground: "#cccccc", descriptionForeground: "#9d9d9d", "editor-background": "#1f1f1f", focusBorder: "#0078d4", "panel-border": "#2b2b2b",
  errorForeground: "#f85149", "textLink-foreground": "#4daafc", "textLink-activeForeground": "#4daafc", "widget-shadow": "#0000005c",
  "charts-green": "#89d185", "charts-orange": "#d18616", "charts-purple": "#b180d7", "charts-yellow": "#cca700", "charts-blue": "#3794ff", "charts-red": "#f14c4c",
  "testing-iconPassed": "#73c991", "progressBar-background": "#0078d4",
  "button-background": "#0078d4", "button-foreground": "#ffffff", "button-hoverBackground": "#026ec1", "button-border": "#ffffff12", "button-separator": "#ffffff66",
  "button-secondaryBackground": "#313131", "button-secondaryForeground": "#cccccc", "button-secondaryHoverBackground": "#3c3c3c",
  "input-background": "#313131", "input-foreground": "#cccccc", "input-border": "#3c3c3c", "input-placeholderForeground": "#989898",
  "dropdown-background": "#313131", "dropdown-foreground": "#cccccc", "dropdown-border": "#3c3c3c",
  "editorHoverWidget-background": "#202020", "editorHoverWidget-foreground": "#cccccc", "editorHoverWidget-border": "#454545",
  "menu-background": "#1f1f1f", "menu-foreground": "#cccccc", "menu-border": "#454545", "menu-selectionBackground": "#0078d4", "menu-selectionForeground": "#ffffff",
  "menu-separatorBackground": "#454545", "toolbar-hoverBackground": "#5a5d5e50", "scrollbarSlider-background": "#79797966",
};

const LIGHT = {
  ...FONT, foreground: "#3b3b3b", descriptionForeground: "#3b3b3b", "editor-background": "#ffffff", focusBorder: "#005fb8", "panel-border": "#e5e5e5",
  errorForeground: "#f85149", "textLink-foreground": "#005fb8", "textLink-activeForeground": "#005fb8", "widget-shadow": "#00000029",
  "charts-green": "#388a34", "charts-orange": "#d18616", "charts-purple": "#652d90", "charts-yellow": "#bf8803", "charts-blue": "#1a85ff", "charts-red": "#e51400",
  "testing-iconPassed": "#388a34", "progressBar-background": "#005fb8",
  "button-background": "#005fb8", "button-foreground": "#ffffff", "button-hoverBackground": "#0258a8", "button-border": "#0000001a", "button-separator": "#ffffff66",
  "button-secondaryBackground": "#e5e5e5", "button-secondaryForeground": "#3b3b3b", "button-secondaryHoverBackground": "#cccccc",
  "input-background": "#ffffff", "input-foreground": "#3b3b3b", "input-border": "#cecece", "input-placeholderForeground": "#767676",
  "dropdown-background": "#ffffff", "dropdown-foreground": "#3b3b3b", "dropdown-border": "#cecece",
  "editorHoverWidget-background": "#f8f8f8", "editorHoverWidget-foreground": "#3b3b3b", "editorHoverWidget-border": "#c8c8c8",
  "menu-background": "#ffffff", "menu-foreground": "#3b3b3b", "menu-border": "#cecece", "menu-selectionBackground": "#005fb8", "menu-selectionForeground": "#ffffff",
  "menu-separatorBackground": "#d4d4d4", "toolbar-hoverBackground": "#b8b8b850", "scrollbarSlider-background": "#64646466",
};

const CONTRAST = {
  ...DARK, foreground: "#ffffff", descriptionForeground: "#ffffffb3", "editor-background": "#000000", focusBorder: "#f38518", contrastBorder: "#6fc3df", contrastActiveBorder: "#f38518",
  "panel-border": "#6fc3df", errorForeground: "#f48771", "textLink-foreground": "#21a6ff", "textLink-activeForeground": "#21a6ff", "testing-iconPassed": "#73c991", "progressBar-background": "#6fc3df",
  "button-background": "#000000", "button-foreground": "#ffffff", "button-hoverBackground": "#000000", "button-border": "#6fc3df", "button-separator": "#ffffff66",
  "button-secondaryBackground": "#000000", "button-secondaryForeground": "#ffffff", "button-secondaryHoverBackground": "#000000",
  "input-background": "#000000", "input-foreground": "#ffffff", "input-border": "#6fc3df", "input-placeholderForeground": "#ffffffb3",
  "dropdown-background": "#000000", "dropdown-foreground": "#ffffff", "dropdown-border": "#6fc3df",
  "editorHoverWidget-background": "#0c141f", "editorHoverWidget-foreground": "#ffffff", "editorHoverWidget-border": "#6fc3df",
  "menu-background": "#000000", "menu-foreground": "#ffffff", "menu-border": "#6fc3df", "menu-selectionBackground": "#000000", "menu-selectionForeground": "#ffffff",
  "menu-selectionBorder": "#f38518", "menu-separatorBackground": "#6fc3df", "widget-shadow": "#00000000",
};

export const THEMES: Readonly<Record<ThemeName, ThemeFixture>> = {
  dark: { bodyClass: "vscode-dark", variables: DARK },
  light: { bodyClass: "vscode-light", variables: LIGHT },
  contrast: { bodyClass: "vscode-high-contrast", variables: CONTRAST },
};
