import assert from "node:assert/strict";
import { test } from "node:test";
import { SIXTY } from "./harness/runs";
import { setUp } from "./harness/set-up";
import { View } from "./harness/view";

const { shelf, open } = setUp();

const GREEN = [0x89, 0xd1, 0x85] as const;
const DARK_GREEN = [0x38, 0x8a, 0x34] as const;
/** VS Code's themes give it a third of opacity, since they take it from elsewhere. */
const ORANGE = [0xea, 0x5c, 0x00] as const;

test("a run of 60 neurons: its figures, all plots in the groups' colours, no complaint of the content security policy", async () => {
  const { queries, manifest } = shelf.make(SIXTY);
  const panel = await open({ queries });
  const view = new View(panel);
  assert.deepEqual(await panel.page.locator(".figure-label").allTextContents(), [
    "Neurons",
    "Bins",
    "Spikes",
    "Mean rate",
    "Per neuron",
    "Elapsed",
    "Random key",
    "As NeMoS",
  ]);
  const values = (await panel.page.locator(".figure-value").allTextContents()).map((text) =>
    text.replace(/\u202f/g, ""),
  );
  assert.deepEqual([values[0], values[1], values[2], values[6]], ["60", "5000", String(manifest.spikes_total), "123"]);
  assert.equal(
    await view.said("Raster"),
    `Raster, 60 neurons, bins 0 to 4999 of 5000, ${manifest.spikes_total} spikes, busiest neuron ${busiest(manifest.spikes_per_neuron)}.`,
  );
  assert.ok((await view.pixels(".raster", GREEN)) > 500, "spikes of the first group are green");
  assert.ok((await view.pixels(".raster", ORANGE)) > 500, "spikes of the second group are orange");
  assert.equal(await panel.page.locator(".lane").count(), 3, "the busiest neuron of each group has a lane");
  for (const lane of [0, 1, 2]) {
    const drawn = await panel.page
      .locator(".lane canvas")
      .nth(lane)
      .evaluate((canvas) => {
        const element = canvas as HTMLCanvasElement;
        return new Set(element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data).size;
      });
    assert.ok(drawn > 20, `lane ${lane} is drawn`);
  }
  assert.deepEqual(panel.complaints, []);
  await panel.close();
});

function busiest(counts: readonly number[] | null): number {
  return (counts ?? []).reduce((best, count, neuron, all) => (count > all[best] ? neuron : best), 0);
}

test("zooming in turns density into ticks, and back out it is density again", async () => {
  const { queries } = shelf.make({ nNeurons: 100, nTimeBins: 60_000, groups: ["E", "I"], rate: 0.05 });
  const asked: string[] = [];
  const panel = await open({
    height: 1100,
    queries: {
      ...queries,
      raster: async (query) => {
        const answer = await queries.raster(query);
        asked.push(answer.kind);
        return answer;
      },
    },
  });
  const view = new View(panel);
  assert.equal(asked.at(-1), "density");
  await view.drag("Overview", 0.5, 0.51);
  assert.equal(asked.at(-1), "ticks");
  await view.keys("Raster", "0");
  assert.equal(asked.at(-1), "density");
  await panel.close();
});

test("the theme is followed live: dark, light, high contrast", async () => {
  const { queries } = shelf.make(SIXTY);
  const panel = await open({ queries });
  const view = new View(panel);
  assert.equal(await view.pixels(".raster", DARK_GREEN), 0);
  await panel.theme("light");
  assert.ok((await view.pixels(".raster", DARK_GREEN)) > 500, "Light Modern's green");
  assert.equal(await view.pixels(".raster", GREEN), 0);
  assert.equal(await panel.page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
  await panel.theme("contrast");
  assert.ok((await view.pixels(".raster", GREEN)) > 500);
  assert.ok((await view.pixels(".overview", [0xf3, 0x85, 0x18])) > 50, "the brush takes the theme's accent");
  await panel.close();
});

test("the toolkit's controls have the theme's colours, and follow it", async () => {
  const { queries } = shelf.make(SIXTY);
  const panel = await open({ queries, theme: "light" });
  await panel.page.waitForFunction(() => customElements.get("vscode-text-field") !== undefined);
  await panel.settled();
  const grounds = (): Promise<string[]> =>
    panel.page.evaluate(() =>
      [
        ["vscode-text-field", ".root"],
        ["vscode-button[appearance=primary]", ".control"],
      ].map(([element, part]) => {
        const inner = document.querySelector(element)?.shadowRoot?.querySelector(part);
        return inner
          ? getComputedStyle(inner.localName === "button" ? (document.querySelector(element) as Element) : inner)
              .backgroundColor
          : "";
      }),
    );
  assert.deepEqual(await grounds(), ["rgb(255, 255, 255)", "rgb(0, 95, 184)"]);
  await panel.theme("contrast");
  assert.deepEqual(await grounds(), ["rgb(0, 0, 0)", "rgb(0, 0, 0)"]);
  await panel.close();
});

test("a colour that a theme leaves translucent is drawn solid; one that is pale on white is mixed darker", async () => {
  const { queries } = shelf.make(SIXTY);
  const panel = await open({ queries, theme: "light" });
  const view = new View(panel);
  assert.ok((await view.pixels(".raster", ORANGE)) > 500);
  const passed = await panel.page.locator(".status").evaluate((icon) => getComputedStyle(icon).color);
  assert.notEqual(passed, "rgb(115, 201, 145)", "2.0 : 1 is not enough for the check mark");
  await panel.close();
});

test("a single spike says its bin, and its coupling window is bracketed", async () => {
  let seed = 1;
  let run = shelf.make({ nNeurons: 2, nTimeBins: 1000, rate: 0.001, seed });
  while (run.manifest.spikes_total !== 1) run = shelf.make({ nNeurons: 2, nTimeBins: 1000, rate: 0.001, seed: ++seed });
  const panel = await open({ queries: run.queries, name: "two-neurons" });
  const view = new View(panel);
  await panel.page.getByRole("application", { name: /^Raster, .* 1 spike/ }).waitFor();
  assert.match(await view.said("Raster"), /^Raster, 2 neurons, bins 0 to 999 of 1000, 1 spike, busiest neuron [01]\.$/);
  assert.equal(await panel.page.locator(".lane").count(), 2, "few neurons all have lanes");
  assert.deepEqual(await panel.page.locator(".legend-entry").allTextContents(), ["neuron 0", "neuron 1"]);
  assert.ok((await view.pixels(".raster", [0x9d, 0x9d, 0x9d], 40)) > 60, "the bracket and its words");
  await panel.page.getByRole("button", { name: "no bin size set", exact: true }).click();
  assert.deepEqual(panel.commands, ["goToBinSize"]);
  await panel.close();
});

test("at no width is anything wider than the panel, down to a line of text", async () => {
  const { queries } = shelf.make(SIXTY);
  const panel = await open({ queries, width: 1400, height: 900 });
  for (const [width, height] of [
    [1400, 900],
    [800, 700],
    [640, 700],
    [500, 860],
    [340, 700],
    [220, 500],
    [1000, 780],
  ]) {
    await panel.page.setViewportSize({ width, height });
    await panel.settled();
    const [content, room, over] = await panel.page.evaluate(
      () =>
        [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
          [...document.querySelectorAll(".header *, .toolbar *, .rates-bar *, canvas")]
            .filter((element) => {
              const box = element.getBoundingClientRect();
              return box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5);
            })
            .map((element) => `${element.tagName}.${element.getAttribute("class") ?? ""}`),
        ] as const,
    );
    assert.equal(content, room, `${width} pixels`);
    assert.deepEqual(over, [], `${width} pixels`);
    assert.equal(await panel.page.locator(".summary").isVisible(), width < 240);
    assert.equal(await panel.page.locator(".lane").first().isVisible(), width >= 360);
  }
  assert.match((await panel.page.locator(".summary").textContent()) ?? "", /^Raster, 60 neurons/);
  assert.deepEqual(panel.complaints, []);
  await panel.close();
});
