import assert from "node:assert/strict";
import { test } from "node:test";
import { openFeedforward } from "../../../support/open-feedforward";
import { plan, resolved, SMALL } from "../configs";

const BASE = { ...SMALL, intercepts: 0, coupling_coef: 0, feedforward_coef: 1, n_time_bins: 10 };
const CONSTANT = { constant: { amplitude: 1 } };

function warnings(config: object): string[] {
  const { problems } = plan(config);
  assert.deepEqual(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
  return problems.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

/** Which neurons a stimulus reaches when the config is run. */
function reached(
  config: typeof BASE & { neurons: { names: string[]; groups?: string[] } },
  neurons: unknown,
): number[] {
  const { names, groups = null } = config.neurons;
  const sizes = { nTimeBins: 1, nNeurons: names.length, nFeatures: 1, neurons: { names, groups } };
  const block = openFeedforward([{ ...CONSTANT, neurons }], sizes, ".").read(0, 1);
  return [...block.keys()].filter((neuron) => block[neuron] !== 0);
}

test("neurons of one name are told, and that a stimulus takes all of them", () => {
  const config = {
    ...BASE,
    neurons: { names: ["a", "b", "a", "a"] },
    feedforward_input: [{ ...CONSTANT, neurons: ["a"] }],
  };
  assert.deepEqual(warnings(config), [
    'neurons.names.2: neurons 0, 2, 3 have one name, "a"; a stimulus to it reaches all of them',
  ]);
  assert.deepEqual(reached(config, ["a"]), [0, 2, 3]);
});

test("a name that is another neuron's group is told, and that a stimulus takes the name", () => {
  const config = {
    ...BASE,
    neurons: { names: ["exc", "b", "c"], groups: ["inh", "exc", "exc"] },
    feedforward_input: [CONSTANT],
  };
  assert.deepEqual(warnings(config), [
    'neurons.names.0: "exc" is a name of a neuron and a group of 1, 2; a stimulus to it takes the name: it reaches neuron 0 alone',
  ]);
  assert.deepEqual(reached(config, "exc"), [0]);
});

test("a name that is the group of just that neuron tells them apart as well", () => {
  assert.deepEqual(
    warnings({ ...BASE, neurons: { names: ["a", "b"], groups: ["a", "b"] }, feedforward_input: [CONSTANT] }),
    [],
  );
  assert.deepEqual(
    warnings({ ...BASE, neurons: { names: ["a", "a"], groups: ["a", "a"] }, feedforward_input: [CONSTANT] }).length,
    1,
  );
});

test("a stimulus of which nothing falls within the run is told", () => {
  const step = (start: number): object => ({ step: { start, duration: 5, amplitude: 1 } });
  const pulses = { pulses: { start: 10, duration: 1, period: 2, amplitude: 1 } };
  const config = { ...BASE, neurons: { names: ["a", "b"] }, feedforward_input: [step(9), step(10), pulses, CONSTANT] };
  assert.deepEqual(warnings(config), [
    "feedforward_input.1.step.start: feedforward_input[1].step begins at bin 10, and the last bin is 9: nothing of it falls within the run",
    "feedforward_input.2.pulses.start: feedforward_input[2].pulses begins at bin 10, and the last bin is 9: nothing of it falls within the run",
  ]);
  assert.equal(plan(config, { nTimeBins: 11 }).problems.length, 0);
  assert.equal(plan(config, { nTimeBins: 9 }).problems.length, 3);
});

test("a stimulus that chooses no neuron is told", () => {
  const config = { ...BASE, neurons: { names: ["a", "b"] }, feedforward_input: [{ ...CONSTANT, neurons: [] }] };
  assert.deepEqual(warnings(config), [
    'feedforward_input.0.neurons: no neuron is chosen, so this stimulus reaches none; leave "neurons" out to reach all',
  ]);
  assert.deepEqual(reached(config, []), []);
});

test("warnings do not keep a config from being simulated", () => {
  const { neurons } = resolved({
    ...BASE,
    neurons: { names: ["a", "a"] },
    feedforward_input: [{ step: { start: 99, duration: 1, amplitude: 1 }, neurons: [] }],
  });
  assert.deepEqual(neurons.names, ["a", "a"]);
});

test("an index in quotes is told apart from a name", () => {
  const { problems } = plan({
    ...BASE,
    neurons: { names: ["a", "b"] },
    feedforward_input: [{ ...CONSTANT, neurons: ["1"] }],
  });
  assert.deepEqual(
    problems.map(({ message }) => message),
    ['no neuron and no group is named "1"; write 1 without quotes for the neuron of that index'],
  );
});
