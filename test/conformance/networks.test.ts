import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { withFile } from "../../src/files/open";
import { createKernel } from "../../src/kernel";
import { TypescriptKernel } from "../../src/kernel/reference/typescript";
import type { SpawnThread } from "../../src/kernel/types";
import { checkArguments } from "../../src/model/check";
import { RATES_FILE, SPIKES_FILE } from "../../src/runs/layout";
import type { SimulationEvent, SimulationRequest } from "../../src/simulation/messages";
import { simulateToFolder } from "../../src/simulation/simulate";
import { bundleKernelThread, simulateInThreads } from "../support/in-threads";
import { readNpy } from "../support/npy";
import { simulateRecurrent } from "../support/simulate-recurrent";
import { configOf, type GoldenNetwork, goldens, openNetwork } from "./goldens";

/** How far rates may be apart where eta is moderate. */
const RELATIVE = 2e-6;

const folder = mkdtempSync(join(tmpdir(), "spikeloop-conformance-"));
let spawn: SpawnThread;
before(async () => {
  spawn = await bundleKernelThread(folder);
});
after(() => rmSync(folder, { recursive: true }));

/** Both (T, N). */
interface Result {
  readonly spikes: ArrayLike<number>;
  readonly rates: ArrayLike<number>;
}

/** Simulates a network's config as every door does, and reads the run's files. */
async function inRunFolder(golden: GoldenNetwork, how: Partial<SimulationRequest>): Promise<Result> {
  const configFile = join(folder, `${golden.name}.glm.json`);
  writeFileSync(configFile, JSON.stringify(configOf(golden)));
  let last: SimulationEvent | undefined;
  await simulateToFolder(
    { configFile, ...how },
    { onEvent: (event) => (last = event), signal: new AbortController().signal, spawn },
  );
  assert.ok(last?.type === "ended" && last.manifest.status === "finished", JSON.stringify(last));
  const { runFolder } = last;
  const read = (name: string) => withFile(join(runFolder, name), (file) => readNpy(file).data);
  return { spikes: read(SPIKES_FILE), rates: read(RATES_FILE) };
}

const WAYS: Readonly<Record<string, (golden: GoldenNetwork) => Promise<Result>>> = {
  "into a run folder": (golden) => inRunFolder(golden, {}),
  "into a run folder, in blocks of 7 bins": (golden) => inRunFolder(golden, { blockSize: 7 }),
  "in three threads": (golden) => {
    const { model, feedforward, key, nTimeBins } = checkArguments(openNetwork(golden).args);
    // Threads take tens of milliseconds to start, which is more bins than a short network has.
    const count = nTimeBins >= 200 ? 3 : 1;
    return simulateInThreads({ model, feedforward, key }, nTimeBins, count, spawn);
  },
  "in plain TypeScript": async (golden) => {
    const { spikes, rates } = simulateRecurrent(
      openNetwork(golden).args,
      (problem, state) => new TypescriptKernel(problem, state),
    );
    return { spikes: spikes.data, rates: rates.data };
  },
};

for (const [way, simulate] of Object.entries(WAYS))
  describe(`networks recorded from NeMoS ${goldens.versions.nemos} and JAX ${goldens.versions.jax}, ${way}`, () => {
    const rateErrors: number[] = [];
    let counts = 0;

    for (const golden of goldens.networks) {
      test(`${golden.name}: the same spikes and rates`, async () => {
        const { expected } = openNetwork(golden);
        const { spikes, rates } = await simulate(golden);
        assert.deepEqual(Array.from(spikes), Array.from(expected.spikes.data), golden.call);
        counts += spikes.length;

        const n = expected.spikes.shape[1];
        const ours = Array.from(expected.rateBins).flatMap((bin) => Array.from(rates).slice(bin * n, (bin + 1) * n));
        ours.forEach((rate, at) => {
          const theirs = expected.rates.data[at];
          const moderate = RELATIVE * theirs;
          const tolerance = Math.max(moderate, 2 ** expected.rateSlack.data[at]);
          assert.ok(
            Math.abs(rate - theirs) <= tolerance,
            `neuron ${at % n}, bin ${expected.rateBins[Math.floor(at / n)]}: rate ${rate}, NeMoS ${theirs}`,
          );
          if (tolerance === moderate) rateErrors.push(Math.abs(rate - theirs) / theirs);
        });
      });
    }

    test("there are at least 60 of them, none with all counts 0 or all the same kind", () => {
      assert.ok(goldens.networks.length >= 60, `${goldens.networks.length} networks`);
      assert.deepEqual([...new Set(goldens.networks.map(({ link }) => link))].sort(), [
        "exp",
        "identity",
        "logistic",
        "norm_cdf",
        "one_over_x",
        "softplus",
      ]);
      assert.ok(goldens.networks.filter(({ n_spikes }) => n_spikes > 0).length >= 60);
    });

    after(() => {
      const worst = Math.max(...rateErrors).toExponential(1);
      console.log(
        `${goldens.networks.length} golden networks, ${way}: all ${counts} spike counts equal; rates where eta is moderate within ${worst} (${rateErrors.length} compared)`,
      );
      console.log(
        `${goldens.dropped.length} networks were left out when recording because their spikes hang on a rounding`,
      );
    });
  });

describe("blocks", () => {
  const golden = goldens.networks.find(({ name }) => name === "neurons-7");
  assert.ok(golden);
  const { args, expected } = openNetwork(golden);
  const { model, feedforward, key, nTimeBins } = checkArguments(args);
  const whole = simulateRecurrent(args);

  for (const size of [1, 2, 3, 7, 16, 31, 64, 100, 1000, nTimeBins]) {
    test(`of ${size} bins give the same spikes and rates, also resumed from a state after each`, () => {
      const problem = { model, feedforward, key };
      let kernel = createKernel(problem);
      while (kernel.bin < nTimeBins) {
        const first = kernel.bin;
        const n = Math.min(size, nTimeBins - first);
        const block = { spikes: new Int32Array(n * model.nNeurons), rates: new Float32Array(n * model.nNeurons) };
        assert.deepEqual(kernel.advance(n, block.spikes, block.rates), { binsDone: n, divergence: null });
        const at = first * model.nNeurons;
        assert.deepEqual(block.spikes, whole.spikes.data.slice(at, at + block.spikes.length));
        assert.deepEqual(block.rates, whole.rates.data.slice(at, at + block.rates.length));
        kernel = createKernel(problem, structuredClone(kernel.state()));
      }
      assert.deepEqual(Array.from(whole.spikes.data), Array.from(expected.spikes.data));
    });
  }
});
