// Takes the pictures of the README from the real thing, in VS Code: simulates an example and looks at it like a person.
// Usage: npm run pictures
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { EI_PULSE, simulate } from "../test/vscode/support/runs";
import { Workbench } from "../test/vscode/support/workbench";
import { root } from "./lib/paths.mjs";

const FOLDER = join(root, "media", "pictures");
const THEMES = { dark: "Default Dark Modern", light: "Default Light Modern" };

mkdirSync(FOLDER, { recursive: true });
for (const [name, theme] of Object.entries(THEMES)) {
  const settings = { "workbench.colorTheme": theme, "spikeloop.openViewBeside": true, "editor.minimap.enabled": false, "editor.wordWrap": "on" };
  const workbench = await Workbench.open({ settings, size: { width: 1600, height: 1000 }, deviceScaleFactor: 1.5 });
  try {
    await (await workbench.reveal(...EI_PULSE)).dblclick();
    await workbench.codeLens(/^\s*Simulate$/).waitFor();
    await simulate(workbench, EI_PULSE, 1);
    await workbench.dragSash(".sidebar", -70);
    await workbench.dragSash(".editor-group-container", -190);
    const view = workbench.runView();
    await view.drag("Overview", 0.34, 0.56);
    await view.rangeBecomes("the pulse", (first, last) => last - first < 1500);
    await workbench.runsView();
    await workbench.page.mouse.move(700, 500);
    const { x, y } = await view.point("Raster", 0.62, 0.55);
    await workbench.page.mouse.move(x, y, { steps: 5 });
    await workbench.page.waitForTimeout(1500); // the crosshair's card, and whatever VS Code still fades in or out
    const file = join(FOLDER, `ei-pulse-${name}.png`);
    await workbench.page.screenshot({ path: file });
    console.log(file);
  } finally {
    await workbench.close();
  }
}
