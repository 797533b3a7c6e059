import assert from "node:assert/strict";
import { test } from "node:test";
import type { ToPanel } from "../../src/protocol/panel";
import type { RunQueries, RunSnapshot } from "../../src/protocol/queries";
import { seenAs, SIXTY, stoppedAt } from "./harness/runs";
import { setUp } from "./harness/set-up";
import { View } from "./harness/view";

const { shelf, open } = setUp();
const sixty = shelf.make(SIXTY).queries;

test("a running simulation is followed until someone pans; F follows again; its end shows the whole run", async () => {
  const long = shelf.make({ nNeurons: 20, nTimeBins: 60_000, binSize: 0.001, rate: 0.02 }).queries;
  let moment: (snapshot: RunSnapshot) => RunSnapshot = stoppedAt(20_000, "running");
  const panel = await open({ queries: seenAs(long, (snapshot) => moment(snapshot)) });
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
  const panel = await open({
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
  const panel = await open({ queries });
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
  const panel = await open({
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
  const panel = await open({ queries: seenAs(sixty, stoppedAt(2000, "running")) });
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

test("with reduced motion nothing turns", async () => {
  const panel = await open({ queries: seenAs(sixty, stoppedAt(600, "running")), reducedMotion: true });
  assert.equal(
    await panel.page.locator(".icon-loading").evaluate((icon) => getComputedStyle(icon).animationName),
    "none",
  );
  await panel.close();
});
