import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";
import { openNpzMember } from "../../src/arrays/npz/npz";
import { withFile } from "../../src/files/open";
import { readNpy } from "../support/npy";
import { eventually } from "./support/eventually";
import { itInWindow } from "./support/it-in-window";
import type { Workbench, WorkbenchOptions } from "./support/workbench";
import { copyExamples, runFolders } from "./support/workspace";

const FITS = "test/fixtures/fits";
const NAME = "stimulus-first-masked";

/** The examples, with a fit of 3 neurons whose first two of 14 features are a stimulus. */
function withFit(): WorkbenchOptions {
  const { folder, forget } = copyExamples();
  for (const name of [`${NAME}.npz`, `${NAME}-input.npy`]) copyFileSync(join(FITS, name), join(folder, name));
  return { workspace: folder, forget };
}

/** Waits until a question of the flow is asked: its number of all, and words of it. */
async function asked(workbench: Workbench, step: string, words: RegExp): Promise<void> {
  const widget = workbench.page.locator(".quick-input-widget:visible");
  await eventually(`question ${step}: ${words.source}`, async () => {
    const placeholder = (await workbench.quickInput.getAttribute("placeholder")) ?? "";
    const text = `${await widget.innerText()} ${placeholder}`;
    return text.includes(`(${step})`) && words.test(text);
  });
}

/** Answers the dialog for a file; it takes Enter once it has looked the path up, and the next question must not get one. */
async function chooseFile(workbench: Workbench, title: string, file: string): Promise<void> {
  const dialog = workbench.page.locator(".quick-input-widget:visible").filter({ hasText: title });
  await dialog.waitFor();
  await eventually("the end of the file dialog", async () => {
    await workbench.page.waitForTimeout(300);
    if (!(await dialog.isVisible())) return true;
    // A folder that is listed only now overwrites what was typed.
    if ((await workbench.quickInput.inputValue()) !== file) await workbench.quickInput.fill(file);
    await workbench.page.keyboard.press("Enter");
    return false;
  });
}

describe("a fitted model", () => {
  const it = itInWindow(withFit);

  it("becomes a simulation by a right-click, its answers and a click, with the spikes of NeMoS", async (workbench) => {
    const config = join(workbench.workspace, `${NAME}.glm.json`);
    await workbench.contextMenu(await workbench.reveal(`${NAME}.npz`), "New Simulation From Fitted Model…");
    await asked(workbench, "1/5", /PopulationGLM of 3 neurons, exp, with a feature mask; the fit has 14 features/);
    await workbench.pick("RaisedCosineLinear");
    await asked(workbench, "2/5", /N × B = 3 × 4 = 12; the fit has 14 features/);
    await workbench.page.getByRole("button", { name: "Back" }).click();
    await asked(workbench, "1/5", /Which basis/);
    await workbench.pick("RaisedCosineLog");
    await asked(workbench, "2/5", /Number of basis functions/);
    await workbench.answer("5");
    await asked(workbench, "2/5", /N × B = 3 × 5 = 15; the fit has 14 features/);
    await workbench.answer("4");
    await asked(workbench, "3/6", /Window/);
    await workbench.answer("20");
    await asked(workbench, "4/6", /Which 12 features are the coupling\?/);
    await workbench.pick("Features 2:14");
    await asked(workbench, "5/7", /What are the other features, 0:2\?/);
    await workbench.pick("Are a Stimulus");
    await chooseFile(workbench, "The Stimulus", join(workbench.workspace, `${NAME}-input.npy`));
    await asked(workbench, "6/6", /Bin size/);
    await workbench.answer("0.01");
    await workbench.codeLens(/^\s*Simulate$/).waitFor();
    assert.match(
      readFileSync(config, "utf8"),
      /"features": \[2, 14\][^]*"n_basis_funcs": 4, "window_size": 20[^]*"bin_size": 0.01/,
    );

    // The recorded simulation has another key.
    const { import: options } = (
      JSON.parse(readFileSync(join(FITS, "cases.json"), "utf8")) as {
        readonly name: string;
        readonly import: string[];
      }[]
    ).find(({ name }) => name === NAME) ?? { import: [] as string[] };
    const key = options[options.indexOf("--key") + 1];
    await workbench.command("Spikeloop: Simulate With Key…");
    await workbench.answer(key);
    const folder = await eventually("the run", () => runFolders(config).find((run) => run.endsWith(`key${key}`)));
    const spikes = await eventually("its spikes", () => {
      const array = withFile(join(folder, "spikes.npy"), (file) => readNpy(file));
      return array.shape[0] === 400 && array.data;
    });
    const recorded = withFile(join(FITS, "simulated.npz"), (file) => readNpy(openNpzMember(file, NAME)).data);
    assert.deepEqual(spikes, recorded);
  });

  it("is asked about once more with the former answers, and its config lies beside the first", async (workbench) => {
    await workbench.contextMenu(await workbench.reveal(`${NAME}.npz`), "New Simulation From Fitted Model…");
    await asked(workbench, "1/5", /Which basis/);
    await workbench.page.keyboard.press("Enter");
    await asked(workbench, "2/5", /3 × 4/);
    await workbench.page.keyboard.press("Enter");
    await asked(workbench, "3/6", /Window/);
    assert.equal(await workbench.quickInput.inputValue(), "20");
    await workbench.page.keyboard.press("Enter");
    await asked(workbench, "4/6", /coupling/);
    await workbench.pick("Features 2:14");
    await asked(workbench, "5/7", /other features/);
    await workbench.pick("Leave Them Out");
    await asked(workbench, "6/7", /Bin size/);
    assert.equal(await workbench.quickInput.inputValue(), "0.01");
    await workbench.page.keyboard.press("Enter");
    await asked(workbench, "7/7", /How many bins/);
    await workbench.answer("50");
    await workbench.tab(`${NAME}-2.glm.json`).waitFor();
    const text = readFileSync(join(workbench.workspace, `${NAME}-2.glm.json`), "utf8");
    assert.match(text, /\/\/ Left out: 2 features, 0:2\.[^]*"n_time_bins": 50/);
  });
});
