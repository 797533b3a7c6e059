import assert from "node:assert/strict";
import { describe } from "node:test";
import { readManifest } from "../../src/runs/manifest/read";
import { eventually } from "./support/eventually";
import { itInWindow } from "./support/it-in-window";
import { finishedRun, simulate, TWO_NEURONS } from "./support/runs";
import { copyExamples, runFolders, writeLongConfig } from "./support/workspace";

describe("simulating", () => {
  const it = itInWindow();

  it("right-click Simulate in the Explorer shows the raster of NeMoS' example", async (workbench) => {
    const { manifest } = await simulate(workbench, TWO_NEURONS, 1);
    assert.deepEqual([manifest.n_neurons, manifest.bins_done, manifest.spikes_total], [2, 1000, 1]);
    assert.match(await workbench.runView().summary("Raster"), /2 neurons.*1 spike/);
  });

  it("Simulate in the palette runs the config of the active editor", async (workbench) => {
    await (await workbench.reveal(...TWO_NEURONS)).dblclick();
    await workbench.editor("two-neurons.glm.json").waitFor();
    await workbench.command("Spikeloop: Simulate");
    await finishedRun(workbench, TWO_NEURONS, 2);
  });

  it("Ctrl+Enter in the config runs it", async (workbench) => {
    await workbench.tab("two-neurons.glm.json").click();
    await workbench.editor("two-neurons.glm.json").locator(".view-line").nth(2).click();
    await workbench.page.keyboard.press("ControlOrMeta+Enter");
    await finishedRun(workbench, TWO_NEURONS, 3);
  });

  it("Simulate above the config's first line runs it, and the lens beside it opens what the run gave", async (workbench) => {
    await workbench.tab("two-neurons.glm.json").click();
    await workbench.codeLens(/^\s*Simulate$/).click();
    await finishedRun(workbench, TWO_NEURONS, 4);
    await workbench.closeTab("two-neurons · run 4");
    await workbench.tab("two-neurons.glm.json").click();
    await workbench.codeLens(/last run .*1 spike/).click();
    await workbench.tab("two-neurons · run 4").waitFor();
    await workbench.runView().drawn();
  });

  it("the button in the title of the editor runs the config", async (workbench) => {
    await workbench.tab("two-neurons.glm.json").click();
    await workbench.page
      .locator(".editor-actions")
      .getByRole("button", { name: /^Simulate( \(|$)/ })
      .click();
    await finishedRun(workbench, TWO_NEURONS, 5);
  });

  it("Simulate With Next Key counts the key up", async (workbench) => {
    await workbench.tab("two-neurons.glm.json").click();
    await workbench.command("Spikeloop: Simulate With Next Key");
    const { folder, manifest } = await finishedRun(workbench, TWO_NEURONS, 6);
    const [before] = [...runFolders(folder.replace(/\.runs.*$/, ".glm.json"))].reverse().slice(1);
    assert.deepEqual(manifest.random_key, [0, readManifest(before).random_key[1] + 1]);
  });
});

describe("stopping", () => {
  const examples = copyExamples();
  const config = writeLongConfig(examples.folder, "long");
  const it = itInWindow({ workspace: examples.folder, forget: examples.forget });

  it("Stop in the middle keeps what was simulated until then", async (workbench) => {
    await workbench.contextMenu(await workbench.reveal("long.glm.json"), "Simulate");
    await workbench.tab("long · run 1").waitFor();
    const view = workbench.runView();
    await view.frame
      .getByText(/^Running/)
      .first()
      .waitFor();
    await workbench.statusBarItem(/long/).waitFor();
    await workbench.notification(/long/).waitFor();
    const [folder] = runFolders(config);
    await eventually("some bins", () => readManifest(folder).bins_done > 0);

    await view.button(/^Stop/).click();
    await view.frame
      .getByText(/^Cancelled at/)
      .first()
      .waitFor();
    const manifest = readManifest(folder);
    assert.equal(manifest.status, "cancelled");
    assert.ok(manifest.bins_done > 0 && manifest.bins_done < manifest.n_time_bins, `${manifest.bins_done} bins`);
    await workbench.notification(/long/).waitFor({ state: "detached" });
  });
});
