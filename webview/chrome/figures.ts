/** The eight key figures of a run: always the same, in the same order, so that runs compare by eye. */
import { agreementText, cpuText, drawsText } from "../../src/text/agreement";
import { count, duration, fixed, hertz, keyText, plural, rate, significant, whole } from "../../src/text/numbers";
import type { Facts } from "../app/run/facts";

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** Small, beside the value. */
  readonly aside?: string;
  readonly detail: string;
  /** All digits and long names, for the tooltip. */
  readonly title: string;
  /** What a click copies: the exact value. */
  readonly exact: string;
  /** The detail leads to the config's bin_size. */
  readonly toBinSize?: boolean;
}

export function figuresOf(facts: Facts): readonly Figure[] {
  return [
    neurons(facts),
    bins(facts),
    spikes(facts),
    meanRate(facts),
    perNeuron(facts),
    elapsed(facts),
    key(facts),
    agreement(facts),
  ];
}

function neurons({ nNeurons, groups }: Facts): Figure {
  return {
    label: "Neurons",
    value: whole(nNeurons),
    detail: plural(groups.length, "group"),
    exact: String(nNeurons),
    title: groups
      .map(({ name, neurons: members }) => `${name === "" ? "all" : name}: ${members.length}`)
      .slice(0, 20)
      .join("\n"),
  };
}

function bins({ binsReported: binsDone, nTimeBins, binSize }: Facts): Figure {
  const part = binsDone < nTimeBins;
  const seconds = binSize === null ? "" : span(binSize * binsDone);
  const detail = part
    ? [`of ${whole(nTimeBins)}`, binSize === null ? "" : span(binSize * nTimeBins)]
        .filter((piece) => piece !== "")
        .join(" · ")
    : binSize === null
      ? "no bin size set"
      : `${seconds} at ${duration(binSize).replace(/\.0(?=\D)/, "")}`;
  return {
    label: "Bins",
    value: whole(binsDone),
    detail,
    exact: String(binsDone),
    toBinSize: binSize === null && !part,
    title:
      binSize === null
        ? `${binsDone} of ${nTimeBins} bins\nThe config sets no bin_size: times are in bins, rates in counts per bin`
        : `${binsDone} of ${nTimeBins} bins\n${binSize} s per bin`,
  };
}

function spikes({ manifest }: Facts): Figure {
  const { spikes_total: total, spikes_expected: expected } = manifest;
  return {
    label: "Spikes",
    value: count(total),
    exact: String(total),
    detail: `expected ${expected >= 100 ? count(expected) : significant(expected, 2)}`,
    title: `${total} spikes\nExpected, the sum of all rates: ${expected}`,
  };
}

function meanRate({ manifest, binSize }: Facts): Figure {
  const mean = manifest.mean_spike_count;
  return {
    label: "Mean rate",
    value: binSize === null ? significant(mean, 3) : rate(mean, binSize),
    exact: String(binSize === null ? mean : mean / binSize),
    detail: binSize === null ? "counts per bin" : `${significant(mean, 3)} per bin`,
    title: `${mean} counts per neuron and bin`,
  };
}

function perNeuron(facts: Facts): Figure {
  const { binSize } = facts;
  const { spikes_per_neuron: counts, bins_done: binsDone } = facts.manifest;
  if (!counts || binsDone === 0)
    return {
      label: "Per neuron",
      value: "–",
      detail: binSize === null ? "counts per bin" : "Hz",
      title: "Not known yet",
      exact: "",
    };
  const sorted = [...counts]
    .sort((one, other) => one - other)
    .map((spikeCount) => spikeCount / binsDone / (binSize ?? 1));
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  const number = (value: number): string => (binSize === null ? significant(value, 2) : hertz(value));
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const unit = binSize === null ? "" : " Hz";
  return {
    label: "Per neuron",
    value: low === high ? `${number(low)}${unit}` : `${number(low)}–${number(high)}${unit}`,
    detail: binSize === null ? "counts per bin" : `median ${number(middle)} Hz`,
    title: `Mean rate of each neuron${binSize === null ? ", counts per bin" : ", Hz"}\nlowest ${low}\nmedian ${middle}\nhighest ${high}`,
    exact: `${low} ${middle} ${high}`,
  };
}

function elapsed({ manifest, nNeurons, binSize }: Facts): Figure {
  const { elapsed_seconds: seconds, bins_done: binsDone } = manifest;
  const perCell = binsDone * nNeurons > 0 ? (seconds / (binsDone * nNeurons)) * 1e9 : 0;
  const speed = binSize !== null && seconds > 0 ? (binSize * binsDone) / seconds : null;
  return {
    label: "Elapsed",
    value: duration(seconds),
    aside: speed === null || binsDone === 0 ? undefined : `${speed >= 9.95 ? whole(speed) : significant(speed, 2)}×`,
    detail: `${perCell < 1e4 ? whole(perCell) : count(perCell)} ns / neuron-bin`,
    exact: String(seconds),
    title: [
      `${seconds} s`,
      speed === null ? "" : `${significant(speed, 4)} × real time`,
      `${manifest.engine.kernel} kernel, ${plural(manifest.engine.threads, "thread")}`,
    ]
      .filter((line) => line !== "")
      .join("\n"),
  };
}

function key({ manifest }: Facts): Figure {
  return {
    label: "Random key",
    value: keyText(manifest.random_key),
    exact: keyText(manifest.random_key),
    detail: `${manifest.inverse_link_function} link`,
    title: `random_key [${manifest.random_key.join(", ")}]\ninverse_link_function ${manifest.inverse_link_function}`,
  };
}

function agreement({ manifest: { engine } }: Facts): Figure {
  const { order, promise, expected_differing_draws: draws } = engine;
  const label = "As NeMoS";
  if (draws === undefined)
    return { label, value: "–", detail: "not recorded", title: "Older runs do not say how far they agree", exact: "" };
  const [value, detail] =
    promise === "bitwise" && order !== undefined
      ? ["bit for bit", `with ${cpuText(order)}`]
      : promise !== undefined
        ? ["same spikes", "expected"]
        : [`${drawsText(draws)} differ`, order === undefined ? "draws, expected" : "draws, on some CPUs"];
  return { label, value, detail, exact: String(draws), title: sentence(agreementText(engine)) };
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

/** Seconds of simulated time: `5.000 s`, `1 000 s`. */
function span(seconds: number): string {
  return `${fixed(seconds, seconds >= 100 ? 0 : seconds >= 10 ? 1 : 3)} s`;
}
