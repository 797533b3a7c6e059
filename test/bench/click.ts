/**
 * How long a person waits: from a click on Simulate to the first picture of NeMoS' example, beside what VS Code itself takes for the least
 * that a view can be, and how long the extension takes to be activated. Usage: npm run bench:click [rounds]
 * All kinds of views take turns in one warm window, so that what disturbs the machine disturbs all alike.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { median } from "../support/median";
import { PictureClock } from "../e2e/support/picture-clock";
import { TWO_NEURONS } from "../e2e/support/runs";
import { Workbench, type WorkbenchOptions } from "../e2e/support/workbench";
import { activationTime } from "./activation";

const WARM_UP_ROUNDS = 2;
/** After a view was closed, its processes end and lenses and the Runs view are brought up to date. */
const SETTLING_MS = 1000;

/** What is clicked on, the tab that it opens, and whether it shows a run. */
const VIEWS = [
  { name: "empty webview panel", lens: /^\s*Empty panel$/, tab: /^empty panel/, isRun: false },
  { name: "empty custom editor", lens: /^\s*Empty editor$/, tab: /^empty editor/, isRun: false },
  { name: "Simulate, two-neurons", lens: /^\s*Simulate$/, tab: /^two-neurons · run/, isRun: true },
] as const;

/** A window that has started is busy for some seconds more. */
const REST_MS = 8000;

/** Longest that anything may take; on a busy machine the slow ones count too. */
const PATIENCE_MS = 60_000;

const rounds = Number(process.argv[2] ?? 10);
await inWindow({ alsoExtensions: [join(root, "test", "e2e", "support", "empty-views")] }, async (workbench) => {
  const pictures = await firstPictures(workbench);
  console.log(
    [
      `From a click to the first picture in a warm VS Code, ${rounds} times each in turns; ${availableParallelism()} x ${cpus()[0].model}`,
      ...VIEWS.map(({ name }, i) => `  ${name.padEnd(24)}${spread(pictures[i])}`),
      `  Simulate takes ${(median(pictures[2]) - median(pictures[0])).toFixed(0)} ms more than an empty panel, ${(median(pictures[2]) - median(pictures[1])).toFixed(0)} ms more than an empty editor`,
    ].join("\n"),
  );
});
console.log("Activation of the extension, as VS Code tells it: loading and activate()");
await inWindow(withoutConfigs(), async (workbench) => {
  console.log(
    `  ${"by the first command".padEnd(33)}${spread(
      await activationTimes(workbench, async () => {
        await workbench.command("Spikeloop: New Simulation Config");
        await workbench.page.locator(".quick-input-widget").getByText("Two neurons").first().waitFor();
        await workbench.page.keyboard.press("Escape");
      }),
    )}`,
  );
});
await inWindow({}, async (workbench) => {
  console.log(`  ${"as a window with configs starts".padEnd(33)}${spread(await activationTimes(workbench))}`);
});

async function inWindow(options: WorkbenchOptions, measure: (workbench: Workbench) => Promise<void>): Promise<void> {
  const workbench = await Workbench.open(options);
  workbench.page.setDefaultTimeout(PATIENCE_MS);
  try {
    await measure(workbench);
  } finally {
    await workbench.close();
  }
}

/** A folder in which nothing starts the extension before it is asked for. */
function withoutConfigs(): WorkbenchOptions {
  const workspace = mkdtempSync(join(tmpdir(), "spikeloop-without-configs-"));
  writeFileSync(join(workspace, "notes.txt"), "");
  return { workspace, forget: () => rmSync(workspace, { recursive: true, force: true }) };
}

/** Milliseconds of each view in each round. */
async function firstPictures(workbench: Workbench): Promise<number[][]> {
  writeFileSync(join(workbench.workspace, "two-neurons", "empty editor.empty-view"), "");
  await (await workbench.reveal(...TWO_NEURONS)).dblclick();
  const clock = await PictureClock.on(workbench.page);
  const times: number[][] = VIEWS.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const [i, { lens, tab, isRun }] of VIEWS.entries()) {
      await workbench.codeLens(lens).waitFor();
      await workbench.page.waitForTimeout(SETTLING_MS);
      const ms = await clock.time(() => workbench.codeLens(lens).click());
      if (round >= 0) times[i].push(ms);
      await workbench.page.waitForTimeout(SETTLING_MS);
      if (isRun) await clock.confirm();
      await workbench.closeTab(tab);
    }
  }
  return times;
}

/** Milliseconds in each of several windows; once it is at rest, `begin` does what starts the extension, if the window has not. */
async function activationTimes(workbench: Workbench, begin?: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let start = 0; start < rounds; start++) {
    await workbench.reload();
    await workbench.page.waitForTimeout(REST_MS);
    await begin?.();
    times.push(await activationTime(workbench));
    for (const tab of await workbench.page.locator(".tab .label-name").allTextContents()) await workbench.closeTab(tab);
  }
  return times;
}

function spread(values: readonly number[]): string {
  return `${median(values).toFixed(0).padStart(5)} ms (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
}
