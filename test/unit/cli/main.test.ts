import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { version } from "../../../package.json";
import type { RunManifest } from "../../../src/protocol/manifest";
import { readManifest } from "../../../src/runs/manifest/read";
import { appended } from "../arrays/sources";
import { temporaryFolder } from "../../support/temporary-folder";
import { writeNpy } from "../../support/npy";
import { commandLine, NETWORK, write } from "./command-line";

const run = commandLine();

describe("spikeloop simulate", () => {
  test("sums a run up in a few lines and says where it is", async (t) => {
    const folder = temporaryFolder(t);
    const { code, out, err } = await run("simulate", write(folder, "net", NETWORK), "--key", "3");
    assert.equal(code, 0);
    assert.equal(err, "");
    const [title, size, spikes, sparkline, place] = out.split("\n");
    assert.match(title, /^✓ net finished in \d/);
    assert.equal(size, "  2 neurons × 1 000 bins, key 3, softplus");
    assert.match(spikes, /^ {2}\d+ spikes, mean rate 0\.\d+ per bin, lowest .* per bin, highest .* per bin$/);
    assert.match(sparkline, /^ {2}[▁▂▃▄▅▆▇█]{60} population rate, .* per bin to .* per bin$/);
    assert.match(place, /^ {2}run in .*net\.runs.*-key3$/);
    assert.ok(!out.includes("\u001b"));
  });

  test("--json prints one line a run: the manifest and its folder", async (t) => {
    const folder = temporaryFolder(t);
    const { code, out } = await run(
      "simulate",
      write(folder, "a", NETWORK),
      write(folder, "b", NETWORK),
      "--json",
      "--bins",
      "20",
    );
    assert.equal(code, 0);
    const runs = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(runs.length, 2);
    for (const { run: runFolder, ...manifest } of runs)
      assert.deepEqual(manifest, JSON.parse(JSON.stringify(readManifest(runFolder))));
  });

  test("--quiet says nothing, --out chooses the folder", async (t) => {
    const folder = temporaryFolder(t);
    const out = join(folder, "out");
    assert.deepEqual(await run("simulate", write(folder, "net", NETWORK), "--quiet", "--out", out), {
      code: 0,
      out: "",
      err: "",
    });
    assert.equal(readManifest(out).status, "finished");
    assert.deepEqual(readdirSync(folder).sort(), ["net.glm.json", "out"]);
  });

  test("a bad config does not keep the others from being simulated; the code is that of the worst", async (t) => {
    const folder = temporaryFolder(t);
    const diverging = { ...NETWORK, coupling_coef: 3, inverse_link_function: "exp", intercepts: [0, 0] };
    const wrong = write(folder, "wrong", { ...NETWORK, interceps: 1 });
    const { code, out, err } = await run(
      "simulate",
      wrong,
      write(folder, "wild", diverging),
      write(folder, "fine", NETWORK),
    );
    assert.equal(code, 2);
    assert.match(err, /wrong\.glm\.json:\d+:\d+: error: .*intercepts/);
    assert.match(err, /^wild: diverged: The rate of neuron/m);
    assert.match(out, /✗ wild diverged after \d+ of 1 000 bins and .*; what was simulated is kept/);
    assert.match(out, /✓ fine finished/);
    assert.equal((await run("simulate", write(folder, "wild", diverging))).code, 1);
  });
});

describe("several runs of one command", () => {
  const runsIn = (out: string): (RunManifest & { run: string })[] =>
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const moments = ({ started, updated }: RunManifest): { began: number; ended: number } => ({
    began: Date.parse(started),
    ended: Date.parse(updated),
  });

  test("go on at once, one thread each, and are told in the order of the command whichever ends first", async (t) => {
    const folder = temporaryFolder(t);
    const long = write(folder, "long", { ...NETWORK, n_time_bins: 1_500_000 });
    const short = write(folder, "short", NETWORK);
    const { code, out, err } = await run("simulate", long, short, "--threads", "2", "--json");
    assert.equal(code, 0, err);
    const [first, second] = runsIn(out);
    assert.deepEqual([first.n_time_bins, second.n_time_bins], [1_500_000, 1000]);
    assert.ok(moments(second).ended < moments(first).ended, "the shorter one ended first");
    assert.deepEqual([first.engine.threads, second.engine.threads], [1, 1]);
  });

  test("go on one after the other with --threads 1", async (t) => {
    const folder = temporaryFolder(t);
    const configs = ["a", "b", "c"].map((name) => write(folder, name, { ...NETWORK, n_time_bins: 20_000 }));
    const runs = runsIn((await run("simulate", ...configs, "--threads", "1", "--json")).out).map(moments);
    assert.equal(runs.length, 3);
    runs.slice(1).forEach(({ began }, i) => assert.ok(began >= runs[i].ended, "they overlapped"));
  });

  test("of one config, one for each key, equal those made by themselves", async (t) => {
    const folder = temporaryFolder(t);
    const net = write(folder, "net", NETWORK);
    const { code, out } = await run("simulate", net, "--key", "7", "--key", "1,2", "--key", "0", "--threads", "3");
    assert.equal(code, 0);
    assert.deepEqual(out.match(/^✓ .* finished/gm), [
      "✓ net, key 7 finished",
      "✓ net, key 1, 2 finished",
      "✓ net, key 0 finished",
    ]);
    const together = runsIn((await run("simulate", net, "--key", "7", "--key", "1,2", "--threads", "2", "--json")).out);
    assert.deepEqual(
      together.map(({ random_key }) => random_key),
      [
        [0, 7],
        [1, 2],
      ],
    );
    assert.deepEqual(new Set(together.map(({ run_number }) => run_number)), new Set([4, 5]));
    const [alone] = runsIn((await run("simulate", net, "--key", "1,2", "--json")).out);
    assert.deepEqual(alone.spikes_per_neuron, together[1].spikes_per_neuron);
    assert.notDeepEqual(alone.spikes_per_neuron, together[0].spikes_per_neuron);
  });
});

describe("a warning", () => {
  test("is told by check and by simulate, and keeps neither from its work", async (t) => {
    const folder = temporaryFolder(t);
    const [old, now] = [
      [-9, -9],
      [-2, -1],
    ].map((data) => writeNpy({ data, shape: [2] }, "<f4"));
    writeFileSync(join(folder, "twice.npz"), appended(old, now));
    const net = write(folder, "net", { ...NETWORK, intercepts: { file: "twice.npz", array: "a" } });
    const warning =
      /^\S+net\.glm\.json:\d+:\d+: warning: twice\.npz holds 2 arrays named a; the last one is taken, as numpy\.load does\n$/;
    const checked = await run("check", net);
    const simulated = await run("simulate", net, "--json");
    for (const { code, err } of [checked, simulated]) {
      assert.equal(code, 0);
      assert.match(err, warning);
    }
    assert.equal(JSON.parse(simulated.out).status, "finished");
  });
});

describe("spikeloop", () => {
  test("explains itself", async () => {
    assert.match((await run("--help")).out, /spikeloop simulate CONFIG…/);
    assert.equal((await run("--version")).out, `${version}\n`);
    const { code, err } = await run("simulate");
    assert.equal(code, 2);
    assert.match(err, /^spikeloop: say which config to simulate/);
  });
});
