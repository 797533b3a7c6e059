import { median } from "../support/median";
import { type BenchCase, problemOf } from "./cases";
import { leastMultiplyAdds } from "./floor";
import { type FigureName, type Figures, nemosBins } from "./rows";

/** Nanoseconds per neuron and bin unless they end in Ms; null what was not measured. */
export interface Times {
  readonly typescript: number | null;
  readonly wasm: number | null;
  readonly threads: number | null;
  /**
   * The bins of one run by one thread, computed and thrown away; the same computed and written; a whole command line, start of the process
   * included.
   */
  readonly computed: number | null;
  readonly written: number | null;
  readonly commandLine: number | null;
  readonly callMs: number | null;
  /** A difference of two calls. */
  readonly nemos: number | null;
  readonly nemosCallMs: number | null;
  /** Random numbers and draws alone, plus the fewest multiply-adds at the machine's peak. */
  readonly floor: number | null;
}

export interface Ratios {
  /** NeMoS to ours: per bin with one thread, and per call. */
  readonly nemosPerBin: number | null;
  readonly nemosPerCall: number | null;
  /** Ours to the floor; written to computed; one thread to all. */
  readonly floor: number | null;
  readonly written: number | null;
  readonly threads: number | null;
}

/**
 * One case of bench/results.json: of each figure the least of all rounds, what these give, and the medians of what each round gives by
 * itself.
 */
export interface Result extends BenchCase, Times {
  readonly strategy: string;
  readonly ratios: Ratios;
  readonly medianRatios: Ratios;
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
  const names = new Set(rounds.flatMap((figures) => Object.keys(figures) as FigureName[]));
  const least = timesOf(
    benchCase,
    Object.fromEntries([...names].map((name) => [name, Math.min(...rounds.map((figures) => figures[name] ?? NaN))])),
  );
  const ratios = rounds.map((figures) => ratiosOf(timesOf(benchCase, figures)));
  const medianOf = (name: keyof Ratios): number | null => known(median(ratios.map((own) => own[name] ?? NaN)));
  return {
    ...benchCase,
    strategy,
    ...least,
    ratios: ratiosOf(least),
    medianRatios: {
      nemosPerBin: medianOf("nemosPerBin"),
      nemosPerCall: medianOf("nemosPerCall"),
      floor: medianOf("floor"),
      written: medianOf("written"),
      threads: medianOf("threads"),
    },
  };
}

function timesOf(benchCase: BenchCase, figures: Figures): Times {
  const { nNeurons, rate } = benchCase;
  const of = (name: FigureName): number => figures[name] ?? NaN;
  return {
    typescript: known(of("typescript")),
    wasm: known(of("wasm")),
    threads: known(of("threads")),
    computed: known(of("computed")),
    written: known(of("written")),
    commandLine: known(of("commandLine")),
    callMs: known(of("callMs")),
    nemos: known(((of("nemosLongMs") - of("nemosShortMs")) * 1e6) / (2 * nemosBins(nNeurons) * nNeurons)),
    nemosCallMs: known(of("nemosCallMs")),
    floor: known(of("draws") + leastMultiplyAdds(problemOf(benchCase), rate) * of("multiplyAdd")),
  };
}

function ratiosOf({ wasm, threads, computed, written, callMs, nemos, nemosCallMs, floor }: Times): Ratios {
  const ratio = (over: number | null, under: number | null): number | null => known((over ?? NaN) / (under ?? NaN));
  return {
    nemosPerBin: ratio(nemos, wasm),
    nemosPerCall: ratio(nemosCallMs, callMs),
    floor: ratio(wasm, floor),
    written: ratio(written, computed),
    threads: ratio(wasm, threads),
  };
}

/** null for what was not measured. */
function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
