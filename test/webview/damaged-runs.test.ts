import assert from "node:assert/strict";
import { test } from "node:test";
import type { ToPanel } from "../../src/protocol/panel";
import type { RasterQuery } from "../../src/protocol/queries";
import { seenAs, SIXTY, stoppedAt } from "./harness/runs";
import { setUp } from "./harness/set-up";
import { View } from "./harness/view";

const { shelf, open } = setUp();
const sixty = shelf.make(SIXTY).queries;

const RED = [0xf8, 0x51, 0x49] as const;

test("a diverged run opens on its end, logarithmic, with banner, red line and the culprit", async () => {
  const error = {
    message: "The rate of neuron 50 in bin 3778 is 1.8e11 counts per bin",
    bin: 3778,
    neuron: 50,
    rate: 1.8e11,
  };
  const panel = await open({ queries: seenAs(sixty, stoppedAt(3778, "diverged", error)) });
  const view = new View(panel);
  assert.match(
    (await panel.page.locator(".what").textContent())?.replace(/\u202f/g, "") ?? "",
    /^Diverged at bin 3778, neuron 50$/,
  );
  const banner = (await panel.page.locator(".banner").textContent())?.replace(/\u202f/g, " ") ?? "";
  assert.match(banner, /Rate of neuron 50 passed 10⁶ counts per bin/);
  assert.match(banner, /Bins 0–3 777 are complete and kept/);
  assert.deepEqual(await view.range(), { start: 3478, end: 3778 });
  assert.equal(await view.button("Log").getAttribute("aria-pressed"), "true");
  const chips = await view.chips();
  assert.ok(chips.includes("50") && chips.length === 3, chips.join());
  assert.ok((await view.pixels(".raster", RED)) > 100, "the end is a red line");
  await view.keys("Raster", "Home");
  await view.button("Show growth").click();
  await panel.settled();
  assert.deepEqual(await view.range(), { start: 3478, end: 3778 });
  await panel.page.locator(".banner").getByRole("button", { name: "Open config" }).click();
  assert.deepEqual(panel.commands, ["openConfig"]);
  await panel.close();
});

test("cancelled, failed and interrupted runs say so, and show what is kept", async () => {
  for (const [status, words, banner] of [
    ["cancelled", /^Cancelled at 12\u202f%/, false],
    ["failed", /^Failed at 12\u202f%/, true],
    ["interrupted", /^Interrupted at 12\u202f%/, true],
  ] as const) {
    const error = status === "failed" ? { message: "The disk is full" } : null;
    const panel = await open({ queries: seenAs(sixty, stoppedAt(600, status, error)) });
    const view = new View(panel);
    assert.match((await panel.page.locator(".what").textContent()) ?? "", words);
    assert.equal(await panel.page.locator(".banner").isVisible(), banner, status);
    if (status === "failed")
      assert.match(
        (await panel.page.locator(".banner").textContent()) ?? "",
        /The disk is full\. Bins 0–599 are complete/,
      );
    assert.deepEqual(await view.range(), { start: 0, end: 600 });
    await panel.close();
  }
});

test("a run without spikes says how many were expected", async () => {
  const silent = shelf.make({ nNeurons: 5, nTimeBins: 1000, rate: 0 }).queries;
  const panel = await open({
    queries: seenAs(silent, (snapshot) => ({ ...snapshot, manifest: { ...snapshot.manifest, spikes_expected: 0.59 } })),
  });
  const view = new View(panel);
  assert.match(await view.said("Raster"), /0 spikes\.$/);
  assert.ok((await view.pixels(".raster", [0x9d, 0x9d, 0x9d], 30)) > 100, "No spikes in 1 000 bins (expected 0.59)");
  await panel.close();
});

test("a damaged file keeps the header and names the file in the plots' place; a run that is gone says so", async () => {
  const problem = { file: "rates.npy", message: "ends after 12 of 5000 bins" };
  const panel = await open({
    queries: seenAs(sixty, (snapshot) => ({ ...snapshot, fileProblems: [problem] })),
  });
  const view = new View(panel);
  const notice = panel.page.locator(".notice");
  assert.match((await notice.textContent()) ?? "", /rates\.npy ends after 12 of 5000 bins/);
  assert.equal(await view.plot("Raster").isVisible(), false);
  assert.equal(await panel.page.locator(".figure").count(), 8);
  await notice.getByRole("button", { name: "Run again" }).click();
  await notice.getByRole("button", { name: "Locate…" }).click();
  assert.deepEqual(panel.commands, ["simulateAgain", "locateFile"]);
  assert.equal(await notice.getByTitle("Say where rates.npy is: it is copied back to its place").count(), 1);
  await panel.refresh(await sixty.snapshot());
  assert.equal(await notice.isVisible(), false);
  assert.ok(await view.plot("Raster").isVisible());
  await panel.send({
    type: "gone",
    name: "ei-pulse",
    message: "The folder of this run was deleted.",
  } satisfies ToPanel);
  await panel.settled();
  assert.match((await notice.textContent()) ?? "", /The folder of this run was deleted/);
  assert.equal(await notice.getByRole("button", { name: "Locate…" }).count(), 0);
  await panel.close();
});

test("a plot whose data cannot be read says why in its place; the others are drawn, and R reads the run anew", async () => {
  let fail = true;
  const queries = {
    ...seenAs(sixty, (snapshot) => snapshot),
    raster: (query: RasterQuery) => (fail ? Promise.reject(new Error("spikes.npy was cut off")) : sixty.raster(query)),
  };
  const panel = await open({ queries });
  const view = new View(panel);
  assert.match(await view.said("Raster"), /Could not be read: spikes\.npy was cut off$/);
  assert.ok((await view.pixels(".raster", RED, 40)) > 100, "the words are in the plot");
  assert.equal(await panel.page.locator(".notice").isVisible(), false);
  assert.ok((await view.pixels(".lane", [0x89, 0xd1, 0x85], 40)) > 100, "the rates are drawn");
  assert.match(panel.complaints.join(), /a plot could not be read: spikes\.npy was cut off/);
  await view.keys("Raster", "r");
  assert.deepEqual(panel.commands, ["reload"]);
  fail = false;
  await panel.send({
    type: "run",
    name: "r",
    snapshot: await sixty.snapshot(),
    secondsLeft: null,
    redraw: true,
  } satisfies ToPanel);
  await panel.page.waitForTimeout(110);
  await panel.settled();
  assert.match(await view.said("Raster"), /\d+ spikes, busiest neuron \d+\.$/);
  await panel.close();
});

test("each kind of data that cannot be read leaves a view that says so", async () => {
  const told = /Could not be read: it was cut off/;
  for (const [method, plot] of [
    ["population", "Overview"],
    ["raster", "Raster"],
    ["rates", "Rates"],
  ] as const) {
    const panel = await open({
      queries: {
        ...seenAs(sixty, (snapshot) => snapshot),
        [method]: () => Promise.reject(new Error("it was cut off")),
      },
    });
    assert.match(await new View(panel).said(plot), told);
    await panel.close();
  }
});
