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
import { exportCsv, type CsvContent } from "../../../../src/runs/export/csv";
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

async function written(what: CsvContent, start: number, end: number, neurons: number[]): Promise<string[]> {
  await exportCsv({ folder, range: { start, end }, neurons: Uint32Array.from(neurons), what, file });
  const text = readFileSync(file, "utf8");
  assert.ok(text.endsWith("\n"));
  return text.slice(0, -1).split("\n");
}

describe("spikes as CSV", () => {
  test("are one line for each bin and neuron, of the chosen neurons and bins", async () => {
    run();
    const [header, ...lines] = await written("spikes", 700, 2100, [4, 1]);
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
    const [header, ...lines] = await written("spikes", 0, nTimeBins, [1, 2]);
    assert.equal(header, "bin,time_s,neuron,count,name");
    for (const line of lines) {
      const [, bin, time, neuron, count, name] = /^(\d+),([\d.e-]+),(\d),(\d),(.*)$/.exec(line) ?? assert.fail(line);
      assert.equal(time, String(Number(bin) / 1000));
      assert.equal(all.count(Number(bin), Number(neuron)), Number(count));
      assert.equal(name, neuron === "1" ? '"say ""b"""' : '"c,d"');
    }
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
  await exportCsv({ folder, range: null, neurons: null, what: "rates", file });
  const [header, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  assert.equal(header, "bin,neuron_0,neuron_1,neuron_2,neuron_3,neuron_4");
  assert.equal(lines.length, nTimeBins);
});

describe("a CSV file", () => {
  test("that was there is replaced only when the new one is whole", async () => {
    run();
    writeFileSync(file, "mine");
    const stop = new AbortController();
    const neurons = Uint32Array.of(0);
    const range = { start: 0, end: nTimeBins };
    stop.abort();
    await assert.rejects(exportCsv({ folder, range, neurons, what: "rates", file }, undefined, stop.signal), {
      name: "AbortError",
    });
    assert.equal(readFileSync(file, "utf8"), "mine");
    assert.deepEqual(readdirSync(root).sort(), ["out.csv", "run"]);
    await exportCsv({ folder, range, neurons, what: "rates", file });
    assert.match(readFileSync(file, "utf8"), /^bin,neuron_0\n0,/);
  });

  test("is not made from a run that cannot be read, nor where there is no place for it", async () => {
    run();
    const neurons = Uint32Array.of(0);
    const range = { start: 0, end: nTimeBins };
    mkdirSync(file);
    await assert.rejects(exportCsv({ folder, range, neurons, what: "rates", file }), /out\.csv/);
    unlinkSync(join(folder, "spikes.npy"));
    await assert.rejects(
      exportCsv({ folder, range, neurons, what: "spikes", file: join(root, "b.csv") }),
      /there is no file .*spikes\.npy/,
    );
    assert.equal(existsSync(join(root, "b.csv")), false);
    assert.deepEqual(readdirSync(root).sort(), ["out.csv", "run"]);
  });
});
