import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test, type TestContext } from "node:test";
import { openNpzMember, readNpzNames } from "../../../../src/arrays/npz/npz";
import { readNpyHeader } from "../../../../src/arrays/npy/npy";
import { readNpyFields } from "../../../../src/arrays/npy/header";
import type { ExportRequest } from "../../../../src/runs/export";
import { ArrayArchive } from "../../../../src/runs/export/array-archive";
import type { Fabrication } from "../../../support/fabricate";
import { readNpy } from "../../../support/npy";
import { exported } from "../../../support/exported";
import { sourceOf } from "../../arrays/sources";

const [nNeurons, nTimeBins] = [5, 3000];

async function exportedNpz(
  t: TestContext,
  what: string,
  fabrication: Partial<Fabrication> = {},
  request: Partial<ExportRequest> = {},
) {
  const run = { nNeurons, nTimeBins, rate: 0.5, ...fabrication };
  const { all, bytes } = await exported(t, `npz:${what}`, run, request);
  const source = sourceOf(bytes);
  const member = (name: string) => openNpzMember(source, name);
  const array = (name: string) => readNpy(member(name));
  return { all, bytes, names: readNpzNames(source), member, array };
}

test("a .npz holds spikes and rates of the run, bit for bit, and its bin size", async (t) => {
  const { all, names, member, array } = await exportedNpz(t, "both", { binSize: 0.001 });
  assert.deepEqual(names, ["spikes", "rates", "bin_size"]);
  assert.equal(readNpyHeader(member("spikes")).dtype, "<i4");
  assert.deepEqual(array("spikes"), { data: Float64Array.from(all.spikes), shape: [nTimeBins, nNeurons] });
  assert.equal(readNpyHeader(member("rates")).dtype, "<f4");
  assert.deepEqual(array("rates"), { data: Float64Array.from(all.rates), shape: [nTimeBins, nNeurons] });
  assert.deepEqual(array("bin_size"), { data: Float64Array.of(0.001), shape: [] });
});

test("a .npz of a part says which bins and neurons it has, with their names and groups", async (t) => {
  const names = ["a", "b", "ç", "d", "🧠 cell"];
  const neurons = Uint32Array.of(4, 2);
  const part = await exportedNpz(
    t,
    "rates",
    { manifest: { neurons: { names, groups: ["e", "e", "e", "i", "i"] } } },
    { range: { start: 700, end: 2100 }, neurons, binSize: 0.5 },
  );
  assert.deepEqual(part.names, ["rates", "bin_size", "names", "groups", "first_bin", "neurons"]);
  const { data, shape } = part.array("rates");
  assert.deepEqual(shape, [1400, 2]);
  for (const at of [0, 1, 777, 1399])
    assert.deepEqual([...data.subarray(2 * at, 2 * at + 2)], [part.all.rate(700 + at, 4), part.all.rate(700 + at, 2)]);
  assert.deepEqual([...part.array("bin_size").data, ...part.array("first_bin").data], [0.5, 700]);
  assert.deepEqual([...part.array("neurons").data], [4, 2]);
  const member = part.member("names");
  const { descr, shape: length, dataOffset } = readNpyFields(member);
  assert.deepEqual([descr, length], ["<U6", [2]]);
  const codes = new Uint32Array(Uint8Array.from(member.read(dataOffset, 48)).buffer);
  assert.deepEqual(String.fromCodePoint(...codes), "🧠 cellç\0\0\0\0\0");
});

test("a .npz stays byte for byte what NumPy was seen to read", async (t) => {
  // The file of the run `recorded` in scripts/check-exports.ts.
  const recorded = { nTimeBins: 2000, binSize: 0.001, groups: ["excitatory", "inhibitory"] };
  const { bytes } = await exportedNpz(t, "both", recorded);
  assert.equal(
    createHash("sha256").update(bytes).digest("hex"),
    "eb2b29bb4d5d9fb584ed0b7c9f5d5b330d14ebed586c1cdf5a4bbd3bc074560c",
  );
});

test("names whose padding would fill the disk are refused", () => {
  const names = Array.from({ length: 300_000 }, (_, neuron) => (neuron === 7 ? "x".repeat(257) : ""));
  const archive = new ArrayArchive({ write: () => assert.fail("written") });
  assert.throws(() => archive.texts("names", names), /the longest of the neurons' names has 257 characters/);
});
