import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.mjs";
import { openRun } from "../../src/runs/read/open";
import { makeHostileRuns } from "../support/hostile-runs";
import { Panel } from "./harness/panel";
import { RunShelf, SIXTY } from "./harness/runs";

let browser: Browser;
const shelf = new RunShelf();
const root = mkdtempSync(join(tmpdir(), "spikeloop-hostile-view-"));
before(async () => {
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  shelf.clear();
  rmSync(root, { recursive: true, force: true });
});

describe("the view of a run folder of a stranger", { skip: process.platform === "win32" }, () => {
  const runs = process.platform === "win32" ? [] : makeHostileRuns(join(root, "net.runs"), join(root, "outside"));
  // Those of which something else reaches the page than of any other run.
  const reaching = runs.filter(
    ({ name }) => /^(manifest|arrays): /.test(name) && !/config|input|process|keys|prototype|features/.test(name),
  );
  for (const { name, folder } of reaching) {
    const run = open(folder);
    if (!run) continue;
    test(`${name}: is neither blank nor busy`, { timeout: 20_000 }, async () => {
      const panel = await Panel.open(browser, { queries: run, name });
      await panel.page.waitForTimeout(20);
      await panel.settled();
      const [plots, notice] = [panel.page.locator(".raster"), panel.page.locator(".notice")];
      assert.ok((await plots.isVisible()) || (await notice.isVisible()), "neither plots nor a notice");
      // What cannot be read is reported and told in the plot's place; nothing else goes wrong.
      assert.deepEqual(
        panel.complaints.filter((complaint) => !/a plot could not be read/.test(complaint)),
        [],
      );
      await panel.close();
      run.close();
    });
  }
});

test("labels that do not fit are left out, and the view says so above the plots", async () => {
  const { queries } = shelf.make({
    ...SIXTY,
    groups: undefined,
    manifest: { neurons: { names: ["a"], groups: null } },
  });
  const panel = await Panel.open(browser, { queries });
  const said = panel.page.getByText("The run's manifest is damaged: it has 1 name for 60 neurons, which are left out.");
  assert.ok(await said.isVisible());
  assert.ok(await panel.page.locator(".raster").isVisible());
  await panel.close();
});

function open(folder: string): ReturnType<typeof openRun> | null {
  try {
    return openRun(folder);
  } catch {
    // Damage that is told in place of the whole view.
    return null;
  }
}
