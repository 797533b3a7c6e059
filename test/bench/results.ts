import { median } from "../support/median";
import { type BenchCase, problemOf } from "./cases";
import { leastMultiplyAdds } from "./floor";
import { type Figures, nemosBins } from "./rows";

/** One case of bench/results.json. Times are nanoseconds per neuron and bin unless they end in Ms, the least of all rounds; null where NeMoS was missing. */
export interface Result extends BenchCase {
  readonly strategy: string;
  readonly typescript: number;
  readonly wasm: number;
  readonly threads: number | null;
  /** The bins of one run by one thread, computed and thrown away; the same computed and written; a whole command line, start of the process included. */
  readonly computed: number;
  readonly written: number;
  readonly commandLine: number;
  readonly callMs: number;
  /** A difference of two calls, and the median of the rounds' own. */
  readonly nemos: number | null;
  readonly nemosCallMs: number | null;
  /** Random numbers and draws alone, plus the fewest multiply-adds at the machine's peak as it was measured in the same round. */
  readonly floor: number;
  readonly ratios: Ratios;
}

/** Medians of the rounds' own. */
export interface Ratios {
  /** NeMoS to ours: per bin with one thread, and per call. */
  readonly nemosPerBin: number | null;
  readonly nemosPerCall: number | null;
  /** Ours to the floor; written to computed; one thread to all. */
  readonly floor: number;
  readonly written: number;
  readonly threads: number | null;
}

export interface Results {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string; readonly platform: string };
  readonly nemos: { readonly nemos: string; readonly jax: string } | null;
  /** Why NeMoS is missing. */
  readonly withoutNemos: string | null;
  readonly rounds: number;
  readonly cases: readonly Result[];
}

/** The figures of a case, one set a round, put together. */
export function resultOf(benchCase: BenchCase, strategy: string, rounds: readonly Figures[]): Result {
  const { nNeurons, rate } = benchCase;
  const fewest = leastMultiplyAdds(problemOf(benchCase), rate);
  const floor = ({ draws = NaN, multiplyAdd = NaN }: Figures): number => draws + fewest * multiplyAdd;
  const nemos = ({ nemosShortMs = NaN, nemosLongMs = NaN }: Figures): number => ((nemosLongMs - nemosShortMs) * 1e6) / (2 * nemosBins(nNeurons) * nNeurons);
  const least = (of: (figures: Figures) => number): number => Math.min(...rounds.map(of));
  const leastOf = (name: keyof Figures): number => least((figures) => figures[name] ?? NaN);
  const ratio = (over: (figures: Figures) => number, under: keyof Figures): number => median(rounds.map((figures) => over(figures) / (figures[under] ?? NaN)));
  const ratioOf = (over: keyof Figures, under: keyof Figures): number => ratio((figures) => figures[over] ?? NaN, under);
  return {
    ...benchCase,
    strategy,
    typescript: leastOf("typescript"),
    wasm: leastOf("wasm"),
    threads: known(leastOf("threads")),
    computed: leastOf("computed"),
    written: leastOf("written"),
    commandLine: leastOf("commandLine"),
    callMs: leastOf("callMs"),
    nemos: known(median(rounds.map(nemos))),
    nemosCallMs: known(leastOf("nemosCallMs")),
    floor: least(floor),
    ratios: {
      nemosPerBin: known(ratio(nemos, "wasm")),
      nemosPerCall: known(ratioOf("nemosCallMs", "callMs")),
      floor: 1 / ratio(floor, "wasm"),
      written: ratioOf("written", "computed"),
      threads: known(ratioOf("wasm", "threads")),
    },
  };
}

/** null for what was not measured. */
function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
