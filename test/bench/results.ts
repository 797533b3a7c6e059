import { type BenchCase, problemOf } from "./cases";
import { leastMultiplyAdds } from "./floor";
import { type Figures, nemosBins } from "./rows";

/** One case of bench/results.json. Times are nanoseconds per neuron and bin unless they end in Ms; null where NeMoS was missing. */
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
  readonly nemos: number | null;
  readonly nemosCallMs: number | null;
  /** Random numbers and draws alone, plus the fewest multiply-adds at the machine's measured peak. */
  readonly floor: number;
}

export interface Results {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string; readonly platform: string };
  readonly nemos: { readonly nemos: string; readonly jax: string } | null;
  /** Why NeMoS is missing. */
  readonly withoutNemos: string | null;
  readonly rounds: number;
  readonly peakMultiplyAdds: number;
  readonly cases: readonly Result[];
}

/** The figures of a case, put together. */
export function resultOf(benchCase: BenchCase, strategy: string, figures: Figures, peakMultiplyAdds: number): Result {
  const { nNeurons, rate } = benchCase;
  const { nemosShortMs, nemosLongMs } = figures;
  const of = (name: keyof Figures): number => figures[name] ?? NaN;
  return {
    ...benchCase,
    strategy,
    typescript: of("typescript"),
    wasm: of("wasm"),
    threads: figures.threads ?? null,
    computed: of("computed"),
    written: of("written"),
    commandLine: of("commandLine"),
    callMs: of("callMs"),
    nemos: nemosShortMs === undefined || nemosLongMs === undefined ? null : ((nemosLongMs - nemosShortMs) * 1e6) / (2 * nemosBins(nNeurons) * nNeurons),
    nemosCallMs: figures.nemosCallMs ?? null,
    floor: of("draws") + (leastMultiplyAdds(problemOf(benchCase), rate) / peakMultiplyAdds) * 1e9,
  };
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
