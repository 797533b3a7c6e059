/**
 * What the first picture does without: its own bundle (dist/webview-late.js), so that it does not wait for it. Loaded by `Host.later`, and
 * imported by nothing else.
 */
export { Chart } from "./charts/chartjs";
export { registerControls } from "./controls/toolkit";
