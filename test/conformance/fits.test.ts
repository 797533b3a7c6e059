import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { openNpzMember } from "../../src/arrays/npz/npz";
import { main } from "../../src/cli/main";
import { withFile } from "../../src/files/open";
import { SPIKES_FILE } from "../../src/runs/layout";
import type { SimulationEvent } from "../../src/simulation/messages";
import { simulateToFolder } from "../../src/simulation/simulate";
import { readNpy } from "../support/npy";
import { fakeTerminal } from "../unit/cli/fake-terminal";

/** Models that NeMoS fitted and saved, and NeMoS' own simulations of them, by test/conformance/record/fits.py. */
const FITS = resolve("test/fixtures/fits");

interface Case {
  readonly name: string;
  readonly nemos: string;
  /** The options of an import. */
  readonly import: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), "spikeloop-fits-"));
after(() => rmSync(folder, { recursive: true }));

function casesOf(list: string): Case[] {
  return JSON.parse(readFileSync(join(FITS, `${list}.json`), "utf8")) as Case[];
}

/** (T, N). */
function recorded(archive: string, name: string): readonly number[] {
  return withFile(join(FITS, archive), (file) => [...readNpy(openNpzMember(file, name)).data]);
}

async function simulated(configFile: string, outFolder: string): Promise<readonly number[]> {
  let last: SimulationEvent | undefined;
  const { signal } = new AbortController();
  await simulateToFolder({ configFile, outFolder }, { onEvent: (event) => (last = event), signal });
  assert.ok(last?.type === "ended" && last.manifest.status === "finished", JSON.stringify(last));
  return withFile(join(last.runFolder, SPIKES_FILE), (file) => [...readNpy(file).data]);
}

for (const suffix of ["", "-old"]) {
  for (const { name, nemos, import: options } of casesOf(`cases${suffix}`)) {
    test(`${name}, saved by NeMoS ${nemos}: imported, it has the spikes of NeMoS' own simulation`, async () => {
      const config = join(folder, `${name}.glm.json`);
      const terminal = fakeTerminal();
      const inFits = options.map((option) => (option.endsWith(".npy") ? join(FITS, option) : option));
      const args = ["import", join(FITS, `${name}.npz`), ...inFits, "--out", config];
      const code = await main(args, terminal, { simulation: "", kernel: "" });
      assert.deepEqual([code, terminal.written.err], [0, ""]);
      assert.deepEqual(await simulated(config, join(folder, name)), recorded(`simulated${suffix}.npz`, name));
    });
  }
}

for (const { name } of casesOf("cases")) {
  test(`${name}, written by the Python helper: it has the same spikes`, async () => {
    const config = join(FITS, `${name}-helper.glm.json`);
    assert.deepEqual(await simulated(config, join(folder, `${name}-helper`)), recorded("simulated.npz", name));
  });
}
