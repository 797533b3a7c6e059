import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.mjs";
import type { Foreseen, Question, ToPanel } from "../../src/protocol/panel";
import type { RunQueries, RunSnapshot } from "../../src/protocol/queries";
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

/** The run's queries, which tell what they are asked. */
function counting(asked: string[]): RunQueries {
  const note =
    (method: keyof RunQueries) =>
    (argument: unknown): Promise<unknown> => {
      if (method !== "snapshot") asked.push(method);
      return answerOf({ method, argument });
    };
  return Object.fromEntries(
    Object.keys(sixty).map((method) => [method, note(method as keyof RunQueries)]),
  ) as unknown as RunQueries;
}

/** Answers to what a page said it needed at first. */
function answersTo(panel: Panel): Promise<Foreseen[]> {
  const asks = panel.told.flatMap((message) => (message.type === "ready" ? message.asks : []));
  return Promise.all(asks.map(async (question) => ({ ...question, answer: await answerOf(question) })));
}

function answerOf({ method, argument }: Question): Promise<unknown> {
  return (sixty[method] as (argument: unknown) => Promise<unknown>)(argument);
}

function picturesOf(panel: Panel): Promise<string[]> {
  return panel.page
    .locator("canvas")
    .evaluateAll((canvases) => canvases.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
}

test("a run that comes with the page is drawn without a word of the host, and what it shows is asked once", async () => {
  let asked = 0;
  const queries: RunQueries = {
    ...seenAs(sixty, (snapshot) => snapshot),
    raster: (query) => (asked++, sixty.raster(query)),
  };
  const panel = await Panel.open(browser, { queries, first: await firstMessages() });
  assert.deepEqual(readiness(panel), [true]);
  assert.match(await new View(panel).said("Raster"), /60 neurons, bins 0 to 4999 of 5000, \d+ spikes/);
  assert.equal(asked, 1);
  assert.deepEqual(panel.complaints, []);
  await panel.close();
});

test("answers that come with the page are shown without a question; it tells the host what it would have asked", async () => {
  const before = await Panel.open(browser, { queries: sixty, first: await firstMessages() });
  const picture = await picturesOf(before);
  await before.close();

  const answers = await answersTo(before);
  assert.deepEqual(
    answers.map(({ method }) => method),
    ["population", "raster", "rates", "neurons"],
  );
  const asked: string[] = [];
  const first = [...(await firstMessages()), { type: "answers", answers } satisfies ToPanel];
  const panel = await Panel.open(browser, { queries: counting(asked), first });
  assert.deepEqual(asked, []);
  assert.deepEqual(await picturesOf(panel), picture);
  assert.deepEqual(panel.complaints, []);
  await panel.close();

  const other = await Panel.open(browser, { queries: counting(asked), first, width: 700 });
  assert.deepEqual(
    asked,
    ["population", "raster", "rates"],
    "a narrower view has fewer columns; what neurons did is the same",
  );
  await other.close();
});

test("a page that comes back from being hidden does not show what once came with it, but asks for the run as it is now", async () => {
  const panel = await Panel.open(browser, { queries: sixty, first: await firstMessages(stoppedAt(1000, "running")) });
  const header = panel.page.locator(".what");
  assert.match((await header.textContent()) ?? "", /^Running/);
  await panel.page.reload();
  await header.filter({ hasText: "Finished" }).waitFor();
  assert.deepEqual(readiness(panel), [true, false]);
  await panel.close();
});

test("the header does not wait for answers; plots do for a moment, then they are hatched", async () => {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const queries: RunQueries = {
    ...seenAs(sixty, (snapshot) => snapshot),
    raster: async (query) => held.then(() => sixty.raster(query)),
  };
  const opening = Panel.open(browser, { queries, first: await firstMessages() });
  while (browser.contexts()[0]?.pages()[0] === undefined) await new Promise((done) => setTimeout(done, 5));
  const [page] = browser.contexts()[0].pages();
  await page.locator(".what").filter({ hasText: "Finished" }).waitFor();
  const raster = page.getByRole("application", { name: /^Raster/ });
  await raster.waitFor();
  assert.doesNotMatch((await raster.getAttribute("aria-label")) ?? "", /spikes/, "nothing is known of them yet");
  answer();
  const panel = await opening;
  assert.match(await new View(panel).said("Raster"), /\d+ spikes/);
  await panel.close();
});

for (const width of [1000, 420])
  test(`the controls and Chart.js come after the first picture; they move nothing and change hardly a pixel, ${width} pixels wide`, async () => {
    const before = await Panel.open(browser, { queries: sixty, first: await firstMessages(), width });
    await before.close();
    const answers = await answersTo(before);
    const panel = await Panel.open(browser, {
      queries: sixty,
      width,
      first: [...(await firstMessages()), { type: "answers", answers }],
      beforehand: () => {
        const page = window as unknown as FirstPicture;
        page.places = () =>
          [...document.querySelectorAll(".header, .toolbar, .rates-bar, canvas")]
            .map((element) => JSON.stringify(element.getBoundingClientRect()))
            .join("\n");
        page.pixels = () =>
          [...document.querySelectorAll("canvas")].map(
            (canvas) =>
              canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray(),
          );
        // How everything is before the controls are made.
        const define = customElements.define.bind(customElements);
        customElements.define = (...element) => {
          page.shown ??= {
            places: page.places(),
            pixels: page.pixels(),
            drawn:
              document.querySelector("[aria-label^=Raster]")?.getAttribute("aria-label")?.includes("spikes") === true,
          };
          define(...element);
        };
      },
    });
    await panel.page.waitForFunction(() => customElements.get("vscode-text-field") !== undefined);
    await panel.settled();
    const { drawn, places, now, changed } = await panel.page.evaluate(() => {
      const page = window as unknown as FirstPicture;
      const pixels = page.pixels();
      return {
        ...page.shown,
        now: page.places(),
        changed: page.shown.pixels.map(
          (first, canvas) =>
            first.reduce((sum, value, place) => sum + (Math.abs(value - pixels[canvas][place]) > 16 ? 1 : 0), 0) /
            first.length,
        ),
      };
    });
    assert.equal(drawn, true);
    assert.equal(places, now);
    const [overview, ruler, raster, ...lanes] = changed;
    assert.deepEqual([overview, ruler, raster], [0, 0, 0]);
    assert.equal(lanes.length, 3);
    for (const lane of lanes) assert.ok(lane < 0.001, `of a lane ${lane} changed`);
    await panel.close();
  });

/** Where everything was in a page when its first picture was made, and its pixels. */
interface FirstPicture {
  places(): string;
  pixels(): Uint8ClampedArray[];
  shown: { readonly places: string; readonly pixels: Uint8ClampedArray[]; readonly drawn: boolean };
}
