import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf } from "../../../../webview/chrome/figures";
import { facts, MIXED } from "../snapshots";

const plain = (text: string): string => text.replace(/\u202f/g, " ");

test("the eight figures of a run with a bin size", () => {
  const figures = figuresOf(facts({ neurons: MIXED })).map(({ label, value, aside, detail }) =>
    plain([label, value, aside ?? "", detail].join(" | ")),
  );
  assert.deepEqual(figures, [
    "Neurons | 6 |  | 2 groups",
    "Bins | 5 000 |  | 5.000 s at 1 ms",
    "Spikes | 60 |  | expected 59",
    "Mean rate | 2.0 Hz |  | 0.002 per bin",
    "Per neuron | 0–4.0 Hz |  | median 2.0 Hz",
    "Elapsed | 6.4 ms | 781× | 213 ns / neuron-bin",
    "Random key | 123 |  | softplus link",
    "As NeMoS | – |  | not recorded",
  ]);
});

test("the last figure says how far the run agrees with NeMoS", () => {
  const engine = { kernel: "wasm-simd", threads: 1, strategy: "scatter", expected_differing_draws: 3e-5 };
  const figure = (change: object): string => {
    const { value, detail, title } = figuresOf(facts({ engine: { ...engine, ...change } }))[7];
    return plain([value, detail, title].join(" | "));
  };
  assert.equal(
    figure({ strategy: "nemos", order: "avx512", promise: "bitwise" }),
    "bit for bit | with AVX-512 | Bit for bit as NeMoS 0.2.8 with jaxlib 0.10.2 on x86-64 with AVX-512",
  );
  assert.match(figure({ promise: "same-spikes-expected" }), /^same spikes \| expected \| The same .* \(3 × 10⁻⁵ draws/);
  assert.match(
    figure({ expected_differing_draws: 12.4 }),
    /^12 differ \| draws, expected \| 12 draws are expected to differ .* "arithmetic": "nemos"/,
  );
  assert.match(
    figure({ strategy: "nemos", order: "avx2", expected_differing_draws: 0.5 }),
    /^0\.5 differ \| draws, on some/,
  );
});

test("without a bin size all is in bins, and the figure leads to where it is set", () => {
  const [, bins, , mean, perNeuron] = figuresOf(facts({ bin_size: null, mean_spike_count: 0.0005 }));
  assert.deepEqual(
    [bins.detail, bins.toBinSize, mean.value, mean.detail, perNeuron.value, perNeuron.detail],
    ["no bin size set", true, "0.0005", "counts per bin", "0–0.004", "counts per bin"],
  );
});

test("a run that is not whole says of how many bins; figures that are not known yet say nothing", () => {
  const [, bins, , , perNeuron] = figuresOf(facts({ status: "running", bins_done: 0, spikes_per_neuron: null }));
  assert.equal(plain(bins.detail), "of 5 000 · 5.000 s");
  assert.equal(perNeuron.value, "–");
});

test("figures of a run that goes on are of one moment, although more bins can be read by now", () => {
  const running = facts({
    status: "running",
    bins_done: 1000,
    spikes_per_neuron: [2, 4, 6, 8, 10, 12],
    mean_spike_count: 0.007,
  });
  const later = { ...running, binsDone: 2000 };
  assert.deepEqual(figuresOf(later), figuresOf(running));
  const [, bins, , mean, perNeuron] = figuresOf(later).map(({ value }) => plain(value));
  assert.deepEqual([bins, mean, perNeuron], ["1 000", "7.0 Hz", "2.0–12.0 Hz"]);
});
