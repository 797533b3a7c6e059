import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.mjs";
import { Panel } from "./harness/panel";
import { RunShelf, seenAs, SIXTY, stoppedAt } from "./harness/runs";

let browser: Browser;
const shelf = new RunShelf();
before(async () => {
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  shelf.clear();
});

test("a run's header shows the icon of its status", async () => {
  const { queries } = shelf.make(SIXTY);
  const error = { message: "x", bin: 9, neuron: 0, rate: 2e6 };
  let moment = stoppedAt(1000, "running");
  const panel = await Panel.open(browser, { queries: seenAs(queries, (snapshot) => moment(snapshot)) });
  const shown: string[] = [];
  for (const status of ["running", "cancelled", "interrupted", "diverged", "failed", "finished"] as const) {
    moment = stoppedAt(1000, status, status === "diverged" || status === "failed" ? error : null);
    await panel.refresh();
    const icon = panel.page.locator("header .icon").first();
    shown.push(`${status}: ${(await icon.getAttribute("class"))?.replace("icon icon-", "")}`);
  }
  assert.deepEqual(shown, [
    "running: loading",
    "cancelled: circle-slash",
    "interrupted: debug-disconnect",
    "diverged: error",
    "failed: error",
    "finished: pass-filled",
  ]);
  await panel.close();
});
