import assert from "node:assert/strict";
import { test } from "node:test";
import { placeFor, spread } from "../../../webview/plots/gutter";
import { cardPlace } from "../../../webview/interactions/card";
import { figuresOf } from "../../../webview/chrome/figures";
import { bannerOf, statusText, whenOf } from "../../../webview/chrome/status";
import { neuronName, neuronTitle } from "../../../webview/app/run/facts";
import { facts, MIXED } from "./snapshots";

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
    /^12 differ \| draws expected to \| 12 draws are expected to differ .* "arithmetic": "nemos"/,
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

test("each status has its words, and what stopped by itself a banner", () => {
  const error = { message: "x", bin: 3778, neuron: 4, rate: 1.8e11 };
  const status = (change: Parameters<typeof facts>[0], shown?: Parameters<typeof facts>[1]): string =>
    plain(statusText(facts(change, shown), null));
  assert.equal(status({}), "Finished");
  assert.equal(status({ status: "cancelled", bins_done: 600 }), "Cancelled at 12 %");
  assert.equal(status({ status: "diverged", bins_done: 3778, error }), "Diverged at bin 3 778, neuron 4");
  assert.equal(status({ status: "running", bins_done: 600 }, "interrupted"), "Interrupted at 12 %");
  assert.equal(
    plain(statusText(facts({ status: "running", bins_done: 2150 }), 11.2)),
    "Running 43 % · ETA 12 s · writing to disk",
  );
  assert.equal(bannerOf(facts()), null);
  assert.equal(bannerOf(facts({ status: "cancelled", bins_done: 600 })), null);
  assert.equal(
    plain(bannerOf(facts({ status: "diverged", bins_done: 3778, error }))?.bold ?? ""),
    "Rate of neuron 4 passed 10⁶ counts per bin (1.8 × 10¹¹).",
  );
  for (const [rate, word] of [
    ["NaN", /became NaN/],
    ["Infinity", /became infinite/],
    [-2, /became negative \(−2\)/],
  ] as const) {
    assert.match(bannerOf(facts({ status: "diverged", bins_done: 3, error: { ...error, rate } }))?.bold ?? "", word);
  }
  assert.equal(
    bannerOf(facts({ status: "failed", bins_done: 0, error: { message: "The disk is full" } }))?.rest,
    "No bin was computed.",
  );
});

test("when a run was: today, yesterday, or its date", () => {
  const at = (hours: number): string => new Date(2026, 10, 23, hours, 32).toISOString();
  const now = new Date(2026, 10, 23, 18, 0);
  assert.equal(whenOf(facts({ started: at(14) }), now), "Run 7 · today 14:32");
  assert.equal(whenOf(facts({ started: at(14 - 24) }), now), "Run 7 · yesterday 14:32");
  assert.match(whenOf(facts({ started: at(14 - 24 * 9) }), now), /2026/);
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

test("a name stands as near to the middle of its bar as tabs allow, and nowhere where there is no room", () => {
  const bar = { top: 0, bottom: 100 };
  assert.equal(placeFor(13, bar, []), 50);
  assert.equal(placeFor(13, bar, [{ top: 45, bottom: 62 }]), 38.5);
  assert.equal(
    placeFor(13, bar, [
      { top: 45, bottom: 62 },
      { top: 28, bottom: 45 },
    ]),
    68.5,
  );
  assert.equal(placeFor(13, { top: 0, bottom: 20 }, [{ top: 2, bottom: 19 }]), null);
  assert.equal(placeFor(40, { top: 0, bottom: 30 }, []), null);
});

test("tabs are moved apart and stay inside", () => {
  assert.deepEqual(spread([10, 12, 80], 17, 8, 92), [10, 27, 80]);
  assert.deepEqual(spread([90, 91, 92], 17, 8, 92), [58, 75, 92]);
  assert.deepEqual(spread([], 17, 8, 92), []);
});

test("the card goes to the other side where there is no room, and never outside", () => {
  const bounds = { left: 100, top: 50, right: 700, bottom: 450 };
  const size = { width: 160, height: 110 };
  assert.deepEqual(cardPlace({ x: 200, y: 100 }, size, bounds), { left: 212, top: 112 });
  assert.deepEqual(cardPlace({ x: 690, y: 440 }, size, bounds), { left: 518, top: 318 });
  assert.deepEqual(cardPlace({ x: 150, y: 60 }, { width: 580, height: 390 }, bounds), { left: 100, top: 50 });
});

test("what a stranger named shows the characters that would not be seen, or would turn the rest around", () => {
  const hidden = "a\u202e\u001b";
  const odd = facts({
    n_neurons: 2,
    neurons: { names: [hidden, "b"], groups: [hidden, "g"] },
    status: "failed",
    error: { message: hidden },
  });
  const shown = "a\\u202e\\u001b";
  assert.deepEqual([neuronName(odd, 0), neuronTitle(odd, 0), odd.groups[0].name], [shown, shown, shown]);
  assert.match(bannerOf(odd)?.bold ?? "", /^a\\u202e\\u001b/i);
});
