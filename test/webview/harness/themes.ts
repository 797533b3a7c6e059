/** The colours of VS Code's own themes, as its webviews find them on <html>; taken from webviews of VS Code 1.139. */

export type ThemeName = "dark" | "light" | "contrast";

export interface ThemeFixture {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

const DARK_MODERN = {
  "font-family": "system-ui, \"Ubuntu\", \"Droid Sans\", sans-serif", "font-size": "13px", "editor-font-family": "'Droid Sans Mono', monospace",
  foreground: "#cccccc", descriptionForeground: "#9d9d9d", "editor-background": "#1f1f1f", focusBorder: "#0078d4", "panel-border": "#2b2b2b",
  errorForeground: "#f85149", "textLink-foreground": "#4daafc", "textLink-activeForeground": "#4daafc", "widget-shadow": "rgba(0, 0, 0, 0.36)",
  "charts-green": "#89d185", "charts-orange": "rgba(234, 92, 0, 0.33)", "charts-purple": "#b180d7", "charts-yellow": "#cca700",
  "charts-blue": "#59a4f9", "charts-red": "#f14c4c", "testing-iconPassed": "#73c991", "progressBar-background": "#0078d4",
  "button-background": "#0078d4", "button-foreground": "#ffffff", "button-hoverBackground": "#026ec1", "button-border": "rgba(255, 255, 255, 0.1)",
  "button-separator": "rgba(255, 255, 255, 0.4)", "button-secondaryBackground": "rgba(0, 0, 0, 0)", "button-secondaryForeground": "#cccccc",
  "button-secondaryHoverBackground": "#2b2b2b", "input-background": "#313131", "input-foreground": "#cccccc", "input-border": "#3c3c3c",
  "input-placeholderForeground": "#989898", "dropdown-background": "#313131", "dropdown-foreground": "#cccccc", "dropdown-border": "#3c3c3c",
  "editorHoverWidget-background": "#202020", "editorHoverWidget-foreground": "#cccccc", "editorHoverWidget-border": "rgba(204, 204, 204, 0.2)",
  "menu-background": "#1f1f1f", "menu-foreground": "#cccccc", "menu-border": "#454545", "menu-selectionBackground": "#0078d4",
  "menu-selectionForeground": "#ffffff", "menu-separatorBackground": "#454545", "toolbar-hoverBackground": "rgba(90, 93, 94, 0.31)",
  "scrollbarSlider-background": "rgba(121, 121, 121, 0.4)",
};

const LIGHT_MODERN = {
  "font-family": "system-ui, \"Ubuntu\", \"Droid Sans\", sans-serif", "font-size": "13px", "editor-font-family": "'Droid Sans Mono', monospace",
  foreground: "#3b3b3b", descriptionForeground: "#3b3b3b", "editor-background": "#ffffff", focusBorder: "#005fb8", "panel-border": "#e5e5e5",
  errorForeground: "#f85149", "textLink-foreground": "#005fb8", "textLink-activeForeground": "#005fb8", "widget-shadow": "rgba(0, 0, 0, 0.16)",
  "charts-green": "#388a34", "charts-orange": "rgba(234, 92, 0, 0.33)", "charts-purple": "#652d90", "charts-yellow": "#bf8803",
  "charts-blue": "#0063d3", "charts-red": "#e51400", "testing-iconPassed": "#73c991", "progressBar-background": "#005fb8",
  "button-background": "#005fb8", "button-foreground": "#ffffff", "button-hoverBackground": "#0258a8", "button-border": "rgba(0, 0, 0, 0.1)",
  "button-separator": "rgba(255, 255, 255, 0.4)", "button-secondaryBackground": "#e5e5e5", "button-secondaryForeground": "#3b3b3b",
  "button-secondaryHoverBackground": "#cccccc", "input-background": "#ffffff", "input-foreground": "#3b3b3b", "input-border": "#cecece",
  "input-placeholderForeground": "#767676", "dropdown-background": "#ffffff", "dropdown-foreground": "#3b3b3b", "dropdown-border": "#cecece",
  "editorHoverWidget-background": "#f8f8f8", "editorHoverWidget-foreground": "#3b3b3b", "editorHoverWidget-border": "rgba(59, 59, 59, 0.2)",
  "menu-background": "#ffffff", "menu-foreground": "#3b3b3b", "menu-border": "#cecece", "menu-selectionBackground": "#005fb8",
  "menu-selectionForeground": "#ffffff", "menu-separatorBackground": "rgba(59, 59, 59, 0.2)", "toolbar-hoverBackground": "rgba(184, 184, 184, 0.31)",
  "scrollbarSlider-background": "rgba(100, 100, 100, 0.4)",
};

const HIGH_CONTRAST = {
  "font-family": "system-ui, \"Ubuntu\", \"Droid Sans\", sans-serif", "font-size": "13px", "editor-font-family": "'Droid Sans Mono', monospace",
  foreground: "#ffffff", descriptionForeground: "rgba(255, 255, 255, 0.7)", "editor-background": "#000000", focusBorder: "#f38518",
  "panel-border": "#6fc3df", errorForeground: "#f48771", "textLink-foreground": "#21a6ff", "textLink-activeForeground": "#21a6ff",
  "charts-green": "#89d185", "charts-purple": "#b180d7", "charts-yellow": "#ffd370", "charts-blue": "#59a4f9", "charts-red": "#f48771",
  "testing-iconPassed": "#73c991", "progressBar-background": "#6fc3df", "button-background": "#000000", "button-foreground": "#ffffff",
  "button-hoverBackground": "#000000", "button-border": "#6fc3df", "button-separator": "rgba(255, 255, 255, 0.4)",
  "button-secondaryForeground": "#ffffff", "input-background": "#000000", "input-foreground": "#ffffff", "input-border": "#6fc3df",
  "input-placeholderForeground": "rgba(255, 255, 255, 0.7)", "dropdown-background": "#000000", "dropdown-foreground": "#ffffff",
  "dropdown-border": "#6fc3df", "editorHoverWidget-background": "#0c141f", "editorHoverWidget-foreground": "#ffffff",
  "editorHoverWidget-border": "#6fc3df", "menu-background": "#000000", "menu-foreground": "#ffffff", "menu-border": "#6fc3df",
  "menu-separatorBackground": "#6fc3df", "scrollbarSlider-background": "rgba(111, 195, 223, 0.6)", contrastBorder: "#6fc3df",
  contrastActiveBorder: "#f38518", "menu-selectionBorder": "#f38518",
};

export const THEMES: Readonly<Record<ThemeName, ThemeFixture>> = {
  dark: { bodyClass: "vscode-dark", variables: DARK_MODERN },
  light: { bodyClass: "vscode-light", variables: LIGHT_MODERN },
  contrast: { bodyClass: "vscode-high-contrast", variables: HIGH_CONTRAST },
};
