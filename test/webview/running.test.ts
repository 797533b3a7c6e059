import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.mjs";
import type { ToPanel, ViewState } from "../../src/protocol/panel";
import type { RasterQuery, RunQueries, RunSnapshot } from "../../src/protocol/queries";
import { Panel } from "./harness/panel";
import { RunShelf, seenAs, SIXTY, stoppedAt } from "./harness/runs";
import { View } from "./harness/view";

let browser: Browser;
const shelf = new RunShelf();
let sixty: RunQueries;
before(async () => {
  browser = await launchBrowser();
  sixty = shelf.make(SIXTY).queries;
});
after(async () => {
  await browser.close();
  shelf.clear();
});

const RED = [0xf8, 0x51, 0x49] as const;

test("a running simulation is followed until someone pans; F follows again; its end shows the whole run", async () => {
  const long = shelf.make({ nNeurons: 20, nTimeBins: 60_000, binSize: 0.001, rate: 0.02 }).queries;
  let moment: (snapshot: RunSnapshot) => RunSnapshot = stoppedAt(20_000, "running");
  const panel = await Panel.open(browser, { queries: seenAs(long, (snapshot) => moment(snapshot)) });
  const view = new View(panel);
  assert.match((await panel.page.locator(".what").textContent()) ?? "", /^Running 33\u202f%/);
  assert.deepEqual(await view.range(), { start: 15_000, end: 20_000 });
  moment = stoppedAt(30_000, "running");
  await panel.refresh();
  assert.deepEqual(await view.range(), { start: 25_000, end: 30_000 }, "the newest bins stay in view");
  assert.equal(await view.button("Follow").getAttribute("aria-pressed"), "true");
  assert.match((await panel.page.getByRole("status").textContent()) ?? "", /50 percent/);
  await view.keys("Raster", "Shift+ArrowLeft");
  assert.equal(await view.button("Follow").getAttribute("aria-pressed"), "false");
  const stayed = await view.range();
  moment = stoppedAt(40_000, "running");
  await panel.refresh();
  assert.deepEqual(await view.range(), stayed);
  await view.keys("Raster", "f");
  assert.equal((await view.range()).end, 40_000);
  await view.button("Stop").click();
  assert.deepEqual(panel.commands, ["stop"]);
  moment = (snapshot) => snapshot;
  await panel.refresh();
  assert.deepEqual(await view.range(), { start: 0, end: 60_000 });
  assert.equal(await view.button("Stop").isVisible(), false);
  assert.ok(await view.button("Run again").isVisible());
  assert.deepEqual(panel.complaints, []);
  await panel.close();
});

test("new data are drawn at most ten times a second", async () => {
  const asked: number[] = [];
  let bins = 5000;
  const long = shelf.make({ nNeurons: 20, nTimeBins: 60_000, rate: 0.02 }).queries;
  const queries = seenAs(long, (snapshot) => stoppedAt(bins, "running")(snapshot));
  const panel = await Panel.open(browser, {
    queries: {
      ...queries,
      population: (query) => {
        asked.push(performance.now());
        return queries.population(query);
      },
    },
  });
  asked.length = 0;
  const start = performance.now();
  while (performance.now() - start < 1000) {
    bins += 200;
    await panel.send({
      type: "run",
      name: "r",
      snapshot: await queries.snapshot(),
      secondsLeft: null,
    } satisfies ToPanel);
  }
  await panel.settled();
  assert.ok(asked.length >= 3 && asked.length <= 12, `${asked.length} drawings in a second`);
  await panel.close();
});

test("a diverged run opens on its end, logarithmic, with banner, red line and the culprit", async () => {
  const error = {
    message: "The rate of neuron 50 in bin 3778 is 1.8e11 counts per bin",
    bin: 3778,
    neuron: 50,
    rate: 1.8e11,
  };
  const panel = await Panel.open(browser, { queries: seenAs(sixty, stoppedAt(3778, "diverged", error)) });
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
    const panel = await Panel.open(browser, { queries: seenAs(sixty, stoppedAt(600, status, error)) });
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
  const panel = await Panel.open(browser, {
    queries: seenAs(silent, (snapshot) => ({ ...snapshot, manifest: { ...snapshot.manifest, spikes_expected: 0.59 } })),
  });
  const view = new View(panel);
  assert.match(await view.said("Raster"), /0 spikes\.$/);
  assert.ok((await view.pixels(".raster", [0x9d, 0x9d, 0x9d], 30)) > 100, "No spikes in 1 000 bins (expected 0.59)");
  await panel.close();
});

test("a damaged file keeps the header and names the file in the plots' place; a run that is gone says so", async () => {
  const problem = { file: "rates.npy", message: "ends after 12 of 5000 bins" };
  const panel = await Panel.open(browser, {
    queries: seenAs(sixty, (snapshot) => ({ ...snapshot, fileProblems: [problem] })),
  });
  const view = new View(panel);
  const notice = panel.page.locator(".notice");
  assert.match((await notice.textContent()) ?? "", /rates\.npy ends after 12 of 5000 bins/);
  assert.equal(await view.plot("Raster").isVisible(), false);
  assert.equal(await panel.page.locator(".figure").count(), 7);
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
  const panel = await Panel.open(browser, { queries });
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
    const panel = await Panel.open(browser, {
      queries: {
        ...seenAs(sixty, (snapshot) => snapshot),
        [method]: () => Promise.reject(new Error("it was cut off")),
      },
    });
    assert.match(await new View(panel).said(plot), told);
    await panel.close();
  }
});

test("answers that come late are drawn at their own place, never nothing, and only the newest wish waits", async () => {
  const nTimeBins = 2_000_000;
  const long = shelf.make({ nNeurons: 20, nTimeBins, spans: [[0, 60_000]], binSize: 0.001, rate: 0.02 }).queries;
  // The run is read to bin 60 000 only; it looks ten times as fast as its answers come.
  let bins = 10_000;
  let [asking, most, asked] = [0, 0, 0];
  const running = seenAs(long, (snapshot) => stoppedAt(bins, "running")(snapshot));
  const queries: RunQueries = {
    ...running,
    async raster(query) {
      asked++;
      most = Math.max(most, ++asking);
      await new Promise((resolve) => setTimeout(resolve, 250));
      asking--;
      return running.raster(query);
    },
  };
  const panel = await Panel.open(browser, { queries });
  const view = new View(panel);
  asked = 0;
  const begin = performance.now();
  const seen: string[] = [];
  for (let step = 0; step < 20; step++) {
    bins += 2500; // half of what is in view
    await panel.send({ type: "grown", bins } satisfies ToPanel);
    await panel.page.waitForTimeout(100);
    const said = await view.said("Raster");
    assert.match(said, /bins \d+ to \d+ of 2000000, \d+ spikes/, "what is drawn is of the range that is told");
    const [green, orange] = [
      await view.pixels(".raster", [0xcc, 0xcc, 0xcc], 60),
      await view.pixels(".lane", [0xcc, 0xcc, 0xcc], 60),
    ];
    assert.ok(green > 100 && orange > 100, `${green} pixels of spikes, ${orange} of rates at ${said}`);
    seen.push(said);
  }
  assert.equal(most, 1);
  assert.ok(asked >= 4 && asked <= 1 + (performance.now() - begin) / 250, `${asked} questions`);
  assert.ok(new Set(seen).size >= 4, "the view moves on");
  assert.deepEqual(panel.complaints, []);
  await panel.close();
});

test("what was read already is not asked again while a run goes on", async () => {
  const asked: unknown[] = [];
  let bins = 30_000;
  const long = shelf.make({ nNeurons: 20, nTimeBins: 60_000, rate: 0.02 }).queries;
  const running = seenAs(long, (snapshot) => stoppedAt(bins, "running")(snapshot));
  const panel = await Panel.open(browser, {
    queries: { ...running, raster: (query) => (asked.push(query.range), running.raster(query)) },
  });
  const view = new View(panel);
  await view.keys("Raster", "Home");
  asked.length = 0;
  bins = 40_000;
  await panel.refresh();
  assert.deepEqual(asked, []);
  assert.match(await view.said("Overview"), /population rate of 40000 bins/);
  await panel.close();
});

test("the figures of a run that goes on are those of one snapshot, whatever can be read since", async () => {
  const panel = await Panel.open(browser, { queries: seenAs(sixty, stoppedAt(2000, "running")) });
  const snapshot = stoppedAt(2000, "running")(await sixty.snapshot());
  await panel.send({ type: "run", name: "r", snapshot, secondsLeft: 2.4 } satisfies ToPanel);
  await panel.page.waitForTimeout(150);
  const header = async (): Promise<string> => (await panel.page.locator(".header").innerText()).replace(/\u202f/g, " ");
  const before = await header();
  assert.match(before, /Running 40 % · ETA 3 s/);
  await panel.send({ type: "grown", bins: 3000 } satisfies ToPanel);
  await panel.page.waitForTimeout(150);
  await panel.settled();
  assert.equal(await header(), before);
  assert.match(await new View(panel).said("Overview"), /population rate of 3000 bins/);
  await panel.close();
});

test("commands: run again and its menu, export; none of them where simulating is not trusted", async () => {
  const panel = await Panel.open(browser, { queries: sixty });
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
  const panel = await Panel.open(browser, { queries: sixty });
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
  const again = await Panel.open(browser, { queries: sixty, opening: state });
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
  const panel = await Panel.open(browser, { queries: sixty });
  const said = panel.page.locator(".changed");
  assert.equal(await said.isVisible(), false);
  await panel.refresh({ ...snapshot, configChanged: true });
  assert.equal(await said.textContent(), "config has changed");
  await panel.refresh({ ...snapshot, configChanged: null });
  assert.equal(await said.textContent(), "config is gone");
  await panel.close();
});

test("with reduced motion nothing turns", async () => {
  const panel = await Panel.open(browser, { queries: seenAs(sixty, stoppedAt(600, "running")), reducedMotion: true });
  assert.equal(
    await panel.page.locator(".icon-running").evaluate((icon) => getComputedStyle(icon).animationName),
    "none",
  );
  await panel.close();
});
