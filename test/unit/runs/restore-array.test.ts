import assert from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { restoreArray, misfitOf } from "../../../src/runs/restore-array";
import { readManifest } from "../../../src/runs/manifest/read";
import { simulateToFolder } from "../../../src/simulation/simulate";

const folder = mkdtempSync(join(tmpdir(), "spikeloop-"));
after(() => rmSync(folder, { recursive: true }));

/** A run of `nTimeBins` bins of the same network under a key of its own. */
async function simulated(name: string, key: number, nTimeBins = 200): Promise<string> {
  const configFile = join(folder, `${name}.glm.json`);
  writeFileSync(
    configFile,
    JSON.stringify({
      random_key: key,
      n_time_bins: nTimeBins,
      coupling_coef: { normal: { seed: 1, std: 0.1 }, shape: [5, 5, 2] },
      coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 2, window_size: 10 },
      intercepts: -1,
    }),
  );
  let runFolder = "";
  const problems: unknown[] = [];
  await simulateToFolder(
    { configFile, runsFolder: join(folder, `${name}.runs`) },
    {
      onEvent: (event) => {
        if (event.type === "started") ({ runFolder } = event);
        else if (event.type === "problems" || event.type === "refused") problems.push(event);
      },
      signal: new AbortController().signal,
    },
  );
  assert.deepEqual(problems, []);
  return runFolder;
}

const run = await simulated("mine", 1);
const manifest = readManifest(run);
const elsewhere = join(folder, "elsewhere");
mkdirSync(elsewhere);

describe("a file that is said to be a run's", () => {
  test("is it when it is the run's own", () => {
    for (const name of ["spikes.npy", "rates.npy"]) assert.equal(misfitOf(join(run, name), name, run, manifest), null);
  });
  test("is not when it is of another key", async () => {
    const other = await simulated("other", 2);
    for (const name of ["spikes.npy", "rates.npy"])
      assert.match(
        misfitOf(join(other, name), name, run, manifest) ?? "",
        /^(spikes|rates)\.npy is of another run: bin \d+ does not add up/,
      );
  });
  test("is not when it is the other array, shorter, cut off or not there", async () => {
    assert.match(
      misfitOf(join(run, "rates.npy"), "spikes.npy", run, manifest) ?? "",
      /dtype <f4; expected \(bins, 5\) and <i4\.$/,
    );
    const short = await simulated("short", 1, 150);
    assert.equal(
      misfitOf(join(short, "spikes.npy"), "spikes.npy", run, manifest),
      "spikes.npy holds 150 of the run's 200 bins.",
    );
    const cut = join(elsewhere, "cut.npy");
    copyFileSync(join(run, "spikes.npy"), cut);
    truncateSync(cut, 1000);
    assert.match(
      misfitOf(cut, "spikes.npy", run, manifest) ?? "",
      /^cut\.npy is cut off: its header promises 200 rows/,
    );
    assert.match(
      misfitOf(join(elsewhere, "none.npy"), "spikes.npy", run, manifest) ?? "",
      /^there is no file .*none\.npy\.$/,
    );
  });
  test("may be it when the run has no sums any more", async () => {
    const bare = await simulated("bare", 3);
    rmSync(join(bare, "population.npy"));
    assert.equal(misfitOf(join(run, "spikes.npy"), "spikes.npy", bare, readManifest(bare)), null);
  });
});

describe("a file is brought back", () => {
  const away = join(elsewhere, "spikes.npy");
  const home = join(run, "spikes.npy");

  test("as a copy", async () => {
    renameSync(home, away);
    await restoreArray(away, home);
    assert.deepEqual(readFileSync(home), readFileSync(away));
  });
  test("and what lay there is kept, each time", async () => {
    for (const damage of ["first", "second"]) {
      writeFileSync(home, damage);
      await restoreArray(away, home);
    }
    assert.equal(readFileSync(join(run, "spikes.damaged.npy"), "utf8"), "first");
    assert.equal(readFileSync(join(run, "spikes.damaged-2.npy"), "utf8"), "second");
    assert.deepEqual(readFileSync(home), readFileSync(away));
  });
  test("or nothing changes, and the reason is said", async () => {
    const before = readdirSync(run);
    await assert.rejects(restoreArray(join(elsewhere, "none.npy"), home), /^FileError: there is no file .*none\.npy$/);
    assert.deepEqual(readdirSync(run), before);
    assert.ok(existsSync(home));
  });
});
