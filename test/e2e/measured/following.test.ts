import assert from "node:assert/strict";
import { describe } from "node:test";
import { eventually } from "../support/eventually";
import { Growth, ScreenRecord } from "../support/following";
import { itInWindow } from "../support/it-in-window";
import type { Workbench } from "../support/workbench";
import { copyExamples, runFolders, writeGroupedConfig } from "../support/workspace";

const MOMENTS = 10;
/** How old the newest spikes on screen may be; by how much places may differ in what they say. */
const OLDEST_MS = 1000;
const PERCENT = 2;
const SECONDS = 1;
/** A test cannot know how busy its machine is: only what is so many times above a bound fails. What is measured is printed. */
const SLACK = 6;

describe("following a run", () => {
  const examples = copyExamples();
  const runs = [
    {
      name: "three-hundred",
      seconds: 20,
      config: writeGroupedConfig(examples.folder, "three-hundred", 300, 800_000, 500),
    },
    { name: "hundred", seconds: 8, config: writeGroupedConfig(examples.folder, "hundred", 100, 3_000_000, 100) },
  ];
  const it = itInWindow({
    workspace: examples.folder,
    forget: examples.forget,
    size: { width: 1400, height: 950 },
    settings: { "spikeloop.confirmAboveSize": 0 },
  });

  for (const { name, seconds, config } of runs) {
    it(`${name} neurons are on screen as they are simulated, and all places say the same of them`, async (workbench) => {
      await workbench.explorer();
      await workbench.contextMenu(await workbench.reveal(`${name}.glm.json`), "Simulate");
      await workbench.tab(`${name} · run 1`).waitFor();
      await workbench.runsView();
      await workbench.runView().drawn();
      const growth = new Growth(await eventually("the run's folder", () => runFolders(config)[0]));
      const record = await ScreenRecord.of(workbench);
      await eventually("all places that tell what is left", async () =>
        (await record.at(Date.now())).every(({ text }) => /ETA/.test(text)),
      );
      const begin = Date.now();
      const moments: Moment[] = [];
      for (let moment = 1; moment <= MOMENTS; moment++) {
        await workbench.page.waitForTimeout(Math.max(0, begin + (1000 * seconds * moment) / MOMENTS - Date.now()));
        const found = await lookAt(workbench, growth, record);
        console.log(`${name}, ${((Date.now() - begin) / 1000).toFixed(1)} s: ${JSON.stringify(found)}`);
        moments.push(found);
      }
      growth.stop();
      await workbench.runView().button(/^Stop/).click();
      await workbench
        .runView()
        .frame.getByText(/^Cancelled at/)
        .first()
        .waitFor();
      for (const { raster, lanes, ageMs, percents, secondsLeft } of moments) {
        assert.ok(raster > 200 && lanes > 50, `${raster} pixels of spikes and ${lanes} of rates are on screen`);
        assert.ok(ageMs <= SLACK * OLDEST_MS, `the newest spikes on screen are ${ageMs} ms old`);
        assert.equal(percents.length, 4);
        assert.ok(spread(percents) <= SLACK * PERCENT, `${percents.join(", ")} %`);
        assert.ok(spread(secondsLeft) <= SLACK * SECONDS, `${secondsLeft.join(", ")} s left`);
      }
    });
  }
});

/** What is on screen at one moment. */
interface Moment {
  /** Pixels in the colour of the excitatory group, in the newest tenth of the time in view. */
  readonly raster: number;
  readonly lanes: number;
  /** Of the newest bin that the raster shows. */
  readonly ageMs: number;
  /** As header, notification, status bar and tree say them. */
  readonly percents: readonly number[];
  readonly secondsLeft: readonly number[];
}

async function lookAt(workbench: Workbench, growth: Growth, record: ScreenRecord): Promise<Moment> {
  const { at, label, raster, lanes } = await workbench
    .runView()
    .frame.locator("main.plots")
    .evaluate((plots) => {
      const greenIn = (canvas: HTMLCanvasElement | null): number => {
        if (!canvas) return 0;
        const { width, height } = canvas;
        const [gutter, margin] = [56, 76].map((pixels) => Math.round(pixels * devicePixelRatio));
        const wide = Math.round((width - gutter - margin) / 10);
        const image = canvas.getContext("2d")?.getImageData(width - margin - wide, 0, wide, height).data ?? [];
        let found = 0;
        for (let pixel = 0; pixel < image.length; pixel += 4)
          if (image[pixel + 1] > image[pixel] + 8 && image[pixel + 1] > image[pixel + 2] + 8) found++;
        return found;
      };
      return {
        at: performance.timeOrigin + performance.now(),
        label: plots.querySelector(".raster")?.getAttribute("aria-label") ?? "",
        raster: greenIn(plots.querySelector(".raster canvas")),
        lanes: greenIn(plots.querySelector(".lane canvas")),
      };
    });
  const shown = /bins [\d\s]+ to ([\d\s]+) of [\d\s]+, .* spikes/.exec(label);
  assert.ok(shown, `the raster says which spikes it shows: "${label}"`);
  const said = (await record.at(at)).map(({ text }) => text);
  const numbers = (pattern: RegExp): number[] =>
    said
      .flatMap((text) => [pattern.exec(text)?.[1]])
      .filter((digits) => digits !== undefined)
      .map(Number);
  return {
    raster,
    lanes,
    ageMs: Math.round(growth.ageOf(Number(shown[1].replace(/\s/g, "")), at)),
    percents: numbers(/(\d+)\s*%/),
    secondsLeft: numbers(/ETA (\d+)\s*s/),
  };
}

function spread(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}
