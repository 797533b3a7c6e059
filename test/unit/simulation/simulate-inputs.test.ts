import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { openNpzMember, readNpzNames } from "../../../src/arrays/npz/npz";
import { withFile } from "../../../src/files/open";
import { readNpy, writeNpy } from "../../support/npy";
import { npyFile, npzFile } from "../../support/npy-files";
import { temporaryFolder } from "../../support/temporary-folder";
import { endOf, load, NETWORK, simulate, write } from "./simulated";

describe("the inputs of a run", () => {
  test("a short try takes the first bins of its input, and its manifest and inputs tell of no more", async (t) => {
    const folder = temporaryFolder(t);
    const drive = Array.from({ length: 500 }, (_, bin) => [0, 1, 2].map((neuron) => [Math.sin(bin + neuron)]));
    writeFileSync(join(folder, "drive.npy"), writeNpy({ data: drive.flat(2), shape: [500, 3, 1] }, "<f8"));
    writeFileSync(join(folder, "drive.csv"), drive.map((bin) => bin.join()).join("\n"));
    for (const feedforward_input of ["drive.npy", { file: "drive.csv", shape: [500, 3, 1] }, drive]) {
      const configFile = write(folder, { ...NETWORK, feedforward_coef: 1, feedforward_input });
      const whole = endOf(await simulate({ configFile }));
      const short = endOf(await simulate({ configFile, overrides: { nTimeBins: 70 } }));
      assert.deepEqual(
        [short.manifest.n_time_bins, short.manifest.bins_done, short.manifest.status],
        [70, 70, "finished"],
      );
      for (const file of ["spikes.npy", "rates.npy"])
        assert.deepEqual(load(short.runFolder, file).data, load(whole.runFolder, file).data.subarray(0, 210));
      const script = readFileSync(join(short.runFolder, "repeat.py"), "utf8");
      if (feedforward_input === drive) {
        const copied = withFile(join(short.runFolder, "inputs.npz"), (source) =>
          readNpy(openNpzMember(source, "feedforward_input")),
        );
        assert.deepEqual(copied.shape, [70, 3, 1]);
      } else assert.match(script, /feedforward_input = np\.load\(.*\)\[:n_bins\]|\.reshape\(-1, 3, 1\)\[:n_bins\]/);
    }
  });

  test("gives the same bins from a compressed input, in any order, and leaves nothing else behind", async (t) => {
    const folder = temporaryFolder(t);
    // Enough for a temporary file, and for more blocks than could be inflated for.
    const shape = [70_000, 3, 20];
    const value = (flat: number): number => Math.sin(flat);
    const arrays = { "plain.npy": npyFile(shape, "<f4", value), "fortran.npy": npyFile(shape, "<f4", value, true) };
    for (const [name, bytes] of Object.entries({
      ...arrays,
      "packed.npz": npzFile({ feedforward_input: arrays["plain.npy"] }, 1),
      "fortran.npz": npzFile({ feedforward_input: arrays["fortran.npy"] }, 1),
    })) {
      writeFileSync(join(folder, name), bytes);
    }
    const before = readdirSync(folder);
    const config = {
      ...NETWORK,
      n_time_bins: undefined,
      feedforward_coef: { normal: { seed: 2, std: 0.1 }, shape: [3, 20] },
    };
    const runs: string[] = [];
    for (const feedforward_input of ["plain.npy", "fortran.npy", "packed.npz", "fortran.npz"]) {
      const { runFolder, manifest } = endOf(
        await simulate({ configFile: write(folder, { ...config, feedforward_input }), blockSize: 100 }),
      );
      assert.deepEqual([manifest.status, manifest.bins_done], ["finished", shape[0]]);
      runs.push(runFolder);
    }
    for (const run of runs.slice(1))
      assert.deepEqual(readFileSync(join(run, "spikes.npy")), readFileSync(join(runs[0], "spikes.npy")));
    assert.deepEqual(readdirSync(folder).sort(), [...before, "net.glm.json", "net.runs"].sort());
  });

  test("keeps inputs under NeMoS' names; what came from a file is referred to with its digest", async (t) => {
    const folder = temporaryFolder(t);
    const input = writeNpy({ data: Array.from({ length: 1500 }, (_, i) => Math.sin(i)), shape: [500, 3, 1] }, "<f8");
    writeFileSync(join(folder, "drive.npy"), input);
    const drive = write(
      folder,
      { ...NETWORK, feedforward_coef: 1, feedforward_input: "drive.npy", n_time_bins: undefined },
      "file.glm.json",
    );
    const sine = write(
      folder,
      { ...NETWORK, feedforward_coef: 1, feedforward_input: [{ sine: { period: 50, amplitude: 1 } }] },
      "sine.glm.json",
    );
    const fromFile = endOf(await simulate({ configFile: drive }));
    const made = endOf(await simulate({ configFile: sine }));
    const names = ["coupling_coef", "coupling_basis_matrix", "intercepts", "init_y", "feedforward_coef"];
    assert.deepEqual(withFile(join(fromFile.runFolder, "inputs.npz"), readNpzNames), names);
    assert.deepEqual(withFile(join(made.runFolder, "inputs.npz"), readNpzNames), [...names, "feedforward_input"]);
    assert.deepEqual(fromFile.manifest.inputs, [
      {
        argument: "feedforward_input",
        file: "../../drive.npy",
        sha256: createHash("sha256").update(input).digest("hex"),
      },
    ]);
    assert.equal(fromFile.manifest.feedforward_input, "drive.npy");
    assert.equal(made.manifest.feedforward_input, null);
    const copied = withFile(join(made.runFolder, "inputs.npz"), (source) =>
      readNpy(openNpzMember(source, "feedforward_input")),
    );
    assert.deepEqual(copied.shape, [500, 3, 1]);
    assert.equal(copied.data[3 * 7], Math.fround(Math.sin((2 * Math.PI * 7) / 50)));
  });
});
