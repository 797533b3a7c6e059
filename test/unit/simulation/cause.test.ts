import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { RunError } from "../../../src/protocol/manifest";
import { simulateToFolder } from "../../../src/simulation/simulate";
import type { SimulationEvent } from "../../../src/simulation/messages";
import { temporaryFolder } from "../../support/temporary-folder";

const BASE = {
  coupling_coef: { fill: 0, shape: [2, 2, 1] },
  coupling_basis_matrix: [[1], [0.5], [0.25]],
  intercepts: [-3, -2],
  inverse_link_function: "exp",
  n_time_bins: 500,
};

/** Simulates a config that must diverge; answers what the run says of it. */
async function divergence(t: TestContext, config: object): Promise<RunError> {
  const configFile = join(temporaryFolder(t), "net.glm.json");
  writeFileSync(configFile, JSON.stringify({ ...BASE, ...config }));
  const events: SimulationEvent[] = [];
  await simulateToFolder(
    { configFile },
    { signal: new AbortController().signal, onEvent: (event) => events.push(event) },
  );
  const last = events.at(-1);
  assert.ok(last?.type === "ended" && last.manifest.status === "diverged" && last.manifest.error, JSON.stringify(last));
  return last.manifest.error;
}

test("a stimulus that drives a rate away is named, not the coupling", async (t) => {
  const input = {
    feedforward_coef: [[0], [1]],
    feedforward_input: [{ step: { start: 20, duration: 5, amplitude: 70 } }],
  };
  const { argument, message, bin, neuron } = await divergence(t, input);
  assert.deepEqual({ argument, bin, neuron }, { argument: "feedforward_input", bin: 20, neuron: 1 });
  assert.match(message, /feedforward input makes most of it \(\+70 of eta = 68\)/);
});

test("a large coefficient of a small input is named itself, and of several features the one that weighs most", async (t) => {
  const input = {
    feedforward_coef: [
      [1, 900],
      [1, 1],
    ],
    feedforward_input: [{ constant: { amplitude: 2 } }, { constant: { amplitude: 0.5 }, feature: 1 }],
  };
  assert.equal((await divergence(t, input)).argument, "feedforward_coef");
});

test("an intercept is named", async (t) => {
  const { argument, message } = await divergence(t, { intercepts: [-3, 1000] });
  assert.equal(argument, "intercepts");
  assert.match(message, /neuron 1 in bin 0 .* intercept makes most of it \(\+1.?000 of eta = 1.?000\): lower it/);
});

test("a link without a rate at eta = 0 is named", async (t) => {
  const { argument, message } = await divergence(t, { intercepts: [0, 1], inverse_link_function: "one_over_x" });
  assert.equal(argument, "inverse_link_function");
  assert.match(message, /eta is 0, where one_over_x gives no rate/);
});

test("a network that runs away is told with the sender that weighs most, by its name", async (t) => {
  const coupling = {
    coupling_coef: [
      [[0], [5]],
      [[0.5], [0]],
    ],
    intercepts: [1, 1],
    neurons: { names: ["a", "b"] },
  };
  const { argument, message } = await divergence(t, coupling);
  assert.equal(argument, "coupling_coef");
  assert.match(
    message,
    /neuron 0 \(a\) .*by the spikes of neuron 1 \(b\)\): the network has run away; weaken its excitatory coupling/,
  );
});

test("a neuron that excites itself is told so", async (t) => {
  assert.match(
    (
      await divergence(t, {
        coupling_coef: [
          [[6], [0]],
          [[0], [0]],
        ],
        intercepts: [1, -9],
      })
    ).message,
    /by its own spikes/,
  );
});

test("counts before the first bin are spikes like all others", async (t) => {
  const { argument, message, bin } = await divergence(t, {
    coupling_coef: [
      [[9], [0]],
      [[0], [0]],
    ],
    init_y: [
      [0, 0],
      [0, 0],
      [3, 0],
    ],
  });
  assert.deepEqual({ argument, bin }, { argument: "coupling_coef", bin: 0 });
  assert.match(message, /\+27 of eta = 24/);
});

test("a negative rate is the fault of what pulls eta down", async (t) => {
  const inhibition = {
    coupling_coef: [
      [[0], [-4]],
      [[0], [0]],
    ],
    intercepts: [1, 2],
    inverse_link_function: "identity",
  };
  const { argument, message } = await divergence(t, inhibition);
  assert.equal(argument, "coupling_coef");
  assert.match(message, /which is negative: coupling makes most of it .*weaken its inhibitory coupling/);
  assert.match(
    (await divergence(t, { intercepts: [-1, 2], inverse_link_function: "identity" })).message,
    /intercept .*raise it/,
  );
});

test("a divergence is told also where what caused it cannot be read any more", async (t) => {
  const configFile = join(temporaryFolder(t), "net.glm.json");
  writeFileSync(configFile, JSON.stringify({ ...BASE, intercepts: [-3, 1000] }));
  const events: SimulationEvent[] = [];
  const onEvent = (event: SimulationEvent): void => {
    events.push(event);
    if (event.type === "started") rmSync(join(event.runFolder, "spikes.npy"));
  };
  await simulateToFolder({ configFile }, { signal: new AbortController().signal, onEvent });
  const last = events.at(-1);
  assert.ok(last?.type === "ended" && last.manifest.error, JSON.stringify(last));
  assert.match(last.manifest.error.message, /above the limit of 10⁶\. Nothing was drawn from it/);
});
