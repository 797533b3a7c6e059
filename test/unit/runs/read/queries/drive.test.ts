import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { zipSync } from "fflate";
import { npyHeader } from "../../../../../src/arrays/npy/npy";
import type { RunManifest } from "../../../../../src/protocol/manifest";
import { openRun } from "../../../../../src/runs/read/open";
import { npyFile, npzFile } from "../../../../support/npy-files";
import { fabricateRun } from "../../../../support/fabricate";
import { near, seeded } from "../../../../support/brute-force";
import { writeNpy, writeNpz } from "../../../../support/npy";

const [nNeurons, nTimeBins, nFeatures] = [3, 5000, 2];
const random = seeded(7);
const coef = Float32Array.from({ length: nNeurons * nFeatures }, () => random() - 0.5);
const input = Float32Array.from({ length: nTimeBins * nNeurons * nFeatures }, random);
const coefFile = writeNpy({ data: coef, shape: [nNeurons, nFeatures] }, "<f4");
const inputFile = writeNpy({ data: input, shape: [nTimeBins, nNeurons, nFeatures] }, "<f4");

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "spikeloop-drive-"))));
afterEach(() => rmSync(root, { recursive: true }));

function runWith(inputs: Record<string, Uint8Array>, manifest: Partial<RunManifest>, bins = nTimeBins): string {
  const folder = join(root, "a.runs", "run");
  fabricateRun(folder, {
    nNeurons,
    nTimeBins: bins,
    manifest: { n_features: nFeatures, config: "../../a.glm.json", ...manifest },
  });
  writeFileSync(join(folder, "inputs.npz"), writeNpz(inputs));
  return folder;
}

/** The feedforward term of a neuron in a bin, the plain way. */
function term(bin: number, neuron: number): number {
  let sum = 0;
  for (let k = 0; k < nFeatures; k++)
    sum += coef[neuron * nFeatures + k] * input[(bin * nNeurons + neuron) * nFeatures + k];
  return sum;
}

async function agrees(folder: string): Promise<void> {
  const run = openRun(folder);
  for (const [start, end, columns] of [
    [0, nTimeBins, 37],
    [1234, 1300, 100],
    [4000, 5000, 10],
  ]) {
    const { trace, reason } = await run.drive({ range: { start, end }, columns, neurons: [2, 0] });
    assert.equal(reason, null);
    assert.ok(trace);
    [2, 0].forEach((neuron, line) => {
      for (let column = 0; column < trace.nColumns; column++) {
        const first = trace.start + column * trace.binsPerColumn;
        const terms = Array.from({ length: Math.min(trace.binsPerColumn, nTimeBins - first) }, (_, i) =>
          term(first + i, neuron),
        );
        const at = line * trace.nColumns + column;
        assert.ok(near(trace.low[at], Math.min(...terms)));
        assert.ok(near(trace.high[at], Math.max(...terms)));
        assert.ok(near(trace.mean[at], terms.reduce((a, b) => a + b, 0) / terms.length, 1e-5));
      }
    });
  }
  run.close();
}

describe("drive", () => {
  test("from the input that the run keeps", async () => {
    await agrees(runWith({ feedforward_coef: coefFile, feedforward_input: inputFile }, {}));
  });

  test("from the file that the config refers to", async () => {
    writeFileSync(join(root, "input.npy"), inputFile);
    await agrees(runWith({ feedforward_coef: coefFile }, { feedforward_input: { file: "input.npy" } }));
  });

  test("from a file that cannot be read from the middle, which is read once", async () => {
    const value = (flat: number): number => input[flat];
    const shape = [nTimeBins, nNeurons, nFeatures];
    writeFileSync(join(root, "packed.npz"), npzFile({ feedforward_input: inputFile }));
    writeFileSync(join(root, "fortran.npz"), npzFile({ feedforward_input: npyFile(shape, "<f4", value, true) }));
    writeFileSync(join(root, "fortran.npy"), npyFile(shape, "<f4", value, true));
    writeFileSync(
      join(root, "input.csv"),
      Array.from({ length: nTimeBins }, (_, bin) => input.subarray(bin * 6, bin * 6 + 6).join()).join("\n"),
    );
    for (const feedforward_input of ["packed.npz", "fortran.npz", "fortran.npy", { file: "input.csv", shape }]) {
      await agrees(runWith({ feedforward_coef: coefFile }, { feedforward_input }));
    }
    const run = openRun(runWith({ feedforward_coef: coefFile }, { feedforward_input: "packed.npz" }));
    const query = (start: number) => run.drive({ range: { start, end: start + 10 }, columns: 10, neurons: [0] });
    assert.ok((await query(100)).trace);
    rmSync(join(root, "packed.npz"));
    assert.ok((await query(4000)).trace);
    run.close();
  });

  test("says when the file is not the one that the run was simulated with, and takes it when it is that again", async () => {
    const file = join(root, "input.npy");
    const inputs = [
      {
        argument: "feedforward_input",
        file: "../../input.npy",
        sha256: createHash("sha256").update(inputFile).digest("hex"),
      },
    ];
    writeFileSync(file, inputFile);
    const run = openRun(runWith({ feedforward_coef: coefFile }, { feedforward_input: "input.npy", inputs }));
    const query = () => run.drive({ range: { start: 0, end: 10 }, columns: 10, neurons: [0] });
    assert.equal((await query()).reason, null);
    writeFileSync(file, inputFile.slice().fill(0, 2000));
    utimesSync(file, new Date(), new Date());
    assert.match((await query()).reason ?? "", /input\.npy has changed since it was first read/);
    assert.match((await query()).reason ?? "", /input\.npy has changed since the run: its SHA-256/);
    writeFileSync(file, inputFile);
    assert.equal((await query()).reason, null);
    run.close();
  });

  test("is not sized by what the manifest says and no file holds", async () => {
    for (const [change, message] of [
      [
        { n_features: 4294967295 },
        /feedforward_coef in inputs\.npz has shape \(3, 2\), and the run's manifest tells of \(3, 4294967295\)/,
      ],
      [{ n_time_bins: nTimeBins + 1 }, /feedforward_input in inputs\.npz has shape/],
    ] as const) {
      const run = openRun(runWith({ feedforward_coef: coefFile, feedforward_input: inputFile }, change));
      const { trace, reason } = await run.drive({ range: { start: 0, end: nTimeBins }, columns: 10, neurons: [0] });
      assert.equal(trace, null);
      assert.match(reason ?? "", message);
      run.close();
    }
  });

  test("is not unpacked to any size without trust", async () => {
    const bins = 6_000_000;
    const coef = writeNpy({ data: new Float32Array(3), shape: [nNeurons, 1] }, "<f4");
    const folder = runWith(
      { feedforward_coef: coef },
      { feedforward_input: "bomb.npz", n_features: 1, n_time_bins: bins },
    );
    const bytes = new Uint8Array(128 + bins * nNeurons * 4);
    bytes.set(npyHeader("<f4", [bins, nNeurons, 1]));
    writeFileSync(join(root, "bomb.npz"), zipSync({ "feedforward_input.npy": bytes }, { level: 1 }));
    const run = openRun(folder, { within: [root] });
    const { reason } = await run.drive({ range: { start: 0, end: 10 }, columns: 10, neurons: [0] });
    assert.match(reason ?? "", /unpacked into a file of 72.0.MB, which is not done in a workspace that is not trusted/);
    run.close();
  });

  test("is not rebuilt from what is no description of input", async () => {
    for (const value of [
      { nonsense: 1 },
      [{ constant: { amplitude: 1 }, feature: 2 }],
      [{ constant: { amplitude: 1 }, neurons: [-1] }],
      new Array(20_000).fill({ constant: { amplitude: 1 } }),
      null,
      2 ** 1000,
    ]) {
      const run = openRun(runWith({ feedforward_coef: coefFile }, { feedforward_input: value }));
      const { reason } = await run.drive({ range: { start: 0, end: 10 }, columns: 10, neurons: [0] });
      assert.match(
        reason ?? "",
        /cannot be rebuilt: (the run's manifest (does not describe it|describes stimuli of other features)|it is made of 20.000 stimuli)/,
      );
      run.close();
    }
  });

  test("of a stimulus over a long run, at any zoom", async () => {
    const bins = 2_000_000;
    const stimuli = [
      { constant: { amplitude: 1 } },
      { step: { start: 1_000_000, duration: 7, amplitude: 100 }, neurons: [1] },
    ];
    const folder = runWith(
      { feedforward_coef: writeNpy({ data: Float32Array.of(1, 2, -3), shape: [nNeurons, 1] }, "<f4") },
      { feedforward_input: stimuli, n_features: 1 },
      bins,
    );
    const run = openRun(folder);
    const { trace } = await run.drive({ range: { start: 0, end: bins }, columns: 100, neurons: [0, 1, 2] });
    assert.ok(trace && trace.nColumns <= 100);
    const line = (values: Float32Array, at: number): Float32Array =>
      values.subarray(at * trace.nColumns, (at + 1) * trace.nColumns);
    assert.deepEqual(new Set(line(trace.high, 0)), new Set([1]));
    assert.deepEqual(new Set(line(trace.low, 2)), new Set([-3]));
    const pulse = Math.floor((1_000_000 - trace.start) / trace.binsPerColumn);
    assert.deepEqual(
      [...line(trace.high, 1)].flatMap((value, column) => (value > 2 ? [[column, value]] : [])),
      [[pulse, 202]],
    );
    assert.ok(near(line(trace.mean, 1)[pulse], 2 + (7 * 200) / trace.binsPerColumn));
    run.close();
  });

  test("is worked out over the bins that were done, not those that were asked for", { timeout: 60_000 }, async () => {
    const bins = 2_000_000;
    const feedforward_coef = writeNpy({ data: Float32Array.of(1, 2, -3), shape: [nNeurons, 1] }, "<f4");
    const cancelled: Partial<RunManifest> = {
      feedforward_input: [{ constant: { amplitude: 1 } }],
      n_features: 1,
      status: "cancelled",
      n_time_bins: 1000 * bins,
    };
    const run = openRun(runWith({ feedforward_coef }, cancelled, bins));
    const { trace } = await run.drive({ range: { start: 0, end: 1000 * bins }, columns: 100, neurons: [1] });
    assert.ok(trace && trace.nColumns > 50);
    assert.deepEqual(new Set(trace.mean), new Set([2]));
    run.close();
  });

  test("of a file with more bins than were asked for is that of the first ones", async () => {
    writeFileSync(
      join(root, "longer.npy"),
      writeNpy(
        { data: Float32Array.of(...input, 7, 7, 7, 7, 7, 7), shape: [nTimeBins + 1, nNeurons, nFeatures] },
        "<f4",
      ),
    );
    await agrees(runWith({ feedforward_coef: coefFile }, { feedforward_input: "longer.npy" }));
  });

  test("says why there is none: no input, a file that is gone", async () => {
    const range = { start: 0, end: 10 };
    const none = openRun(runWith({}, { n_features: 0 }));
    assert.deepEqual(await none.drive({ range, columns: 10, neurons: [0] }), {
      trace: null,
      reason: "This run has no feedforward input.",
    });
    none.close();
    const gone = openRun(runWith({ feedforward_coef: coefFile }, { feedforward_input: { file: "input.npy" } }));
    const { trace, reason } = await gone.drive({ range, columns: 10, neurons: [0] });
    assert.equal(trace, null);
    assert.match(reason ?? "", /cannot be rebuilt: .*input\.npy/);
    gone.close();
  });
});
