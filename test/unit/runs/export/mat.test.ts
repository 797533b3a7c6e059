import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { exporterOf, exportRun, type ExportRequest } from "../../../../src/runs/export";
import { fabricateRun, type Fabrication } from "../../../support/fabricate";
import { readMat } from "../../../support/mat";
import { exported } from "../../../support/exported";
import { temporaryFolder } from "../../../support/temporary-folder";

const [nNeurons, nTimeBins] = [5, 2000];
const [INT32, SINGLE, DOUBLE, INT64, CELL] = [12, 7, 6, 14, 1];

async function exportedMat(
  t: TestContext,
  what: string,
  fabrication: Partial<Fabrication> = {},
  request: Partial<ExportRequest> = {},
) {
  const run = { nNeurons, nTimeBins, rate: 0.5, ...fabrication };
  const { all, bytes } = await exported(t, `mat:${what}`, run, request);
  return { all, bytes, variables: readMat(bytes) };
}

test("a .mat holds spikes and rates of the run, column by column, and its bin size", async (t) => {
  const { all, variables } = await exportedMat(t, "both", { binSize: 0.001 });
  assert.deepEqual(Object.keys(variables), ["spikes", "rates", "bin_size"]);
  const byColumns = (rows: ArrayLike<number>): number[] =>
    Array.from({ length: rows.length }, (_, at) => rows[(at % nTimeBins) * nNeurons + Math.floor(at / nTimeBins)]);
  const shape = [nTimeBins, nNeurons];
  assert.deepEqual(variables.spikes, { kind: INT32, shape, values: byColumns(all.spikes) });
  assert.deepEqual(variables.rates, { kind: SINGLE, shape, values: byColumns(all.rates) });
  assert.deepEqual(variables.bin_size, { kind: DOUBLE, shape: [1, 1], values: [0.001] });
});

test("a .mat of a part says which bins and neurons it has, with their names and groups", async (t) => {
  const names = ["a", "b", "ç", "d", "🧠 cell"];
  const groups = ["e", "e", "e", "", "inhibitory"];
  const range = { start: 701, end: 1500 };
  const part = { range, neurons: Uint32Array.of(4, 3, 2) };
  const { all, variables } = await exportedMat(t, "spikes", { manifest: { neurons: { names, groups } } }, part);
  assert.deepEqual(Object.keys(variables), ["spikes", "names", "groups", "first_bin", "neurons"]);
  const { shape, values } = variables.spikes;
  assert.deepEqual(shape, [799, 3]);
  [4, 3, 2].forEach((neuron, column) => {
    for (const at of [0, 1, 500, 798]) assert.equal(values[column * 799 + at], all.count(701 + at, neuron));
  });
  assert.deepEqual(variables.names, { kind: CELL, shape: [3, 1], values: ["🧠 cell", "d", "ç"] });
  assert.deepEqual(variables.groups, { kind: CELL, shape: [3, 1], values: ["inhibitory", "", "e"] });
  assert.deepEqual(variables.first_bin, { kind: INT64, shape: [1, 1], values: [701] });
  assert.deepEqual(variables.neurons, { kind: INT32, shape: [3, 1], values: [4, 3, 2] });
});

test("columns of several blocks are put together", async (t) => {
  const wide = { nNeurons: 1500, nTimeBins: 6000, spans: [[2048, 4096]] as const, rate: 1 };
  const { all, variables } = await exportedMat(t, "spikes", wide, { neurons: Uint32Array.of(1480, 7) });
  const expected = [1480, 7].flatMap((neuron) => Array.from({ length: 6000 }, (_, bin) => all.count(bin, neuron)));
  assert.ok(expected.filter((count) => count > 0).length > 100);
  assert.deepEqual(variables.spikes.values, expected);
});

test("a .mat stays byte for byte what SciPy was seen to read", async (t) => {
  // The file of the run `recorded` in scripts/check-exports.ts.
  const { bytes } = await exportedMat(t, "both", { binSize: 0.001, groups: ["excitatory", "inhibitory"] });
  assert.equal(
    createHash("sha256").update(bytes).digest("hex"),
    "6ebe59d0ec7d74709475623b02b697ab6b24050253690daaa5b016498daecc89",
  );
});

test("variables of more than 2 GB are refused, and nothing is left", async (t) => {
  const root = temporaryFolder(t);
  const folder = join(root, "run");
  fabricateRun(folder, { nNeurons: 500, nTimeBins: 1_100_000, spans: [] });
  const request = { folder, range: null, neurons: null, file: join(root, "out.mat") };
  await assert.rejects(exportRun(exporterOf("mat:both"), request), {
    name: "RangeError",
    message: /^spikes would be 2\.2.GB large, and a \.mat file \(version 5\) has at most 2 GB a variable; choose fewer/,
  });
  assert.deepEqual(readdirSync(root), ["run"]);
});
