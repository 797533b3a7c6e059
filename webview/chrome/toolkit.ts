/** The only module that knows @vscode/webview-ui-toolkit (deprecated upstream): VS Code's own buttons and text fields. */
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextField } from "@vscode/webview-ui-toolkit";

/** Defines the custom elements, and makes those that are in the page already; to be called once. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField());
  // The toolkit begins to follow VS Code's theme when the page has loaded; of a page that has, it does not hear by itself.
  if (document.readyState === "complete") window.dispatchEvent(new Event("load"));
}
