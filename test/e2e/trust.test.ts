import assert from "node:assert/strict";
import { join } from "node:path";
import { describe } from "node:test";
import { fabricateRun } from "../support/fabricate";
import { itInWindow } from "./support/it-in-window";
import { TWO_NEURONS } from "./support/runs";
import { copyExamples, runFolders } from "./support/workspace";

describe("a workspace that is not trusted", () => {
  const examples = copyExamples();
  const config = join(examples.folder, ...TWO_NEURONS);
  const it = itInWindow(() => {
    fabricateRun(join(config.replace(/\.glm\.json$/, ".runs"), "20260101T000000Z-key1"), {
      nNeurons: 8,
      nTimeBins: 2000,
    });
    return { workspace: examples.folder, forget: examples.forget, trust: true };
  });

  it("shows the runs that are there", async (workbench) => {
    await workbench.statusBarItem("Restricted Mode").waitFor();
    const runs = await workbench.runsView();
    await runs.getByRole("treeitem", { name: /^Run 1/ }).click();
    await workbench.runView().drawn();
    assert.match(await workbench.runView().summary("Raster"), /8 neurons/);
  });

  it("does not simulate, says why, and offers to trust", async (workbench) => {
    await workbench.explorer();
    await (await workbench.reveal(...TWO_NEURONS)).dblclick();
    await workbench.codeLens(/Simulating is off in Restricted Mode/).waitFor();
    await workbench.command("Spikeloop: Simulate");
    await workbench.notification(/Simulating is off in Restricted Mode/).waitFor();
    assert.equal(runFolders(config).length, 1);
  });

  it("simulates as soon as it is trusted", async (workbench) => {
    await workbench
      .notification(/Simulating is off/)
      .getByRole("button", { name: "Manage Workspace Trust" })
      .click();
    await workbench.page
      .getByRole("button", { name: /^Trust$/ })
      .first()
      .click();
    await workbench.statusBarItem("Restricted Mode").waitFor({ state: "detached" });
    await workbench.page.locator(".modal-editor-header .codicon-close").click();
    await workbench.tab("two-neurons.glm.json").click();
    await workbench.codeLens(/^\s*Simulate$/).click();
    await workbench.tab("two-neurons · run 2").waitFor();
    await workbench.runView().drawn();
  });
});
