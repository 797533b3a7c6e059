/**
 * What the first picture does without: its own bundle (dist/webview-late.js), so that it does not wait for it. Loaded by `Host.later`, and
 * imported by nothing else.
 */
export { Chart } from "./plots/chartjs";
export { registerControls } from "./chrome/toolkit";
