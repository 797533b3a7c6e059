/** The only module that knows @vscode/webview-ui-toolkit (deprecated upstream): VS Code's own buttons and text fields. */
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextField } from "@vscode/webview-ui-toolkit";

/** Defines the custom elements; to be called once, before the first is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField());
}
