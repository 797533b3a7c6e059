import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { readNpyText } from "../../../../src/arrays/npy/text";
import { openNpzMember, readNpzNames } from "../../../../src/arrays/npz/npz";
import { readNpyFields, readNpyHeader } from "../../../../src/arrays/npy/header";
import { exporterOf, exportRun, type ExportRequest } from "../../../../src/runs/export";
import { Brute } from "../../../support/brute-force";
import { fabricateRun, type Fabrication } from "../../../support/fabricate";
import { readNpy } from "../../../support/npy";
import { temporaryFolder } from "../../../support/temporary-folder";
import { sourceOf } from "../../arrays/sources";

const [nNeurons, nTimeBins] = [5, 2000];

function fabricated(t: TestContext, fabrication: Partial<Fabrication> = {}) {
  const root = temporaryFolder(t);
  const folder = join(root, "run");
  fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.5, ...fabrication });
  return { root, folder, request: { folder, range: null, neurons: null, file: join(root, "out.npz") } };
}

/** Puts counts of 0 to 12 into the run, neuron by neuron. */
function manySpikes(folder: string): void {
  const bytes = readFileSync(join(folder, "spikes.npy"));
  for (let at = 128, i = 0; at < bytes.length; at += 4, i++) bytes.writeInt32LE((i * i + (i >> 3)) % 13, at);
  writeFileSync(join(folder, "spikes.npy"), bytes);
}

async function exported(what: string, request: ExportRequest) {
  await exportRun(exporterOf(`pynapple:${what}`), request);
  const bytes = readFileSync(request.file);
  const source = sourceOf(bytes);
  const member = (name: string) => openNpzMember(source, name);
  return { bytes, names: readNpzNames(source), member, numbers: (name: string) => [...readNpy(member(name)).data] };
}

test("a TsGroup has each spike in its bin, n of them evenly, in the order of time", async (t) => {
  const { folder, request } = fabricated(t);
  manySpikes(folder);
  const all = new Brute(folder, nNeurons);
  const neurons = Uint32Array.of(4, 1);
  const binSize = 0.001;
  const range = { start: 300, end: 1700 };
  const { names, numbers } = await exported("spikes", { ...request, range, neurons, binSize });
  assert.deepEqual(names, ["type", "t", "index", "keys", "start", "end"]);
  assert.deepEqual([numbers("keys"), numbers("start"), numbers("end")], [[1, 4], [0.3], [1.7]]);
  const [times, index] = [numbers("t"), numbers("index")];
  assert.ok(times.every((time, at) => at === 0 || time >= times[at - 1]));
  for (const neuron of neurons) {
    const expected: number[] = [];
    for (let bin = range.start; bin < range.end; bin++) {
      const n = all.count(bin, neuron);
      for (let k = 0; k < n; k++) expected.push((bin + (k + 0.5) / n) * binSize);
    }
    assert.ok(expected.length > range.end - range.start);
    assert.deepEqual(
      times.filter((_, at) => index[at] === neuron),
      expected,
    );
  }
});

test("a TsdFrame has the rates at the middle of their bins", async (t) => {
  const { folder, request } = fabricated(t, { binSize: 0.5 });
  const all = new Brute(folder, nNeurons);
  const part = { ...request, range: { start: 10, end: 1200 }, neurons: Uint32Array.of(3, 0) };
  const { names, member, numbers } = await exported("rates", part);
  assert.deepEqual(names, ["t", "d", "start", "end", "columns", "type"]);
  const expected = Array.from({ length: 1190 }, (_, at) => at + 10);
  assert.deepEqual(
    numbers("t"),
    expected.map((bin) => bin / 2 + 0.25),
  );
  assert.deepEqual([readNpyHeader(member("d")).dtype, readNpyHeader(member("d")).shape], ["<f4", [1190, 2]]);
  assert.deepEqual(
    numbers("d"),
    expected.flatMap((bin) => [all.rate(bin, 3), all.rate(bin, 0)]),
  );
  assert.deepEqual([numbers("start"), numbers("end"), numbers("columns")], [[5], [600], [3, 0]]);
});

test("names and groups become metadata, and no name can become more than a text", async (t) => {
  const names = ["a", "b\nR.", "c\\u000a", "🧠", "é"];
  const groups = ["e", "e", "e", "i", "i"];
  const { request } = fabricated(t, { binSize: 0.5, manifest: { neurons: { names, groups } } });
  const group = await exported("spikes", { ...request, neurons: Uint32Array.of(4, 3) });
  assert.deepEqual(group.names.slice(-2), ["group", "name"]);
  const { descr, shape, dataOffset } = readNpyFields(group.member("name"));
  assert.deepEqual([descr, shape], ["<U1", [2]]);
  assert.deepEqual([...group.member("name").read(dataOffset, 8)], [0xe0, 0xf9, 1, 0, 0xe9, 0, 0, 0]);
  const frame = await exported("rates", request);
  assert.equal(frame.names.at(-1), "_metadata");
  const pickle = frame.member("_metadata");
  const start = readNpyFields(pickle).dataOffset;
  assert.equal(
    Buffer.from(pickle.read(start, pickle.size - start)).toString(),
    "cnumpy\narray\n((dVgroup\n(lVe\naVe\naVe\naVi\naVi\nas" +
      "Vname\n(lVa\naVb\\u000aR.\naVc\\u005cu000a\naV\\U0001f9e0\naV\\u00e9\nasVO\ntR.",
  );
});

// The files of the run `recorded` in scripts/check-exports.ts.
for (const [what, type, digest] of [
  ["spikes", "TsGroup", "1495d9cba32a658079ee9c3eb328701bd0e712caff60fe485455b4e9a57448f1"],
  ["rates", "TsdFrame", "88e73826a63e77f180cc821735b986e6429bd65422392772a9f0abecb7a09cf1"],
])
  test(`a ${type} stays byte for byte what pynapple was seen to read`, async (t) => {
    const { request } = fabricated(t, { binSize: 0.001, groups: ["excitatory", "inhibitory"] });
    const { bytes, member } = await exported(what, request);
    assert.deepEqual([readNpyFields(member("type")).shape, readNpyText(member("type"))], [[1], null]);
    assert.equal(createHash("sha256").update(bytes).digest("hex"), digest);
  });

test("what pynapple cannot hold is refused with the reason, and nothing is left", async (t) => {
  const { root, folder, request } = fabricated(t);
  const refused = async (what: string, message: RegExp, part: Partial<ExportRequest> = {}): Promise<void> => {
    await assert.rejects(exported(what, { ...request, ...part }), message);
    assert.deepEqual(readdirSync(root), ["run"]);
  };
  await refused("spikes", /pynapple file needs the seconds of a bin/);
  await refused("rates", /pynapple file needs the seconds of a bin/);
  await refused("rates", /no objects without time/, { binSize: 1, range: { start: 5, end: 5 } });
  await refused("rates", /nanoseconds.*1e-9 s/, { binSize: 1e-9 });
  await refused("spikes", /cannot hold 2 spikes in a bin of 3e-9 s/, { binSize: 3e-9 });
  const bytes = readFileSync(join(folder, "spikes.npy"));
  bytes.writeInt32LE(1_000_001, bytes.length - 4);
  writeFileSync(join(folder, "spikes.npy"), bytes);
  await refused("spikes", /bin 1999 has 100000\d spikes, too many/, { binSize: 1 });
  bytes.writeInt32LE(-1, bytes.length - 4);
  writeFileSync(join(folder, "spikes.npy"), bytes);
  await refused("spikes", /neuron 4 has -1 spikes in bin 1999/, { binSize: 1 });
});
