import assert from "node:assert/strict";
import { test } from "node:test";
import { seenAs, SIXTY, stoppedAt } from "./harness/runs";
import { setUp } from "./harness/set-up";

const { shelf, open } = setUp();

test("a run's header shows the icon of its status", async () => {
  const { queries } = shelf.make(SIXTY);
  const error = { message: "x", bin: 9, neuron: 0, rate: 2e6 };
  let moment = stoppedAt(1000, "running");
  const panel = await open({ queries: seenAs(queries, (snapshot) => moment(snapshot)) });
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
