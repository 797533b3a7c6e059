import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { version } from "../../../package.json";
import { main } from "../../../src/cli/main";
import type { RunManifest } from "../../../src/protocol/manifest";
import { readManifest } from "../../../src/runs/manifest/read";
import { bundleWorkers } from "../../support/bundle-workers";
import { appended } from "../arrays/sources";
import { temporaryFolder } from "../../support/temporary-folder";
import { fakeTerminal } from "./fake-terminal";
import { writeNpy } from "../../support/npy";

const NETWORK = {
  coupling_coef: -0.1,
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 20 },
  intercepts: [-2, -1],
  n_time_bins: 1000,
};

/** Filters on so many overlapping functions that coefficients of 10⁵ cancel. */
const ILL_CONDITIONED = {
  ...NETWORK,
  coupling_coef: { filters: { difference_of_gammas: {} }, weights: 0.8 },
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 20, window_size: 100 },
};

function write(folder: string, name: string, config: object): string {
  const file = join(folder, `${name}.glm.json`);
  writeFileSync(file, JSON.stringify(config, null, 1));
  return file;
}

let root: string;
let bundles: Awaited<ReturnType<typeof bundleWorkers>>;
before(async () => {
  root = mkdtempSync(join(tmpdir(), "spikeloop-cli-"));
  bundles = await bundleWorkers(root);
});
after(() => rmSync(root, { recursive: true }));

/** Runs the command line; numbers come back with plain blanks between thousands. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = fakeTerminal();
  const code = await main(args, terminal, bundles);
  const plain = (text: string): string => text.replaceAll("\u202f", " ");
  return { code, out: plain(terminal.written.out), err: plain(terminal.written.err) };
}

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

describe("spikeloop check", () => {
  test("prints shapes and needs of a good config, and simulates nothing", async (t) => {
    const folder = temporaryFolder(t);
    const { code, out, err } = await run("check", write(folder, "net", NETWORK));
    assert.equal(code, 0);
    assert.equal(err, "");
    assert.match(out, /net\.glm\.json: ok\n/);
    assert.match(out, /coupling_coef +\(2, 2, 3\) +receiving neurons × sending neurons × basis functions\n/);
    assert.match(out, /2 neurons × 1 000 bins need .*kB of disk \(.* free\) and .* of memory \(.* available\)/);
    assert.deepEqual(readdirSync(folder), ["net.glm.json"]);
  });

  test("tells how far the run will agree with NeMoS", async (t) => {
    const arithmetic = { order: "nemos-avx2" };
    const cases: readonly [object, RegExp][] = [
      [{ ...NETWORK, arithmetic }, /bit for bit as NeMoS 0\.2\.8 with jaxlib 0\.10\.2 on x86-64 with AVX2\n/],
      [
        {
          ...NETWORK,
          arithmetic,
          coupling_coef: { fill: 0, shape: [2, 2, 4] },
          coupling_basis_matrix: { fill: 1, shape: [450, 4] },
        },
        /the same spikes as NeMoS .* with AVX2 are expected, but every bit .* on some machines only\n/,
      ],
      [
        { ...NETWORK, arithmetic: "fast" },
        /the same spikes as NeMoS .* are expected \(.* draws differ on average\), but not every bit/,
      ],
      [NETWORK, /bit for bit as NeMoS/],
      [ILL_CONDITIONED, /bit for bit as NeMoS/],
      [{ ...ILL_CONDITIONED, arithmetic: "fast" }, /draws? (is|are) expected to differ .* "arithmetic": "nemos"/],
    ];
    for (const [i, [config, expected]] of cases.entries()) {
      const { out, err } = await run("check", write(temporaryFolder(t), `net${i}`, config));
      assert.match(out, expected, err);
    }
  });

  test("--json prints one line a config: dimensions, arithmetic and problems", async (t) => {
    const folder = temporaryFolder(t);
    const [fine, ill] = [
      write(folder, "fine", { ...NETWORK, arithmetic: "fast" }),
      write(folder, "ill", ILL_CONDITIONED),
    ];
    const bad = write(folder, "bad", { ...NETWORK, n_time_bins: 0 });
    const { code, out } = await run("check", "--json", fine, ill, bad, join(folder, "gone.glm.json"));
    assert.equal(code, 2);
    const [first, second, wrong, gone] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { expected_differing_draws: few, ...arithmetic } = first.arithmetic;
    assert.deepEqual(
      { ...first, arithmetic },
      {
        config: fine,
        ok: true,
        problems: [],
        dimensions: { n_neurons: 2, n_time_bins: 1000, window_size: 20, n_basis_funcs: 3, n_features: 0 },
        arithmetic: { strategy: "scatter", promise: "same-spikes-expected" },
      },
    );
    assert.ok(few > 0 && few < 0.001, few);
    const { strategy, order, promise, expected_differing_draws: more } = second.arithmetic;
    assert.deepEqual([strategy, promise], ["nemos", "bitwise"]);
    assert.equal(order, "avx512");
    assert.ok(more > 0.01 && more < 10, more);
    assert.deepEqual([wrong.ok, wrong.dimensions, wrong.arithmetic, gone.ok], [false, null, null, false]);
    assert.deepEqual(Object.keys(wrong.problems[0]), ["file", "line", "column", "severity", "message"]);
    assert.match(wrong.problems[0].message, /n_time_bins/);
    assert.ok(gone.problems.length > 0);
    const engines = await run("simulate", "--json", ill, "--bins", "200");
    const { kernel, threads, ...engine } = JSON.parse(engines.out).engine;
    const again = await run("check", "--json", ill, "--bins", "200");
    assert.deepEqual(engine, JSON.parse(again.out).arithmetic, `${kernel}, ${threads}`);
  });

  test("prints every problem at its place", async (t) => {
    const folder = temporaryFolder(t);
    const bad = write(folder, "bad", { ...NETWORK, intercept: 1, n_time_bins: 0 });
    const { code, out, err } = await run("check", bad, join(folder, "gone.glm.json"));
    assert.equal(code, 2);
    assert.equal(out, "");
    const lines = err.trim().split("\n");
    for (const line of lines) assert.match(line, /\.glm\.json:\d+:\d+: error: ./);
    assert.ok(
      lines.some((line) => /did you mean.*intercepts/i.test(line)),
      err,
    );
    assert.ok(
      lines.some((line) => line.includes("n_time_bins")),
      err,
    );
    assert.ok(
      lines.some((line) => /gone\.glm\.json:1:1: error: the config cannot be read/.test(line)),
      err,
    );
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
