import { BY_NEURONS, nameOf } from "./cases";
import { geometricMean, type Ratios, type Result, type Results } from "./results";

/** The table and the ratios, as lines of text. */
export function report(results: Results): string {
  const { cases, machine } = results;
  const figure = (value: number | null, digits = 1): string => (value === null ? "–" : value.toFixed(digits));
  const header = [
    "case",
    "strategy",
    "TypeScript",
    "WebAssembly",
    "all threads",
    "written",
    "command line",
    "NeMoS",
    "floor",
    "call ms",
    "NeMoS call ms",
  ];
  const rows = cases.map((c) => [
    nameOf(c),
    c.strategy,
    figure(c.typescript),
    figure(c.wasm),
    figure(c.threads),
    figure(c.written),
    figure(c.commandLine),
    figure(c.nemos, 0),
    figure(c.floor),
    figure(c.callMs, 2),
    figure(c.nemosCallMs, 0),
  ]);
  return [
    `Nanoseconds per neuron and bin, the least of ${results.rounds} rounds; ${machine.cores} x ${machine.cpu}, Node ${machine.node}`,
    results.nemos === null
      ? `NeMoS is missing: ${results.withoutNemos}`
      : `NeMoS ${results.nemos.nemos}, JAX ${results.nemos.jax}`,
    "",
    ...table([header, ...rows]),
    "",
    "Ratios of these",
    ...ratios(cases.slice(0, BY_NEURONS.length), ({ ratios: ofLeast }) => ofLeast),
    "",
    "Medians of what each round gives by itself",
    ...ratios(cases.slice(0, BY_NEURONS.length), ({ medianRatios }) => medianRatios),
  ].join("\n");
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  "),
  );
}

/** What the main row says in a few numbers. */
function ratios(byNeurons: readonly Result[], ratiosOf: (result: Result) => Ratios): string[] {
  const each = (of: (ratios: Ratios) => number | null): (readonly [Result, number])[] =>
    byNeurons.flatMap((result) => {
      const value = of(ratiosOf(result));
      return value === null ? [] : [[result, value] as const];
    });
  const line = (what: string, values: readonly (readonly [Result, number])[], mean: boolean): string => {
    if (values.length === 0) return `${what}: –`;
    const all = values.map(([{ nNeurons }, value]) => `N=${nNeurons} ${value.toPrecision(3)}`).join(", ");
    return mean
      ? `${what}: ${geometricMean(values.map(([, value]) => value)).toPrecision(3)} (geometric mean; ${all})`
      : `${what}: ${all}`;
  };
  return [
    line(
      "NeMoS / ours per bin, one thread",
      each(({ nemosPerBin }) => nemosPerBin),
      true,
    ),
    line(
      "NeMoS / ours per call of 1000 bins",
      each(({ nemosPerCall }) => nemosPerCall),
      true,
    ),
    line(
      "ours / floor",
      each(({ floor }) => floor),
      false,
    ),
    line(
      "written / computed",
      each(({ written }) => written),
      false,
    ),
    line(
      "one thread / all threads",
      each(({ threads }) => threads),
      false,
    ),
  ];
}
