import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { nemosOrderModules } from "../../../src/kernel/wasm/nemos-order/module";
import { readManifest } from "../../../src/runs/manifest/read";
import { runsFolderOf } from "../../../src/runs/write/folders";
import type { Admission, ResourceEstimate } from "../../../src/simulation/messages";
import { temporaryFolder } from "../../support/temporary-folder";
import { endOf, load, NETWORK, simulate, types, write } from "./simulated";

describe("arithmetic", () => {
  test("in NeMoS' order is told by the manifest, with the order and what it promises; spikes are the same", async (t) => {
    const folder = temporaryFolder(t);
    const run = async (arithmetic?: object | string) => {
      const { manifest, runFolder } = endOf(await simulate({ configFile: write(folder, { ...NETWORK, arithmetic }) }));
      return { engine: manifest.engine, spikes: load(runFolder, "spikes.npy").data };
    };
    const fast = await run("fast");
    const kernel = nemosOrderModules()[0].name;
    const told = { kernel, threads: 1, strategy: "nemos", promise: "bitwise" };
    for (const order of ["avx512", "avx2"]) {
      const { engine, spikes } = await run({ order: `nemos-${order}` });
      assert.deepEqual(engine, { ...told, order, expected_differing_draws: engine.expected_differing_draws });
      assert.deepEqual(spikes, fast.spikes);
    }
    const { engine } = await run("nemos");
    assert.deepEqual(engine, {
      ...told,
      order: "avx512",
      expected_differing_draws: fast.engine.expected_differing_draws,
    });
    assert.deepEqual((await run()).engine, engine, "auto takes it where it takes no time");
    assert.deepEqual(Object.keys(fast.engine), [
      "kernel",
      "threads",
      "strategy",
      "expected_differing_draws",
      "promise",
    ]);
  });
});

describe("simulating into a folder", () => {
  test("tells what it needs, begins and ends, and leaves a run whose manifest agrees with its arrays", async (t) => {
    const configFile = write(temporaryFolder(t), NETWORK);
    const events = await simulate({ configFile });
    assert.deepEqual(
      types(events).filter((type) => type !== "progress"),
      ["estimate", "started", "ended"],
    );
    const { runFolder, manifest } = endOf(events);
    assert.equal(dirname(runFolder), runsFolderOf(configFile));
    assert.deepEqual(readManifest(runFolder), JSON.parse(JSON.stringify(manifest)));
    const [spikes, rates] = [load(runFolder, "spikes.npy"), load(runFolder, "rates.npy")];
    assert.deepEqual(spikes.shape, [500, 3]);
    assert.equal(manifest.status, "finished");
    assert.equal(manifest.bins_done, 500);
    assert.equal(manifest.config, "../../net.glm.json");
    assert.equal(
      manifest.spikes_total,
      spikes.data.reduce((a, b) => a + b),
    );
    assert.deepEqual(
      manifest.spikes_per_neuron,
      [0, 1, 2].map((neuron) => spikes.data.filter((_, i) => i % 3 === neuron).reduce((a, b) => a + b)),
    );
    assert.equal(manifest.rate_max, Math.max(...rates.data));
    assert.equal(manifest.rate_min, Math.min(...rates.data));
    const sum = rates.data.reduce((a, b) => a + b);
    assert.ok(Math.abs((manifest.rate_mean ?? 0) - sum / 1500) < 1e-9);
    assert.ok(Math.abs(manifest.spikes_expected - sum) < 1e-6);
    assert.deepEqual(readdirSync(runFolder).sort(), [
      "config.jsonc",
      "inputs.npz",
      "population.npy",
      "rates.npy",
      "repeat.py",
      "run.glmrun.json",
      "spikes.npy",
      "summary-1024.npy",
      "summary-16384.npy",
      "summary-64.npy",
    ]);
  });

  test("gives the same bins whatever the size of its blocks", async (t) => {
    const configFile = write(temporaryFolder(t), NETWORK);
    const runs: string[] = [];
    for (const blockSize of [undefined, 1, 7, 10_000])
      runs.push(endOf(await simulate({ configFile, blockSize })).runFolder);
    const [first, ...others] = runs;
    for (const file of ["spikes.npy", "rates.npy", "population.npy", "summary-64.npy", "summary-1024.npy"]) {
      for (const other of others)
        assert.deepEqual(readFileSync(join(other, file)), readFileSync(join(first, file)), file);
    }
  });

  test("takes a snapshot of the text, and settings of one run", async (t) => {
    const configFile = write(temporaryFolder(t), NETWORK);
    const text = `// käpt as it is\r\n${JSON.stringify(NETWORK)}`;
    const { runFolder, manifest } = endOf(
      await simulate({ configFile, text, overrides: { randomKey: [5, 6], nTimeBins: 40 } }),
    );
    assert.equal(readFileSync(join(runFolder, "config.jsonc"), "utf8"), text);
    assert.equal(manifest.config_sha256, createHash("sha256").update(text).digest("hex"));
    assert.deepEqual(manifest.random_key, [5, 6]);
    assert.equal(manifest.n_time_bins, 40);
    assert.match(runFolder, /-key5-6$/);
    // A kill between two headers leaves arrays of different lengths, either of which may be the shorter one.
    assert.match(
      readFileSync(join(runFolder, "repeat.py"), "utf8"),
      /n_bins = min\(len\(spikes\), len\(rates\)\).*\nspikes, rates = spikes\[:n_bins\], rates\[:n_bins\]/,
    );
    assert.match(
      readFileSync(join(runFolder, "repeat.py"), "utf8"),
      /jax\.random\.wrap_key_data\(np\.array\(\[5, 6\], dtype=np\.uint32\)\)/,
    );
  });

  test("stops at a rate that nothing can be drawn from, and says where", async (t) => {
    const configFile = write(temporaryFolder(t), {
      ...NETWORK,
      coupling_coef: 3,
      inverse_link_function: "exp",
      intercepts: [0, 0, 0],
    });
    const { runFolder, manifest } = endOf(await simulate({ configFile }));
    assert.equal(manifest.status, "diverged");
    assert.equal(manifest.error?.bin, manifest.bins_done);
    assert.match(manifest.error?.message ?? "", /The rate of neuron \d in bin \d+ is .* above the limit of 10⁶/);
    assert.equal(load(runFolder, "spikes.npy").shape[0], manifest.bins_done);
  });

  test("is cancelled between blocks and keeps what was done", async (t) => {
    const configFile = write(temporaryFolder(t), { ...NETWORK, n_time_bins: 1e8 });
    const controller = new AbortController();
    const events = await simulate(
      { configFile, blockSize: 10 },
      {
        signal: controller.signal,
        onEvent: (event) =>
          void (event.type === "started" && setImmediate(() => setImmediate(() => controller.abort()))),
      },
    );
    const { runFolder, manifest } = endOf(events);
    assert.equal(manifest.status, "cancelled");
    assert.ok(manifest.bins_done > 0 && manifest.bins_done < 1e6);
    assert.equal(load(runFolder, "rates.npy").shape[0], manifest.bins_done);
    assert.equal(load(runFolder, "summary-64.npy").shape[0], Math.ceil(manifest.bins_done / 64));
  });
});

describe("a simulation that is not begun", () => {
  test("because a person said no, or stopped it, leaves nothing", async (t) => {
    const configFile = write(temporaryFolder(t), NETWORK);
    const admit = async ({ nNeurons }: ResourceEstimate): Promise<Admission> => ({
      type: nNeurons === 3 ? "decline" : "admit",
    });
    assert.deepEqual(types(await simulate({ configFile }, { admit })), ["estimate", "refused"]);
    assert.deepEqual(types(await simulate({ configFile }, { signal: AbortSignal.abort() })), ["estimate", "refused"]);
    assert.ok(!existsSync(runsFolderOf(configFile)));
  });

  test("because the config is bad or gone, says where", async (t) => {
    const folder = temporaryFolder(t);
    const [bad] = await simulate({ configFile: write(folder, { ...NETWORK, intercepts: [1, "x"] }) });
    assert.ok(bad.type === "problems" && bad.problems.length > 0);
    const [gone] = await simulate({ configFile: join(folder, "gone.glm.json") });
    assert.ok(gone.type === "problems");
    assert.match(gone.problems[0].message, /the config cannot be read: there is no file .*gone\.glm\.json/);
  });

  test("because it cannot fit, gives the numbers", async (t) => {
    const configFile = write(temporaryFolder(t), { ...NETWORK, n_time_bins: 1e14 });
    const [estimate, refused] = await simulate({ configFile });
    assert.ok(estimate.type === "estimate" && estimate.estimate.diskBytes > 2e15);
    assert.ok(refused.type === "refused");
    assert.match(refused.message.replaceAll("\u202f", " "), /need .* PB of disk, and .* are free.* would fit/);
  });

  test("because its folder is not empty, touches nothing in it", async (t) => {
    const folder = temporaryFolder(t);
    const outFolder = join(folder, "out");
    mkdirSync(outFolder);
    writeFileSync(join(outFolder, "spikes.npy"), "precious");
    const events = await simulate({ configFile: write(folder, NETWORK), outFolder });
    const last = events.at(-1);
    assert.ok(last?.type === "refused" && /not empty/.test(last.message));
    assert.deepEqual(readdirSync(outFolder), ["spikes.npy"]);
  });
});
