import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";
import { openFile } from "../../src/files/open";
import { readNpyHeader, readNpyRows } from "../../src/arrays/npy/npy";
import { eventually } from "./support/eventually";
import { itInWindow } from "./support/it-in-window";
import { EI_PULSE, simulate } from "./support/runs";
import type { Workbench } from "./support/workbench";

/** Chooses what to export and where, and waits for the file. */
async function exportTo(workbench: Workbench, command: string, choice: string, name: string): Promise<Buffer> {
  const file = join(workbench.workspace, name);
  await workbench.command(command);
  await workbench.pick(choice);
  await eventually("the question for a file", async () =>
    /ei-pulse-run1/.test(await workbench.quickInput.inputValue()),
  );
  await workbench.answerFile(file);
  await eventually(name, () => existsSync(file) && statSync(file).size > 0);
  await workbench.notification(new RegExp(name)).waitFor();
  return readFileSync(file);
}

describe("exports", () => {
  const it = itInWindow();
  let folder = "";

  it("a picture is a PNG of twice the size of the view", async (workbench) => {
    ({ folder } = await simulate(workbench, EI_PULSE, 1));
    const width = await workbench.runView().width();
    const png = await exportTo(workbench, "Spikeloop: Export Picture…", "View on White", "picture.png");
    assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    assert.ok(
      Math.abs(png.readUInt32BE(16) - 2 * width) <= 64,
      `${png.readUInt32BE(16)} pixels across for a view of ${width}`,
    );
  });

  it("spikes in view are a table of bins, times, neurons and counts, and they are those of the run", async (workbench) => {
    const view = workbench.runView();
    await view.drag("Overview", 0.4, 0.5);
    const [first, last] = await view.rangeBecomes("a tenth of the run", (first, last) => last - first < 1000);
    const csv = (await exportTo(workbench, "Spikeloop: Export Data…", "Spikes in View", "spikes.csv")).toString("utf8");
    const [head, ...lines] = csv.trimEnd().split(/\r?\n/);
    assert.equal(head, "bin,time_s,neuron,count,name");
    const written = lines
      .map((line) => line.split(",").map(Number))
      .map(([bin, time, neuron, count]) => {
        assert.ok(Math.abs(time - bin / 1000) < 1e-9, `bin ${bin} begins at ${time} s`);
        return [bin, neuron, count];
      });

    const file = openFile(join(folder, "spikes.npy"));
    const header = readNpyHeader(file);
    const counts = readNpyRows(file, header, first, last - first + 1);
    file.close();
    const expected = [...counts].flatMap((count, at) =>
      count > 0 ? [[first + Math.floor(at / 60), at % 60, count]] : [],
    );
    const order = ([bin, neuron]: number[]): number => bin * 60 + neuron;
    assert.deepEqual(
      written.sort((a, b) => order(a) - order(b)),
      expected,
    );
  });
});
