import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import type { RunManifest } from "../../../../src/protocol/manifest";
import { exporterOf, exportRun } from "../../../../src/runs/export";
import type { Exporter } from "../../../../src/runs/export/exporter";
import { fabricateRun } from "../../../support/fabricate";
import { Brute } from "../../../support/brute-force";

const [nNeurons, nTimeBins] = [5, 3000];
let root: string;
let folder: string;
let file: string;
let all: Brute;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "spikeloop-csv-"));
  folder = join(root, "run");
  file = join(root, "out.csv");
});
afterEach(() => rmSync(root, { recursive: true }));

function run(manifest: Partial<RunManifest> = {}): void {
  fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.5, manifest });
  all = new Brute(folder, nNeurons);
}

async function written(what: string, start: number, end: number, neurons: number[]): Promise<string[]> {
  await exportRun(exporterOf(`csv:${what}`), {
    folder,
    range: { start, end },
    neurons: Uint32Array.from(neurons),
    file,
  });
  const text = readFileSync(file, "utf8");
  assert.ok(text.endsWith("\n"));
  return text.slice(0, -1).split("\n");
}

describe("spikes as CSV", () => {
  test("are one line for each bin and neuron, of the chosen neurons and bins", async () => {
    run();
    const [header, ...lines] = await written("sparse", 700, 2100, [4, 1]);
    assert.equal(header, "bin,neuron,count");
    const expected: string[] = [];
    for (let bin = 700; bin < 2100; bin++) {
      for (const neuron of [1, 4])
        if (all.count(bin, neuron) > 0) expected.push(`${bin},${neuron},${all.count(bin, neuron)}`);
    }
    assert.ok(expected.length > 50 && expected.some((line) => line.endsWith(",2")));
    assert.deepEqual(lines, expected);
  });

  test("have times and names where the run has them", async () => {
    run({ bin_size: 0.001, neurons: { names: ["a", 'say "b"', "c,d", "e", "f"], groups: null } });
    const [header, ...lines] = await written("sparse", 0, nTimeBins, [1, 2]);
    assert.equal(header, "bin,time_s,neuron,count,name");
    for (const line of lines) {
      const [, bin, time, neuron, count, name] = /^(\d+),([\d.e-]+),(\d),(\d),(.*)$/.exec(line) ?? assert.fail(line);
      assert.equal(time, String(Number(bin) / 1000));
      assert.equal(all.count(Number(bin), Number(neuron)), Number(count));
      assert.equal(name, neuron === "1" ? '"say ""b"""' : '"c,d"');
    }
  });
});

describe("spikes as a list", () => {
  test("are one line for each spike, two for two in a bin", async () => {
    run({ bin_size: 0.01 });
    const [header, ...lines] = await written("spike-list", 700, 2100, [4, 1]);
    assert.equal(header, "neuron,bin,time");
    const expected: string[] = [];
    for (let bin = 700; bin < 2100; bin++)
      for (const neuron of [1, 4])
        for (let spike = 0; spike < all.count(bin, neuron); spike++) expected.push(`${neuron},${bin},${bin / 100}`);
    assert.ok(new Set(expected).size < expected.length);
    assert.deepEqual(lines, expected);
    const half = { folder, range: { start: 10, end: 2000 }, neurons: Uint32Array.of(1), file, binSize: 0.5 };
    await exportRun(exporterOf("csv:spike-list"), half);
    assert.match(readFileSync(file, "utf8"), /^neuron,bin,time\n(1,\d+,\d+(\.5)?\n)+$/);
  });

  test("are refused where a count cannot be one", async () => {
    run();
    const spikes = join(folder, "spikes.npy");
    const bytes = readFileSync(spikes);
    bytes.writeInt32LE(-1, bytes.length - 4);
    writeFileSync(spikes, bytes);
    await assert.rejects(written("spike-list", 0, nTimeBins, [4]), /neuron 4 has -1 spikes in bin 2999/);
    assert.deepEqual(readdirSync(root), ["run"]);
  });
});

describe("spike counts as CSV", () => {
  test("are a line a bin and a column a neuron", async () => {
    run();
    const [header, ...lines] = await written("spikes", 10, 2000, [3, 0]);
    assert.equal(header, "bin,neuron_3,neuron_0");
    const bins = Array.from({ length: 1990 }, (_, at) => 10 + at);
    assert.deepEqual(
      lines,
      bins.map((bin) => `${bin},${all.count(bin, 3)},${all.count(bin, 0)}`),
    );
  });
});

describe("names in CSV", () => {
  const named = async (names: string[]): Promise<string> => {
    run({ neurons: { names, groups: null } });
    return (await written("rates", 0, 1, [0, 1, 2, 3, 4]))[0];
  };

  test("are nothing that a spreadsheet carries out", async () => {
    assert.equal(await named(["=1+1", "+a", "-b", "@sum(1)", "\t=1"]), "bin,'=1+1,'+a,'-b,'@sum(1),\"'\t'=1\"");
    rmSync(folder, { recursive: true });
    // Where `;` or a tab ends a cell, and in the wide forms of the signs.
    assert.equal(
      await named(["a;=1+1;b", "a\t-cmd", "\uff1d1", "'=1", "a=b"]),
      "bin,\"a;'=1+1;b\",\"a\t'-cmd\",'\uff1d1,'=1,a=b",
    );
  });

  test("stay numbers where they are", async () => {
    assert.equal(await named(["-1", "+2.5e-3", "-.5", "-", "-1-1"]), "bin,-1,+2.5e-3,-.5,'-,'-1-1");
  });
});

describe("rates as CSV", () => {
  test("are a line a bin and a column a neuron in the order of the rows, exact to float32", async () => {
    run();
    const [header, ...lines] = await written("rates", 10, 2000, [3, 0]);
    assert.equal(header, "bin,neuron_3,neuron_0");
    assert.equal(lines.length, 1990);
    lines.forEach((line, at) => {
      const [bin, third, zeroth] = line.split(",").map(Number);
      assert.deepEqual(
        [bin, Math.fround(third), Math.fround(zeroth)],
        [10 + at, all.rate(10 + at, 3), all.rate(10 + at, 0)],
      );
    });
  });

  test("are named as the neurons are", async () => {
    run({ bin_size: 0.0005, neurons: { names: ["a", "b", "c,d", "e", "f"], groups: null } });
    const [header, first] = await written("rates", 3, 9000, [2, 0]);
    assert.equal(header, 'bin,time_s,"c,d",a');
    assert.ok(first.startsWith("3,0.0015,"));
  });
});

test("a whole run is all bins of its arrays and all its neurons, whatever its manifest says of the bins", async () => {
  run({ status: "running", bins_done: 0 });
  await exportRun(exporterOf("csv:rates"), { folder, range: null, neurons: null, file });
  const [header, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  assert.equal(header, "bin,neuron_0,neuron_1,neuron_2,neuron_3,neuron_4");
  assert.equal(lines.length, nTimeBins);
});

test("a format that needs the length of a bin refuses a run that has none", async () => {
  run();
  const exporter: Exporter = { ...exporterOf("csv:rates"), needs: ["bin_size"] };
  const request = { folder, range: null, neurons: null, file };
  await assert.rejects(exportRun(exporter, request), {
    name: "MissingBinSizeError",
    message: /set bin_size in its config/,
  });
  assert.deepEqual(readdirSync(root), ["run"]);
  await exportRun(exporter, { ...request, binSize: 0.001 });
  assert.match(readFileSync(file, "utf8"), /^bin,time_s,/);
});

describe("a CSV file", () => {
  test("that was there is replaced only when the new one is whole", async () => {
    run();
    writeFileSync(file, "mine");
    const stop = new AbortController();
    const neurons = Uint32Array.of(0);
    const range = { start: 0, end: nTimeBins };
    stop.abort();
    await assert.rejects(exportRun(exporterOf("csv:rates"), { folder, range, neurons, file }, undefined, stop.signal), {
      name: "AbortError",
    });
    assert.equal(readFileSync(file, "utf8"), "mine");
    assert.deepEqual(readdirSync(root).sort(), ["out.csv", "run"]);
    await exportRun(exporterOf("csv:rates"), { folder, range, neurons, file });
    assert.match(readFileSync(file, "utf8"), /^bin,neuron_0\n0,/);
  });

  test("is not made from a run that cannot be read, nor where there is no place for it", async () => {
    run();
    const neurons = Uint32Array.of(0);
    const range = { start: 0, end: nTimeBins };
    mkdirSync(file);
    await assert.rejects(exportRun(exporterOf("csv:rates"), { folder, range, neurons, file }), /out\.csv/);
    unlinkSync(join(folder, "spikes.npy"));
    await assert.rejects(
      exportRun(exporterOf("csv:sparse"), { folder, range, neurons, file: join(root, "b.csv") }),
      /there is no file .*spikes\.npy/,
    );
    assert.equal(existsSync(join(root, "b.csv")), false);
    assert.deepEqual(readdirSync(root).sort(), ["out.csv", "run"]);
  });
});
