// Takes pictures of the real thing, in VS Code, looked at like a person: those of the README into media/pictures; with `all` also
// the run view of small, large, narrow and high-contrast windows into out/pictures, to be compared by eye.
// Usage: npm run pictures [-- all]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fabricateRun } from "../test/support/fabricate";
import { EI_PULSE, simulate, TWO_NEURONS } from "../test/e2e/support/runs";
import { Workbench, type WorkbenchOptions } from "../test/e2e/support/workbench";
import { copyExamples } from "../test/e2e/support/workspace";
import { root } from "./lib/paths.mjs";

const THEMES = { dark: "Default Dark Modern", light: "Default Light Modern", "high-contrast": "Default High Contrast" };
type Theme = keyof typeof THEMES;

/** The crosshair's card and whatever VS Code still fades in or out. */
const SETTLING_MS = 1500;

for (const theme of ["dark", "light"] as const)
  await take(`media/pictures/ei-pulse-${theme}.png`, theme, besideItsConfig, {
    size: { width: 1600, height: 1000 },
    deviceScaleFactor: 1.5,
    settings: { "spikeloop.openViewBeside": true },
  });
if (process.argv.includes("all")) {
  for (const theme of ["dark", "light"] as const) {
    await take(`out/pictures/two-neurons-${theme}.png`, theme, twoNeurons);
    await take(`out/pictures/ei-pulse-${theme}.png`, theme, pulse);
    await take(`out/pictures/thousand-${theme}.png`, theme, thousand, withLargeRun());
  }
  await take("out/pictures/ei-pulse-high-contrast.png", "high-contrast", pulse);
  await take("out/pictures/ei-pulse-500-px.png", "dark", pulse, { size: { width: 517, height: 1000 } });
}

/** Opens a window, does `act` in it and takes its picture. */
async function take(
  file: string,
  theme: Theme,
  act: (workbench: Workbench) => Promise<void>,
  { settings: more, ...options }: WorkbenchOptions = {},
): Promise<void> {
  const settings = {
    "workbench.colorTheme": THEMES[theme],
    "editor.minimap.enabled": false,
    "editor.wordWrap": "on",
    ...more,
  };
  const workbench = await Workbench.open({
    size: { width: 1340, height: 1000 },
    deviceScaleFactor: 2,
    settings,
    ...options,
  });
  try {
    await act(workbench);
    await workbench.page.waitForTimeout(SETTLING_MS);
    mkdirSync(join(root, file, ".."), { recursive: true });
    await workbench.page.screenshot({ path: join(root, file) });
    console.log(file);
  } finally {
    await workbench.close();
  }
}

/** The config on the left, on the right its run, zoomed to the pulse, with the pointer on a spike's row. */
async function besideItsConfig(workbench: Workbench): Promise<void> {
  await (await workbench.reveal(...EI_PULSE)).dblclick();
  await workbench.codeLens(/^\s*Simulate$/).waitFor();
  await simulate(workbench, EI_PULSE, 1);
  await workbench.dragSash(".sidebar", -70);
  await workbench.dragSash(".editor-group-container", -190);
  await zoomToPulse(workbench);
  await workbench.runsView();
  await point(workbench);
}

async function pulse(workbench: Workbench): Promise<void> {
  await simulate(workbench, EI_PULSE, 1);
  await workbench.command("View: Close Primary Side Bar");
  await zoomToPulse(workbench);
  await point(workbench);
}

async function twoNeurons(workbench: Workbench): Promise<void> {
  await simulate(workbench, TWO_NEURONS, 1);
  await workbench.command("View: Close Primary Side Bar");
}

async function thousand(workbench: Workbench): Promise<void> {
  await workbench.openRun("thousand · run 1");
  await workbench.runView().drawn();
  await workbench.command("View: Close Primary Side Bar");
}

/** A workspace with a fabricated run of 1000 neurons x 100 000 bins. */
function withLargeRun(): WorkbenchOptions {
  const { folder, forget } = copyExamples();
  fabricateRun(join(folder, "thousand.runs", "20260101T000000Z-key123"), {
    nNeurons: 1000,
    nTimeBins: 100_000,
    binSize: 0.001,
    groups: ["excitatory", "inhibitory"],
    rate: 0.03,
    manifest: { config: "../../thousand.glm.json" },
  });
  return { workspace: folder, forget };
}

async function zoomToPulse(workbench: Workbench): Promise<void> {
  const view = workbench.runView();
  await view.drag("Overview", 0.34, 0.56);
  await view.rangeBecomes("the pulse", (first, last) => last - first < 1500);
}

async function point(workbench: Workbench): Promise<void> {
  const { x, y } = await workbench.runView().point("Raster", 0.62, 0.55);
  await workbench.page.mouse.move(x - 40, y - 40);
  await workbench.page.mouse.move(x, y, { steps: 5 });
}
