import { resolve } from "node:path";
import { AXIS_WORDS } from "../config/shapes/dimensions";
import { orderOf } from "../config/arithmetic";
import { outlineConfig } from "../config/analyse";
import { planOf } from "../config/plan";
import { resolveForRun } from "../config/resolve";
import { ConfigError, problemText, type ConfigOverrides, type PlannedConfig, type Problem } from "../config/types";
import { promiseOf } from "../kernel";
import type { NemosOrder, Promised } from "../kernel/types";
import { shapeText } from "../arrays/ndarray";
import { bytes, plural } from "../text/numbers";
import { placeOf, readConfig } from "../runs/write/create-run";
import { estimateResources, shortage } from "../simulation/estimate";
import { errorText } from "../simulation/error-text";
import type { ResourceEstimate } from "../simulation/messages";
import { EXIT, type ExitCode } from "./exit-codes";
import { Shown, shown } from "./shown";
import { paint, shownPath, type Terminal } from "./terminal";

/** Prints each config's problems, or what it resolves to and needs. Returns the highest exit code. */
export async function checkConfigs(
  configs: readonly string[],
  overrides: ConfigOverrides,
  terminal: Terminal,
): Promise<ExitCode> {
  let highest: ExitCode = EXIT.finished;
  for (const config of configs) {
    const code = await checkConfig(resolve(config), overrides, terminal);
    if (code > highest) highest = code;
  }
  return highest;
}

async function checkConfig(configFile: string, overrides: ConfigOverrides, terminal: Terminal): Promise<ExitCode> {
  const print = (problems: readonly Problem[]): void => {
    for (const problem of problems)
      terminal.err.write(shown`${problemText({ ...problem, file: shownPath(problem.file) })}\n`);
  };
  try {
    const { text } = readConfig({ configFile });
    const outline = outlineConfig(configFile, text, overrides);
    const plan = planOf(configFile, text, outline, overrides);
    if (!plan.dimensions || plan.problems.some(({ severity }) => severity === "error"))
      throw new ConfigError(plan.problems);
    const need = estimateResources(plan.dimensions, plan.reading, placeOf({ configFile }));
    const lacking = shortage(need);
    // Only reading the arrays shows whether their numbers are valid; arrays that cannot fit into memory are not read.
    const isRead = !lacking || need.memoryBytes <= need.memoryAvailable;
    print(
      isRead ? (await resolveForRun(configFile, text, overrides, { spoolIn: null }, outline)).warnings : plan.problems,
    );
    terminal.out.write(checkedText(terminal, shownPath(configFile), plan, need, orderOf(outline.config.arithmetic)));
    if (!lacking) return EXIT.finished;
    terminal.err.write(shown`${shownPath(configFile)}: cannot be simulated here: ${lacking}\n`);
    return EXIT.stoppedEarly;
  } catch (error) {
    if (error instanceof ConfigError) print(error.problems);
    else terminal.err.write(shown`${shownPath(configFile)}: ${errorText(error)}\n`);
    return error instanceof ConfigError ? EXIT.badConfigOrUsage : EXIT.stoppedEarly;
  }
}

function checkedText(
  terminal: Terminal,
  file: string,
  { shapes, dimensions }: PlannedConfig,
  need: ResourceEstimate,
  order: NemosOrder | null,
): Shown {
  const width = Math.max(0, ...shapes.map(({ argument }) => argument.length));
  const sizes = shapes.map(({ shape }) => shapeText(shape));
  const sizeWidth = Math.max(0, ...sizes.map(({ length }) => length));
  const bins = dimensions ? `${plural(need.nNeurons, "neuron")} × ${plural(need.nTimeBins, "bin")}` : "";
  return Shown.lines([
    shown`${file}: ${paint(terminal, terminal.out, "green", "ok")}`,
    ...shapes.map(
      ({ argument }, i) => shown`  ${argument.padEnd(width)}  ${sizes[i].padEnd(sizeWidth)}  ${AXIS_WORDS[argument]}`,
    ),
    shown`  ${bins} need ${bytes(need.diskBytes)} of disk (${bytes(need.diskAvailable)} free) and ${bytes(need.memoryBytes)} of memory (${bytes(need.memoryAvailable)} available)`,
    ...(dimensions && order ? [shown`  ${arithmeticText(order, promiseOf(dimensions, order))}`] : []),
  ]);
}

function arithmeticText(order: NemosOrder, promise: Promised): string {
  const cpu = order === "avx512" ? "AVX-512" : "AVX2";
  return promise === "bitwise"
    ? `adds as NeMoS does on a CPU with ${cpu}: rates are equal bit for bit`
    : `adds as NeMoS does on some CPUs with ${cpu}: the same spikes are expected, but not every bit of the rates`;
}
