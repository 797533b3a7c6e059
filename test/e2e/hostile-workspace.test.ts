import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe } from "node:test";
import { root } from "../../scripts/lib/paths.mjs";
import { RUN_FILES } from "../../src/runs/layout";
import { eventually } from "./support/eventually";
import { BAIT_NAME, makeHostileWorkspace, STRANGERS } from "./support/hostile-workspace";
import { itInWindow } from "./support/it-in-window";
import { StallMeter } from "./support/stall-meter";
import type { Workbench } from "./support/workbench";

/** Milliseconds of its own work for which the extension host may be away. Manifests of 20 MB are parsed in it, in Restricted Mode too. */
const LONGEST_STALL = 400;
/** A person looks at a run, and whatever it would do has time to do it. */
const LOOKING_MS = 700;

describe("a stranger's workspace in Restricted Mode", { skip: process.platform === "win32" }, () => {
  const meter = new StallMeter();
  const canary = join(root, "test", "e2e", "support", "canary");
  const sung = join(tmpdir(), `spikeloop-canary-${process.pid}`);
  let hostile: ReturnType<typeof makeHostileWorkspace>;
  const it = itInWindow(() => {
    hostile = makeHostileWorkspace();
    return {
      workspace: hostile.workspace,
      forget: hostile.forget,
      trust: true,
      alsoExtensions: [meter.extension, canary],
      env: { ...meter.env, CANARY_FILE: sung },
      settings: meter.settings,
    };
  });
  after(() => {
    meter.forget();
    rmSync(sung, { force: true });
  });

  /** Nothing that a stranger wrote became a link or an icon, nothing was run, and nothing outside was opened. */
  const harmless = async ({ page }: Workbench): Promise<void> => {
    assert.equal(await page.locator(".codicon-rocket").count(), 0, "an icon");
    assert.equal(
      await page.locator('a[href*="canary"], a[data-href*="canary"], [title*="command:canary"] > a').count(),
      0,
      "a link",
    );
    assert.ok(!existsSync(sung), "a command was run");
    assert.deepEqual(hostile.tripwires.opened(), []);
  };

  it("its runs are shown, or why not, and nothing outside is opened", async (workbench) => {
    await workbench.statusBarItem("Restricted Mode").waitFor();
    const rows = (await workbench.runsView()).locator(".monaco-list-row");
    await rows.filter({ hasText: /Run 9/ }).waitFor({ timeout: 60_000 });
    const stalls = await meter.during(workbench, async () => {
      for (const run of [/^\s*Run 9/, /^\s*Run 8/, /Damaged run/]) {
        await rows.filter({ hasText: run }).first().click();
        await workbench.page.waitForTimeout(LOOKING_MS);
        await harmless(workbench);
      }
      await rows.filter({ hasText: /Run 9/ }).click();
      await workbench.runView().drawn();
      const { frame } = workbench.runView();
      assert.equal(await frame.locator("img, .header a").count(), 0);
      assert.match(
        await frame.locator(".banner.error").innerText(),
        /\[click\]\(command:canary\.sing\).*\\u001b\[31m\\u202e/,
      );
      await workbench.page.mouse.move(700, 20);
      await rows.filter({ hasText: /Run 9/ }).locator(".label-name").hover();
      await workbench.page.locator(".monaco-hover:visible").filter({ hasText: "random key" }).waitFor();
      await harmless(workbench);
    });
    const [longest] = stalls.stalls;
    assert.ok(longest.ownMs < LONGEST_STALL + stalls.machineMs, JSON.stringify(stalls));
  });

  it("its config is checked, and what is said of it is mere text", async (workbench) => {
    await workbench.explorer();
    await (await workbench.reveal(`${BAIT_NAME}.glm.json`)).dblclick();
    await workbench.command("Spikeloop: Check Config");
    const message = workbench.notification(/has \d+ problems/).locator(".notification-list-item-message");
    await message.waitFor();
    assert.match((await message.innerText()).replaceAll("\u200b", ""), /\[click\]\(command:canary\.sing\)/);
    assert.equal(await message.locator("a").count(), 0);
    await harmless(workbench);
  });

  it("a config outside is not opened: the run's copy is", async (workbench) => {
    await workbench.command("Notifications: Clear All Notifications");
    const rows = (await workbench.runsView()).locator(".monaco-list-row");
    await workbench.contextMenu(rows.filter({ hasText: /Run 9/ }), "Open Config");
    await workbench
      .tab(/config\.jsonc|glm\.json/)
      .first()
      .waitFor();
    await workbench.page.waitForTimeout(LOOKING_MS);
    await harmless(workbench);
  });

  it("deleting the run in its own folder leaves what no run wrote", async (workbench) => {
    const kept = readdirSync(hostile.workspace).filter((name) => !RUN_FILES.includes(name));
    await workbench.explorer();
    await (await workbench.reveal("run.glmrun.json")).dblclick();
    await workbench.runView().drawn();
    await workbench.command("Spikeloop: Delete Run");
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await dialog.filter({ hasText: /stays, with .*folder of the workspace/s }).waitFor();
    await dialog.getByRole("button", { name: "Delete the Run's Files" }).click();
    await dialog
      .filter({ hasText: /for good\?/ })
      .getByRole("button", { name: "Delete for Good" })
      .click();
    await eventually("the end of the run", () => !existsSync(join(hostile.workspace, "run.glmrun.json")));
    assert.deepEqual(readdirSync(hostile.workspace), kept);
    for (const name of STRANGERS) assert.ok(existsSync(join(hostile.workspace, name)), name);
    await harmless(workbench);
  });

  it("(and this test would notice a command, and a file that is opened)", async (workbench) => {
    await workbench.command("Canary: Sing");
    await eventually("the canary", () => existsSync(sung) && readFileSync(sung, "utf8") === "sung\n");
    hostile.tripwires.trip(hostile.spare);
    await eventually("the wire", () => hostile.tripwires.opened().join() === "spare");
  });
});
