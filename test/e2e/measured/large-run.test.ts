import { join } from "node:path";
import { describe } from "node:test";
import { fabricateRun } from "../../support/fabricate";
import { DrawClock } from "../support/draw-clock";
import { eventually } from "../support/eventually";
import { atBest, stallOf, type Figure } from "../support/figures";
import { itInWindow } from "../support/it-in-window";
import { StallMeter } from "../support/stall-meter";
import type { Workbench } from "../support/workbench";
import { copyExamples, runFolders, writeLargeConfig } from "../support/workspace";
import { readManifest } from "../../../src/runs/manifest/read";

/** Longest that a view should take from asking to drawn, in milliseconds. */
const LONGEST_DRAWING = 300;

describe("large runs", () => {
  const meter = new StallMeter();
  const examples = copyExamples();
  const config = writeLargeConfig(examples.folder, "thousand");
  const it = itInWindow(() => {
    // Spikes only here and there, so that the files of 8 GB are mostly holes.
    const spans = [
      [0, 20_480],
      [499_712, 520_192],
      [979_968, 1_000_000],
    ] as const;
    fabricateRun(join(examples.folder, "large.runs", "20260101T000000Z-key1"), {
      nNeurons: 1000,
      nTimeBins: 1_000_000,
      spans,
      groups: ["excitatory", "inhibitory"],
      binSize: 0.001,
      manifest: { config: "../../large.glm.json" },
    });
    return meter.windowOn(examples);
  });

  it("the extension host never stalls while 1000 neurons x 10 000 bins are simulated", async (workbench) => {
    const item = await workbench.reveal("thousand.glm.json");
    await workbench.runsView(); // the extension is awake, as it is for whoever simulates a second time
    await workbench.explorer();
    await atBest(async (attempt) => {
      const stalls = await meter.during(workbench, async () => {
        await workbench.contextMenu(item, "Simulate");
        await workbench.tab(`thousand · run ${attempt}`).waitFor();
        await eventually(
          "the run's end",
          () => readManifest(runFolders(config)[attempt - 1]).status === "finished",
          120_000,
        );
        await workbench.runView().drawn();
      });
      return [stallOf("1000 neurons x 10 000 bins are simulated", stalls)];
    });
  });

  it("nor while a run of 1000 neurons x 1 000 000 bins is opened and zoomed, and each view is drawn at once", async (workbench) => {
    await atBest(async () => {
      await workbench.command("View: Close All Editors");
      const views: Figure[] = [];
      const stalls = await meter.during(workbench, () => lookAround(workbench, views));
      console.log(views.map(({ what, ms }) => `${what}: ${ms.toFixed(0)} ms`).join("\n"));
      return [...views, stallOf("1000 neurons x 1 000 000 bins are opened and zoomed", stalls)];
    });
  });
});

/** Opens the run and looks at it as a person does; notes how long each view took. */
async function lookAround(workbench: Workbench, views: Figure[]): Promise<void> {
  await workbench.openRun("large · run 1");
  const view = workbench.runView();
  await view.drawn();
  const clock = await DrawClock.on(view);
  const { x, y } = await view.point("Raster", 0.5, 0.5);
  await workbench.page.mouse.click(x, y);
  const look = async (name: string, act: () => Promise<void>): Promise<void> => {
    views.push({ what: `from asking to drawn, ${name}`, ms: await clock.time(act), bound: LONGEST_DRAWING });
  };
  const { keyboard, mouse } = workbench.page;
  for (let i = 1; i <= 12; i++) await look(`zoom in, notch ${i}`, () => mouse.wheel(0, -300));
  for (let i = 1; i <= 3; i++) await look(`pan ${i}`, () => keyboard.press("Shift+ArrowRight"));
  for (let i = 1; i <= 6; i++) await look(`zoom out, notch ${i}`, () => mouse.wheel(0, 300));
  await look("brush on the middle", () => view.drag("Overview", 0.5, 0.52));
  await look("whole run", () => keyboard.press("0"));
}
