import assert from "node:assert/strict";
import { test } from "node:test";
import type { ToPanel } from "../../src/protocol/panel";
import type { RunQueries, RunSnapshot } from "../../src/protocol/queries";
import type { Panel } from "./harness/panel";
import { seenAs, SIXTY, stoppedAt } from "./harness/runs";
import { setUp } from "./harness/set-up";
import { View } from "./harness/view";

const tools = setUp();
const { shelf, open } = tools;
const sixty = shelf.make(SIXTY).queries;

async function firstMessages(moment = (snapshot: RunSnapshot): RunSnapshot => snapshot): Promise<ToPanel[]> {
  return [
    { type: "trust", canSimulate: true },
    { type: "run", name: "sixty", snapshot: moment(await sixty.snapshot()), secondsLeft: null, opening: null },
  ];
}

/** Of each page that was ready, whether it had the run with it. */
function readiness(panel: Panel): boolean[] {
  return panel.told.flatMap((message) => (message.type === "ready" ? [message.opened] : []));
}

test("a run that comes with the page is drawn without a word of the host, and what it shows is asked once", async () => {
  let asked = 0;
  const queries: RunQueries = {
    ...seenAs(sixty, (snapshot) => snapshot),
    raster: (query) => (asked++, sixty.raster(query)),
  };
  const panel = await open({ queries, first: await firstMessages() });
  assert.deepEqual(readiness(panel), [true]);
  assert.match(await new View(panel).said("Raster"), /60 neurons, bins 0 to 4999 of 5000, \d+ spikes/);
  assert.equal(asked, 1);
  assert.deepEqual(panel.complaints, []);
  await panel.close();
});

test("a page that comes back from being hidden does not show what once came with it, but asks for the run as it is now", async () => {
  const panel = await open({ queries: sixty, first: await firstMessages(stoppedAt(1000, "running")) });
  const header = panel.page.locator(".what");
  assert.match((await header.textContent()) ?? "", /^Running/);
  await panel.page.reload();
  await header.filter({ hasText: "Finished" }).waitFor();
  assert.deepEqual(readiness(panel), [true, false]);
  await panel.close();
});

test("the header does not wait for answers; plots are hatched until they come", async () => {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const queries: RunQueries = {
    ...seenAs(sixty, (snapshot) => snapshot),
    raster: async (query) => held.then(() => sixty.raster(query)),
  };
  const opening = open({ queries, first: await firstMessages() });
  while (tools.browser.contexts()[0]?.pages()[0] === undefined) await new Promise((done) => setTimeout(done, 5));
  const [page] = tools.browser.contexts()[0].pages();
  await page.locator(".what").filter({ hasText: "Finished" }).waitFor();
  const raster = page.getByRole("application", { name: /^Raster/ });
  await raster.waitFor();
  assert.doesNotMatch((await raster.getAttribute("aria-label")) ?? "", /spikes/, "nothing is known of them yet");
  answer();
  const panel = await opening;
  assert.match(await new View(panel).said("Raster"), /\d+ spikes/);
  await panel.close();
});
