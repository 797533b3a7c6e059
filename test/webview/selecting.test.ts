import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.mjs";
import type { RunReader } from "../../src/runs/read/open";
import { Panel } from "./harness/panel";
import { RunShelf, SIXTY } from "./harness/runs";
import { View } from "./harness/view";

let browser: Browser;
let panel: Panel;
let view: View;
let queries: RunReader;
const shelf = new RunShelf();

/** Where the row of a neuron is, as a fraction of the raster: three groups of 20 with gaps of 3 pixels. */
async function row(neuron: number): Promise<number> {
  const { height } = await view.area("Raster");
  const rowHeight = (height - 6) / 60;
  return ((neuron + 0.5) * rowHeight + 3 * Math.floor(neuron / 20)) / height;
}

describe("selecting, hovering, ordering", () => {
  before(async () => {
    browser = await launchBrowser();
    ({ queries } = shelf.make(SIXTY));
    panel = await Panel.open(browser, { queries });
    view = new View(panel);
  });
  after(async () => {
    await browser.close();
    shelf.clear();
  });
  beforeEach(async () => {
    await view.keys("Raster", "0");
    await view.click("Raster", 0.02, await row(5));
    await view.page.mouse.move(5, 5);
  });

  test("a click selects one row, Ctrl adds and removes, Shift ranges", async () => {
    assert.deepEqual(await view.chips(), ["5"]);
    await view.click("Raster", 0.5, await row(40), ["Control"]);
    assert.deepEqual(await view.chips(), ["5", "40"]);
    assert.equal(await panel.page.locator(".lane").count(), 2);
    await view.click("Raster", 0.5, await row(5), ["Control"]);
    assert.deepEqual(await view.chips(), ["40"]);
    await view.click("Raster", 0.5, await row(43), ["Shift"]);
    assert.deepEqual((await view.chips()).sort(), ["40", "41", "42", "43"]);
  });

  test("gutter and margin bars select too", async () => {
    await view.click("Raster", -0.03, await row(20));
    assert.deepEqual(await view.chips(), ["20"]);
    await view.click("Raster", 1.05, await row(59));
    assert.deepEqual(await view.chips(), ["59"]);
  });

  test("a drag does not select", async () => {
    await view.drag("Raster", 0.5, 0.3, await row(30));
    assert.deepEqual(await view.chips(), ["5"]);
  });

  test("chips remove, the field adds a neuron, a range, a group, and says what it does not know", async () => {
    const field = panel.page.getByRole("textbox", { name: "Add neuron or group" });
    await field.fill("17, 3-4");
    await field.press("Enter");
    await panel.settled();
    assert.deepEqual(await view.chips(), ["5", "17", "3", "4"]);
    await view.press("Remove neuron 17");
    assert.deepEqual(await view.chips(), ["5", "3", "4"]);
    await field.fill("interneurons");
    await field.press("Enter");
    await panel.settled();
    assert.match((await panel.page.locator(".field-problem").textContent()) ?? "", /interneurons/);
    await field.fill("inhibitory");
    await field.press("Enter");
    await panel.settled();
    await panel.settled();
    assert.equal(await panel.page.locator(".lane").count(), 23, "every one of the group has a lane");
    assert.equal(await panel.page.locator(".field-problem").textContent(), "");
  });

  test("Drive, Log and Same scale are switches", async () => {
    for (const name of ["Log", "Same scale"]) {
      const before = await view.button(name).getAttribute("aria-pressed");
      await view.press(name);
      assert.notEqual(await view.button(name).getAttribute("aria-pressed"), before);
      await view.press(name);
      assert.equal(await view.button(name).getAttribute("aria-pressed"), before);
    }
    assert.equal(await view.button("Drive").count(), 0, "a run without feedforward input has no drive");
  });

  test("the card says neuron, group, bin, time, count and rate, and never leaves the plot", async () => {
    await view.hover("Raster", 0.5, await row(26));
    const card = await view.card();
    assert.equal(card?.title, "Neuron 26");
    const bin = Number(card?.bin.replace(/ /g, ""));
    const cell = await queries.cell({ neuron: 26, bin });
    assert.equal(card?.time, `${(bin / 1000).toFixed(3)} s`);
    assert.equal(card?.count, String(cell.count));
    assert.equal(card?.rate, `${(cell.rate * 1000).toFixed(1)} Hz`);
    const area = await view.area("Raster");
    for (const [x, y] of [
      [0.01, 0.02],
      [0.99, 0.02],
      [0.99, 0.98],
      [0.01, 0.98],
    ]) {
      await view.hover("Raster", x, y);
      const box = await panel.page.locator(".card").boundingBox();
      assert.ok(
        box && box.x >= area.left - 1 && box.x + box.width <= area.left + area.width + 1 && box.y >= area.top - 1,
        JSON.stringify(box),
      );
      const pointer = await view.at("Raster", x, y);
      const inside =
        box.x < pointer[0] && pointer[0] < box.x + box.width && box.y < pointer[1] && pointer[1] < box.y + box.height;
      assert.ok(!inside, "the card keeps off the pointer");
    }
    await panel.page.mouse.move(5, 5);
    await panel.settled();
    assert.equal(await view.card(), null);
  });

  test("a pointer that rests shows the bin that keys bring beneath it", async () => {
    await view.hover("Raster", 0.25, await row(26));
    await view.keys("Raster", "+");
    const { start, end } = await view.range();
    assert.ok(end - start < 5000);
    await view.keys("Raster", "0");
    await view.hover("Raster", 0.75, await row(26));
    const bin = async (): Promise<number> => Number((await view.card())?.bin.replace(/ /g, ""));
    assert.ok(Math.abs((await bin()) - 3750) < 20, `bin ${await bin()} at three quarters of 5000`);
    await view.keys("Raster", "Shift+ArrowRight", "+", "+", "Home");
    const now = await view.range();
    const beneath = now.start + 0.75 * (now.end - now.start);
    assert.ok(
      Math.abs((await bin()) - beneath) <= (20 * (now.end - now.start)) / 5000 + 1,
      `bin ${await bin()} where ${beneath} is`,
    );
    await view.keys("Raster", "0", "Escape");
  });

  test("lanes have the card of their neuron", async () => {
    await view.hover("Rates", 0.3, 0.3);
    assert.equal((await view.card())?.title, "Neuron 5");
  });

  test("arrows move the crosshair and speak, N and P go from spike to spike, Enter selects", async () => {
    await view.keys("Raster", "ArrowRight");
    const first = await view.card();
    assert.equal(first?.title, "Neuron 5");
    await view.keys("Raster", "ArrowRight", "ArrowDown");
    const second = await view.card();
    assert.equal(second?.title, "Neuron 6");
    assert.equal(Number(second?.bin.replace(/ /g, "")), Number(first?.bin.replace(/ /g, "")) + 1);
    await view.keys("Raster", "n");
    const spike = await view.card();
    const bin = Number(spike?.bin.replace(/ /g, ""));
    assert.equal(
      await queries.nextSpike({ neuron: 6, from: Number(second?.bin.replace(/ /g, "")), direction: 1 }),
      bin,
    );
    assert.match(
      (await panel.page.getByRole("status").textContent()) ?? "",
      /^Neuron 6, bin .*, \d spikes?, [\d.]+\shertz\.$/,
    );
    await view.keys("Raster", "Control+Enter");
    assert.deepEqual(await view.chips(), ["5", "6"]);
    await view.keys("Raster", "g");
    assert.equal(await panel.page.getByRole("textbox", { name: "Go to neuron" }).count(), 1);
    await panel.page.keyboard.type("33");
    await panel.page.keyboard.press("Enter");
    await panel.settled();
    assert.equal((await view.card())?.title, "Neuron 33");
    await view.keys("Raster", "Escape");
    assert.equal(await view.card(), null);
    assert.deepEqual(await view.chips(), ["5", "6"], "the first Escape only takes the crosshair away");
    await view.keys("Raster", "Escape");
    assert.deepEqual(await view.chips(), []);
  });

  test("the Rows menu orders, reverses and hides groups, and says what is hidden", async () => {
    const rows = view.button(/^Rows/);
    await rows.click();
    await panel.page.getByRole("menuitemradio", { name: "Mean rate" }).click();
    await panel.settled();
    const visible = await panel.remote.visible();
    const counts = (await queries.snapshot()).manifest.spikes_per_neuron ?? [];
    const firstGroup = Array.from(visible.neurons.subarray(0, 20));
    assert.ok(
      firstGroup.every((neuron) => neuron < 20),
      "groups stay together",
    );
    assert.deepEqual(
      firstGroup.map((neuron) => counts[neuron]),
      firstGroup.map((neuron) => counts[neuron]).sort((one, other) => other - one),
    );
    await rows.click();
    await panel.page.getByRole("menuitemcheckbox", { name: "excitatory" }).click();
    await panel.settled();
    assert.match((await panel.page.locator(".toolbar").textContent()) ?? "", /40 of 60 neurons/);
    assert.equal((await panel.remote.visible()).neurons.length, 40);
    await rows.click();
    await panel.page.getByRole("menuitemcheckbox", { name: "excitatory" }).click();
    await rows.click();
    await panel.page.getByRole("menuitemcheckbox", { name: "Reverse" }).click();
    await view.keys("Raster", "s", "s");
    assert.equal((await panel.remote.visible()).neurons[0], 59, "by group, reversed");
    await rows.click();
    await panel.page.keyboard.press("Escape");
    assert.equal(await panel.page.getByRole("menu").count(), 0);
    await rows.click();
    await panel.page.getByRole("menuitemcheckbox", { name: "Reverse" }).click();
  });

  test("? lists the keys, from where the view opens as a real table", async () => {
    await view.keys("Raster", "?");
    const dialog = panel.page.getByRole("dialog");
    assert.match((await dialog.textContent()) ?? "", /Crosshair one bin/);
    await dialog.getByRole("button", { name: "Show as table" }).click();
    await panel.page.locator("dialog table thead").waitFor();
    assert.equal(await panel.page.locator("dialog tbody tr").count(), 60);
    const first = await panel.page.locator("dialog tbody tr").first().locator("td").allTextContents();
    const { spikes } = await queries.neurons({ range: { start: 0, end: 5000 } });
    assert.deepEqual(first.slice(0, 2), ["sensory", String(spikes[0])]);
    await panel.page.keyboard.press("Escape");
    assert.equal(await panel.page.getByRole("dialog").count(), 0);
  });

  test("nothing broke", () => assert.deepEqual(panel.complaints, []));
});
