import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { main } from "../../../src/cli/main";
import type { RunManifest } from "../../../src/protocol/manifest";
import { MANIFEST_FILE } from "../../../src/runs/layout";
import { fabricateRun } from "../../support/fabricate";
import { Brute } from "../../support/brute-force";
import { temporaryFolder } from "../../support/temporary-folder";
import { fakeTerminal } from "./fake-terminal";

const [nNeurons, nTimeBins] = [4, 300];

function fabricated(t: TestContext, manifest: Partial<RunManifest> = {}): { root: string; folder: string; all: Brute } {
  const root = temporaryFolder(t);
  const folder = join(root, "run");
  fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.5, manifest });
  return { root, folder, all: new Brute(folder, nNeurons) };
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = fakeTerminal();
  const code = await main(args, terminal, { simulation: "", kernel: "" });
  return { code, ...terminal.written };
}

const lines = (file: string): string[] => readFileSync(file, "utf8").trimEnd().split("\n");

describe("spikeloop export", () => {
  test("writes spikes and rates to two files and prints their names", async (t) => {
    const { root, folder, all } = fabricated(t);
    const { code, out, err } = await run("export", folder, "--to", "csv", "--out", join(root, "a.csv"));
    const [spikes, rates] = ["spikes", "rates"].map((what) => join(root, `a-${what}.csv`));
    assert.deepEqual({ code, out, err }, { code: 0, out: `${spikes}\n${rates}\n`, err: "" });
    assert.equal(lines(spikes)[0], "bin,neuron_0,neuron_1,neuron_2,neuron_3");
    assert.deepEqual(lines(spikes)[18].split(",").map(Number), [17, ...[0, 1, 2, 3].map((n) => all.count(17, n))]);
    assert.deepEqual(lines(rates)[18].split(",").map(Number).map(Math.fround), [
      17,
      ...[0, 1, 2, 3].map((n) => all.rate(17, n)),
    ]);
    assert.equal(lines(rates).length, nTimeBins + 1);
  });

  test("takes bins, neurons by index, range, name and group, and a bin size", async (t) => {
    const neurons = { names: ["a", "b", "c", "d"], groups: ["e", "e", "i", "i"] };
    const { root, folder, all } = fabricated(t, { neurons });
    const file = join(root, "a.csv");
    const options = ["--to", "csv", "--what", "rates", "--out", file];
    const chosen = async (list: string): Promise<string> => {
      assert.equal((await run("export", folder, ...options, "--neurons", list)).code, 0);
      return lines(file)[0];
    };
    assert.equal(await chosen("3,0"), "bin,a,d");
    assert.equal(await chosen("1:3"), "bin,b,c");
    assert.equal(await chosen("d, e"), "bin,a,b,d");
    const manifest = join(folder, MANIFEST_FILE);
    await run("export", manifest, ...options, "--bins", "100:102", "--bin-size", "0.5", "--neurons", "b");
    assert.deepEqual(lines(file), [
      "bin,time_s,b",
      ...[100, 101].map((bin) => `${bin},${bin / 2},${shortest(all.rate(bin, 1))}`),
    ]);
  });

  test("names the file by the run when it is not named", async (t) => {
    const { root, folder } = fabricated(t, { config: "../../net.glm.json", run_number: 7 });
    const before = process.cwd();
    process.chdir(root);
    t.after(() => process.chdir(before));
    const { out } = await run("export", "run", "--to", "csv", "--what", "spike-list", "--neurons", "2");
    assert.equal(out, "net-run7-spike-list.csv\n");
    assert.equal(lines(join(root, "net-run7-spike-list.csv"))[0], "neuron,bin");
    assert.deepEqual(readdirSync(root).sort(), ["net-run7-spike-list.csv", "run"]);
    assert.ok(readdirSync(folder).includes(MANIFEST_FILE));
  });

  test("refuses what is not there, writes nothing then and says what there is", async (t) => {
    const { root, folder } = fabricated(t);
    const refused = async (code: number, message: RegExp, ...args: string[]): Promise<void> => {
      const options = ["--to", "csv", "--out", join(root, "a.csv")];
      const result = await run("export", ...args, ...options);
      assert.deepEqual([result.code, result.out], [code, ""], result.err);
      assert.match(result.err, message);
      assert.deepEqual(readdirSync(root), ["run"]);
    };
    await refused(2, /--bins 0:301 cannot be exported: the run has 300 bins, 0:300/, folder, "--bins", "0:301");
    await refused(2, /--bins 5:5 cannot be exported/, folder, "--bins", "5:5");
    await refused(2, /there is no neuron 4/, folder, "--neurons", "4");
    await refused(2, /no neurons 2:9: the run has 4/, folder, "--neurons", "2:9");
    await refused(2, /no neuron and no group is named "x"/, folder, "--neurons", "x");
    await refused(2, /nowhere: not exported: .*manifest cannot be read/, join(root, "nowhere"));
    rmSync(join(folder, "spikes.npy"));
    await refused(1, /not exported: there is no file .*spikes\.npy/, folder);
  });

  test("says where a file cannot be written", async (t) => {
    const { root, folder } = fabricated(t);
    const file = join(root, "no", "such", "a.csv");
    const { code, err } = await run("export", folder, "--to", "csv", "--what", "rates", "--out", file);
    assert.equal(code, 1);
    assert.match(err, /not exported: there is no file .*a\.csv/);
  });

  test("asks for --bin-size where times need it and the run has none, and writes pynapple's objects to a file each", async (t) => {
    const { root, folder } = fabricated(t);
    const command = ["export", folder, "--to", "pynapple", "--out", join(root, "a.npz")];
    const refused = await run(...command);
    assert.deepEqual([refused.code, refused.out], [2, ""]);
    assert.match(refused.err, /not exported: pynapple file needs the seconds of a bin.*, or give --bin-size\n$/);
    assert.deepEqual(readdirSync(root), ["run"]);
    assert.equal((await run(...command, "--bin-size", "0.01")).code, 0);
    assert.deepEqual(readdirSync(root).sort(), ["a-rates.npz", "a-spikes.npz", "run"]);
    assert.equal((await run("export", folder, "--to", "npz", "--out", join(root, "b.npz"))).code, 0);
    assert.deepEqual(readdirSync(root).sort(), ["a-rates.npz", "a-spikes.npz", "b.npz", "run"]);
  });

  test("leaves no file when it is interrupted, and says so", async (t) => {
    const root = temporaryFolder(t);
    const folder = join(root, "run");
    fabricateRun(folder, { nNeurons, nTimeBins: 200_000, spans: [] });
    const exporting = run("export", folder, "--to", "csv", "--out", join(root, "a.csv"));
    process.emit("SIGTERM");
    const err = `Interrupted: ${join(root, "a-spikes.csv")} was not written.\n`;
    assert.deepEqual(await exporting, { code: 130, out: "", err });
    assert.deepEqual(readdirSync(root), ["run"]);
    assert.equal(process.listenerCount("SIGTERM"), 0);
  });
});

/** The shortest number that is this float32. */
function shortest(value: number): number {
  for (let digits = 1; ; digits++)
    if (Math.fround(Number(value.toPrecision(digits))) === value) return Number(value.toPrecision(digits));
}
