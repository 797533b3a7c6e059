import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";
import { itInWindow } from "./support/it-in-window";
import { EI_PULSE, finishedRun, simulate } from "./support/runs";
import { eventually } from "./support/eventually";
import { runFolders } from "./support/workspace";

describe("the run view", () => {
  const it = itInWindow();

  it("opens with the whole run", async (workbench) => {
    const { manifest } = await simulate(workbench, EI_PULSE, 1);
    assert.deepEqual(await workbench.runView().range(), [0, manifest.n_time_bins - 1]);
  });

  it("a brush drawn on the overview zooms to its span", async (workbench) => {
    await workbench.runView().drag("Overview", 0.4, 0.5);
    const [first, last] = await workbench
      .runView()
      .rangeBecomes("a tenth of the run", (first, last) => last - first < 1000);
    assert.ok(Math.abs(first - 2000) < 20 && Math.abs(last - 2500) < 20, `${first} to ${last}`);
  });

  it("dragging inside the brush pans", async (workbench) => {
    const view = workbench.runView();
    const [first, last] = await view.range();
    await view.drag("Overview", 0.45, 0.65);
    const [, end] = await view.rangeBecomes("a later part", (start) => start > first + 900);
    assert.ok(Math.abs(end - last - 1000) < 20, `${last} became ${end}`);
  });

  it("the wheel zooms at the pointer once the raster has the focus, and double-click shows the whole run", async (workbench) => {
    const view = workbench.runView();
    const { x, y } = await view.point("Raster", 0.5, 0.5);
    await workbench.page.mouse.dblclick(x, y);
    const [, end] = await view.rangeBecomes("the whole run", (first, last) => first === 0 && last === 4999);
    for (let notch = 0; notch < 5; notch++) await workbench.page.mouse.wheel(0, -100);
    const [first, last] = await view.rangeBecomes("a closer view", (first, last) => last - first < end / 2);
    assert.ok(Math.abs((first + last) / 2 - end / 2) < 25, `${first} to ${last} has its middle where the pointer is`);
    await workbench.page.mouse.dblclick(x, y);
    await view.rangeBecomes("the whole run", (first, last) => first === 0 && last === 4999);
  });

  it("keys zoom, pan and come back", async (workbench) => {
    const view = workbench.runView();
    await view.plot("Raster").focus();
    await workbench.page.keyboard.press("+");
    const [first] = await view.rangeBecomes("a closer view", (first, last) => last - first < 4999);
    await workbench.page.keyboard.press("Shift+ArrowRight");
    await view.rangeBecomes("a later part", (start) => start > first);
    await workbench.page.keyboard.press("0");
    await view.rangeBecomes("the whole run", (first, last) => first === 0 && last === 4999);
  });

  it("clicks on rows select neurons, and a name or group typed adds more", async (workbench) => {
    const view = workbench.runView();
    const top = await view.point("Raster", 0.5, 0.1);
    const bottom = await view.point("Raster", 0.5, 0.9);
    await workbench.page.mouse.click(top.x, top.y);
    const [one] = await eventually("one neuron", async () =>
      [await view.selected()].find((names) => names.length === 1),
    );
    await workbench.page.keyboard.down("ControlOrMeta");
    await workbench.page.mouse.click(bottom.x, bottom.y);
    await workbench.page.keyboard.up("ControlOrMeta");
    const two = await eventually("two neurons", async () =>
      [await view.selected()].find((names) => names.length === 2),
    );
    assert.equal(two[0], one);
    assert.notEqual(two[1], one);
    await view.frame
      .getByPlaceholder(/Add neuron/)
      .last()
      .click();
    await workbench.page.keyboard.type("3-5");
    await workbench.page.keyboard.press("Enter");
    await eventually("five neurons", async () => [await view.selected()].find((names) => names.length === 5));
  });

  it("range and selection are as they were after a look at another tab, and after the window was reloaded", async (workbench) => {
    await workbench.runView().drag("Overview", 0.2, 0.6);
    const range = await workbench.runView().rangeBecomes("the brushed span", (first) => first > 900);
    const selected = await workbench.runView().selected();
    await workbench.pin("ei-pulse · run 1");
    await simulate(workbench, EI_PULSE, 2);
    await workbench.runView().rangeBecomes("the whole run", (first, last) => first === 0 && last === 4999);
    await workbench.tab("ei-pulse · run 1").click();
    await workbench.runView().rangeBecomes("the range kept", (...now) => String(now) === String(range));

    await workbench.closeTab("ei-pulse · run 2");
    await workbench.reload();
    await workbench.tab("ei-pulse · run 1").waitFor();
    await workbench.runView().drawn();
    await workbench.runView().rangeBecomes("the range kept", (...now) => String(now) === String(range));
    assert.deepEqual(await workbench.runView().selected(), selected);
  });

  it("a click in the Runs view opens an old run, as it was left", async (workbench) => {
    await workbench.command("View: Close All Editors");
    await workbench.openRun("ei-pulse · run 2");
    await finishedRun(workbench, EI_PULSE, 2);
    await workbench.openRun("ei-pulse · run 1");
    await workbench.runView().rangeBecomes("the range kept", (first) => first > 900);
  });

  it("a file that was moved away is named in the plots' place, and copied back from where it is", async (workbench) => {
    const view = workbench.runView();
    const [folder] = runFolders(join(workbench.workspace, ...EI_PULSE));
    const home = join(folder, "spikes.npy");
    const away = join(workbench.workspace, "moved.npy");
    renameSync(home, away);
    await view.frame
      .locator(".notice")
      .getByText(/There is no file .*spikes\.npy/)
      .waitFor();
    await view.plot("Raster").waitFor({ state: "hidden" });
    const locate = async (file: string): Promise<void> => {
      await view.button("Locate…").click();
      await eventually("the question for a file", async () =>
        /ei-pulse\.runs/.test(await workbench.quickInput.inputValue()),
      );
      await workbench.answerFile(file);
    };
    await locate(join(folder, "rates.npy"));
    await workbench
      .notification(/This is not spikes\.npy of ei-pulse · run 1, so nothing was changed: .*dtype <f4/)
      .waitFor();
    assert.equal(existsSync(home), false);
    await locate(away);
    await view.plot("Raster").waitFor();
    assert.deepEqual(readFileSync(home), readFileSync(away));
  });
});
