import assert from "node:assert/strict";
import { test } from "node:test";
import type { ToPanel, ViewState } from "../../src/protocol/panel";
import { SIXTY } from "./harness/runs";
import { setUp } from "./harness/set-up";
import { View } from "./harness/view";

const { shelf, open } = setUp();
const sixty = shelf.make(SIXTY).queries;

test("commands: run again and its menu, export; none of them where simulating is not trusted", async () => {
  const panel = await open({ queries: sixty });
  const view = new View(panel);
  await view.button("Run again").click();
  for (const [entry, command] of [
    [/^Run with next key \(124\)/, "simulateNextKey"],
    [/^Run with key…/, "simulateWithKey"],
    ["Open config", "openConfig"],
    ["Open run folder", "openRunFolder"],
  ] as const) {
    await view.button("More ways to run").click();
    await panel.page.getByRole("menuitem", { name: entry }).click();
    assert.equal(panel.commands.at(-1), command);
  }
  await view.button("Export…").click();
  await panel.page.getByRole("menuitem", { name: /^Export picture/ }).click();
  await view.button("Export…").click();
  await panel.page.keyboard.press("ArrowDown");
  await panel.page.keyboard.press("Enter");
  assert.deepEqual(panel.commands.slice(-2), ["exportPicture", "exportData"]);
  await panel.page.getByRole("button", { name: /^Spikes:/ }).click();
  assert.deepEqual(
    panel.told.filter(({ type }) => type === "copy"),
    [{ type: "copy", text: String((await sixty.snapshot()).manifest.spikes_total), what: "Spikes" }],
  );
  await panel.send({ type: "trust", canSimulate: false } satisfies ToPanel);
  await panel.settled();
  assert.equal(await view.button("Run again").isDisabled(), true);
  await panel.close();
});

test("what was set is kept a moment later, and taken over when the view opens again", async () => {
  const panel = await open({ queries: sixty });
  const view = new View(panel);
  await view.drag("Overview", 0.2, 0.4, 0.4);
  await view.press("Log");
  await view.keys("Raster", "s");
  await panel.page.waitForTimeout(400);
  const { kept } = panel;
  assert.ok(kept?.range);
  assert.deepEqual([kept.log, kept.order, kept.range], [true, "rate", await view.range()]);
  await panel.close();
  const state: ViewState = { ...kept, selection: [7, 8], hiddenGroups: ["sensory"] };
  const again = await open({ queries: sixty, opening: state });
  const reopened = new View(again);
  assert.deepEqual(await reopened.range(), kept.range);
  assert.deepEqual(await reopened.chips(), ["7", "8"]);
  assert.equal(await reopened.button("Log").getAttribute("aria-pressed"), "true");
  assert.match(await reopened.said("Raster"), /^Raster, 40 neurons/);
  await again.refresh();
  assert.deepEqual(await reopened.range(), kept.range, "new data keep range and selection");
  await again.close();
});

test("a changed config, or one that is gone, is said quietly", async () => {
  const snapshot = await sixty.snapshot();
  const panel = await open({ queries: sixty });
  const said = panel.page.locator(".changed");
  assert.equal(await said.isVisible(), false);
  await panel.refresh({ ...snapshot, configChanged: true });
  assert.equal(await said.textContent(), "config has changed");
  await panel.refresh({ ...snapshot, configChanged: null });
  assert.equal(await said.textContent(), "config is gone");
  await panel.close();
});
