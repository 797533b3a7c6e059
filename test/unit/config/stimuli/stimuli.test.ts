import assert from "node:assert/strict";
import { test } from "node:test";
import { openFeedforward } from "../../../support/open-feedforward";

const SIZES = { nTimeBins: 6, nNeurons: 3, nFeatures: 2, neurons: { names: ["a", "b", "c"], groups: ["e", "i", "e"] } };

const STIMULI = [
  { sine: { period: 4, phase: 0.5, amplitude: 1.5 }, neurons: ["e"] },
  { step: { start: 1, duration: 2, amplitude: 2 }, neurons: ["b"], feature: 1 },
  { normal: { seed: 5, mean: 2, std: 0.25 }, neurons: [0, 1, 2] },
  { pulses: { start: 1, duration: 1, period: 2, amplitude: 0.1 }, neurons: "a", feature: 1 },
  { constant: { amplitude: 0.3 }, feature: 1 },
];

// x = np.zeros((6, 3, 2)); t = np.arange(6)[:, None]
// x[:, [0, 2], 0] += 1.5 * np.sin(2 * np.pi * t / 4 + 0.5); x[:, [1], 1] += 2 * ((t >= 1) & (t < 3))
// x[:, :, 0] += 2 + 0.25 * jax.random.normal(jax.random.key(5), (6, 3)); x[:, [0], 1] += 0.1 * ((t >= 1) & ((t - 1) % 2 < 1))
// x[:, :, 1] += 0.3; x.astype(np.float32)
const EXPECTED = [
  2.698045, 0.3, 2.3527558, 0.3, 2.8767588, 0.3, 2.9888496, 0.4, 2.342233, 2.3, 3.4317133, 0.3, 0.7499004, 0.3,
  1.598532, 2.3, 1.071545, 0.3, 0.6415199, 0.4, 1.2087011, 0.3, 0.6118593, 0.3, 2.8378851, 0.3, 1.9656006, 0.3,
  2.970823, 0.3, 2.965584, 0.4, 1.7787607, 0.3, 3.5539827, 0.3,
];

test("stimuli add up to what NumPy and JAX give", () => {
  const block = openFeedforward(STIMULI, SIZES, ".").read(0, 6);
  assert.equal(block.length, EXPECTED.length);
  for (const [i, value] of EXPECTED.entries())
    assert.ok(Math.abs(block[i] - value) < 3e-7 * Math.abs(value) + 1e-7, `${i}: ${block[i]} for ${value}`);
});

test("blocks are the same whatever their size and order", () => {
  const whole = openFeedforward(STIMULI, SIZES, ".").read(0, 6).slice();
  const source = openFeedforward(STIMULI, SIZES, ".");
  for (const [first, count] of [
    [4, 2],
    [0, 1],
    [1, 3],
    [5, 1],
  ]) {
    assert.deepEqual(source.read(first, count).slice(), whole.slice(first * 6, (first + count) * 6));
  }
});

test("a normal array streams by flat index too", () => {
  const value = { normal: { seed: 9, std: 2 } };
  const whole = openFeedforward(value, SIZES, ".").read(0, 6).slice();
  assert.deepEqual(openFeedforward(value, SIZES, ".").read(2, 3).slice(), whole.slice(12, 30));
});

test("a sum that overflows float32 is told with its index, not simulated", () => {
  const loud = { constant: { amplitude: 3e38 }, neurons: ["b"] };
  const source = openFeedforward([loud, { step: { start: 2, duration: 1, amplitude: 3e38 } }], SIZES, ".");
  assert.equal(source.read(0, 2)[2], Math.fround(3e38));
  assert.throws(() => source.read(2, 1), /feedforward_input\[2, 1, 0\]: Infinity is not a finite number/);
});

test("a name is looked for before a group, and each neuron is reached once", () => {
  const sizes = { ...SIZES, neurons: { names: ["e", "b", "c"], groups: ["e", "i", "e"] } };
  const reached = (neurons: unknown) =>
    [...openFeedforward([{ constant: { amplitude: 1 }, neurons }], sizes, ".").read(0, 1)].filter(
      (_, i) => i % 2 === 0,
    );
  assert.deepEqual(reached(["e"]), [1, 0, 0]);
  assert.deepEqual(reached(["i", 1, "b"]), [0, 1, 0]);
  assert.deepEqual(reached(undefined), [1, 1, 1]);
});
