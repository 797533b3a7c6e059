import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";
import { root } from "../../../scripts/lib/paths.mjs";
import { readManifest } from "../../../src/runs/manifest/read";
import { eventually } from "../support/eventually";
import { itInWindow } from "../support/it-in-window";
import { copyExamples, runFolders, writeLongConfig } from "../support/workspace";

describe("where watchers of files are silent", () => {
  const examples = copyExamples();
  const config = writeLongConfig(examples.folder, "elsewhere");
  const it = itInWindow({
    workspace: examples.folder,
    forget: examples.forget,
    settings: { "files.watcherExclude": { "**": true } },
  });
  let program: ChildProcess | undefined;

  it("the view and the list follow a run that the command line writes, and tell the same of it", async (workbench) => {
    program = spawn(process.execPath, [join(root, "dist", "cli.js"), "simulate", config], { stdio: "ignore" });
    await eventually(
      "some bins",
      () => runFolders(config)[0] !== undefined && readManifest(runFolders(config)[0]).bins_done > 0,
      30_000,
    );
    await workbench.runsView();
    const row = workbench.page
      .locator(".customview-tree .monaco-list-row, .tree-explorer-viewlet-tree-view .monaco-list-row")
      .filter({ hasText: "Run 1" })
      .first();
    await row.waitFor();
    await workbench.openRun("elsewhere · run 1");
    const what = workbench.runView().frame.locator(".header .what");
    const percent = (text: string | null): number => Number(/(\d+)\s*%/.exec(text ?? "")?.[1] ?? NaN);
    const first = await eventually("how far it is", async () =>
      [percent(await what.textContent())].find((value) => value >= 0),
    );
    const [later, listed] = await eventually("how far it is later, in view and list", async () => {
      const both = [percent(await what.textContent()), percent(await row.locator(".label-description").textContent())];
      return both[0] > first + 2 && both;
    });
    assert.ok(Math.abs(later - listed) <= 4, `${later} % in the view, ${listed} % in the list`);
    const shown = await workbench.runView().summary("Raster");
    await eventually("newer bins", async () => (await workbench.runView().summary("Raster")) !== shown, 3000);
  });

  it("its end is seen as well", async (workbench) => {
    program?.kill("SIGINT");
    if (program?.exitCode === null) await once(program, "exit");
    await workbench
      .runView()
      .frame.getByText(/^Cancelled at/)
      .first()
      .waitFor({ timeout: 4000 });
    await workbench.page
      .locator(".monaco-list-row")
      .filter({ hasText: /Run 1.*cancelled at/ })
      .first()
      .waitFor({ timeout: 4000 });
  });

  it("Reload sees that a file is gone, and that it is back is seen by itself", async (workbench) => {
    const home = join(runFolders(config)[0], "spikes.npy");
    const away = join(workbench.workspace, "away.npy");
    const view = workbench.runView();
    renameSync(home, away);
    await workbench.command("Spikeloop: Reload Run");
    await view.frame
      .locator(".notice")
      .getByText(/There is no file .*spikes\.npy/)
      .waitFor();
    renameSync(away, home);
    await view.plot("Raster").waitFor();
    await view.drawn();
  });
});
