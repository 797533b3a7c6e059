import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";
import { atBest, stallOf, type Figure } from "../support/figures";
import { itInWindow } from "../support/it-in-window";
import { ProblemClock } from "../support/problem-clock";
import { StallMeter } from "../support/stall-meter";
import type { Workbench } from "../support/workbench";
import { copyExamples } from "../support/workspace";

/** Longest from the last key until the problems of what was typed are shown, in milliseconds. */
const LONGEST_WAIT = 300;
/** Milliseconds between two keys: of one who types on, and of one whose every key is followed by a pause. */
const FAST = 50;
const SLOW = 180;

describe("typing in a config with 2.6 MB of numbers", () => {
  const meter = new StallMeter();
  const examples = copyExamples();
  const it = itInWindow(() => {
    writeFileSync(join(examples.folder, "numbers.glm.json"), largeConfig());
    return meter.windowOn(examples, { "files.autoSave": "off" });
  });

  it("does not hold up the extension host, and problems come at once", async (workbench) => {
    await (await workbench.reveal("numbers.glm.json")).dblclick();
    await workbench.editor("numbers.glm.json").waitFor();
    await workbench.page.locator(".monaco-editor").getByText("(130, 130, 17)").first().waitFor();
    await workbench.editor("numbers.glm.json").locator(".view-line").first().click();
    await goTo(workbench);
    const clock = await ProblemClock.on(workbench.page);
    await atBest(async () => {
      const waits: Figure[] = [];
      const stalls = await meter.during(workbench, async () => {
        const typed = await clock.time("underlined", () => workbench.page.keyboard.type("xyzzy", { delay: FAST }));
        waits.push({ what: "from the last of five keys to the problem", ms: typed, bound: LONGEST_WAIT });
        for (const [pace, delay] of Object.entries({ fast: FAST, slow: SLOW })) {
          if (delay === SLOW) await workbench.page.keyboard.type("xyzzy", { delay });
          const erased = await clock.time("clean", () => erase(workbench, delay));
          waits.push({
            what: `from the last of five ${pace} keys until there is none any more`,
            ms: erased,
            bound: LONGEST_WAIT,
          });
        }
        const broken = await clock.time("underlined", () => workbench.page.keyboard.type('"', { delay: FAST }));
        waits.push({ what: "from a key that breaks the JSON to the problem", ms: broken, bound: LONGEST_WAIT });
        await clock.time("clean", () => workbench.page.keyboard.press("Backspace"));
      });
      console.log(waits.map(({ what, ms }) => `${what}: ${ms.toFixed(0)} ms`).join("\n"));
      return [...waits, stallOf("somebody types in 2.6 MB of numbers", stalls)];
    });
  });
});

/** Five to the right of "bin_s", which is within a key. */
async function goTo({ page }: Workbench): Promise<void> {
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowDown");
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
}

async function erase({ page }: Workbench, delay: number): Promise<void> {
  for (let i = 0; i < 5; i++) {
    if (i > 0) await page.waitForTimeout(delay);
    await page.keyboard.press("Backspace");
  }
}

/** 130 neurons, 17 basis functions, a line for each pair. */
function largeConfig(): string {
  const [nNeurons, nBasis] = [130, 17];
  const row = (receiver: number, sender: number): string =>
    `[${Array.from({ length: nBasis }, (_, b) => (Math.sin(receiver * 31 + sender * 17 + b) / 100).toFixed(6)).join(", ")}]`;
  const receivers = Array.from(
    { length: nNeurons },
    (_, i) => `[\n${Array.from({ length: nNeurons }, (_, j) => `    ${row(i, j)}`).join(",\n")}]`,
  );
  return `{\n  "bin_size": 0.001,\n  "n_time_bins": 1000,\n  "coupling_basis_matrix": { "basis": "RaisedCosineLog", "n_basis_funcs": ${nBasis}, "window_size": 100 },\n  "intercepts": -4,\n  "coupling_coef": [${receivers.join(",\n")}]\n}\n`;
}
