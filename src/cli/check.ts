import { resolve } from "node:path";
import { chooseArithmetic } from "../config/arithmetic";
import { AXIS_WORDS } from "../config/shapes/dimensions";
import { outlineConfig } from "../config/analyse";
import { planOf } from "../config/plan";
import { resolveForRun } from "../config/resolve";
import { ConfigError, problemText, type ConfigOverrides, type PlannedConfig, type Problem } from "../config/types";
import { planKernel } from "../kernel";
import { shapeText } from "../arrays/ndarray";
import { agreementText } from "../text/agreement";
import { bytes, plural } from "../text/numbers";
import { placeOf, readConfig } from "../runs/write/create-run";
import { type Agreement, agreementOf } from "../simulation/agreement";
import { estimateResources, shortage } from "../simulation/estimate";
import { errorText } from "../simulation/error-text";
import type { ResourceEstimate } from "../simulation/messages";
import type { CheckCommand } from "./arguments";
import { EXIT, type ExitCode } from "./exit-codes";
import { Shown, shown } from "./shown";
import { paint, shownPath, type Terminal } from "./terminal";

/** What a check found. */
interface Checked {
  readonly file: string;
  readonly problems: readonly Problem[];
  /** Why it cannot be simulated although the config is right, or not even be checked. */
  readonly obstacle: string | null;
  readonly plan: PlannedConfig | null;
  readonly need: ResourceEstimate | null;
  /** null if the arrays were not read. */
  readonly agreement: Agreement | null;
}

/** Prints each config's problems, or what it resolves to and needs. Returns the highest exit code. */
export async function checkConfigs({ configs, overrides, json }: CheckCommand, terminal: Terminal): Promise<ExitCode> {
  let highest: ExitCode = EXIT.finished;
  for (const config of configs) {
    const checked = await checkConfig(resolve(config), overrides);
    printProblems(checked, terminal);
    if (json) terminal.out.write(shown`${JSON.stringify(jsonOf(checked))}\n`);
    else if (checked.plan && checked.need)
      terminal.out.write(checkedText(terminal, checked, checked.plan, checked.need));
    if (checked.obstacle !== null)
      terminal.err.write(
        shown`${shownPath(checked.file)}: ${checked.need ? "cannot be simulated here: " : ""}${checked.obstacle}\n`,
      );
    const code = codeOf(checked);
    if (code > highest) highest = code;
  }
  return highest;
}

async function checkConfig(file: string, overrides: ConfigOverrides): Promise<Checked> {
  const nothing = { file, problems: [], obstacle: null, plan: null, need: null, agreement: null };
  try {
    const { text } = readConfig({ configFile: file });
    const outline = outlineConfig(file, text, overrides);
    const plan = planOf(file, text, outline, overrides);
    if (!plan.dimensions || plan.problems.some(({ severity }) => severity === "error"))
      throw new ConfigError(plan.problems);
    const need = estimateResources(plan.dimensions, plan.reading, placeOf({ configFile: file }));
    const checked = { ...nothing, plan, need, problems: plan.problems, obstacle: shortage(need) };
    // Only reading the arrays shows whether their numbers are valid; arrays that cannot fit into memory are not read.
    if (checked.obstacle && need.memoryBytes > need.memoryAvailable) return checked;
    const resolved = await resolveForRun(file, text, overrides, { spoolIn: null }, outline);
    try {
      const arithmetic = chooseArithmetic(resolved);
      const { strategy } = arithmetic.order ? { strategy: "nemos" as const } : planKernel(resolved.model);
      return { ...checked, problems: resolved.warnings, agreement: agreementOf(strategy, arithmetic) };
    } finally {
      resolved.feedforward?.close?.();
    }
  } catch (error) {
    return error instanceof ConfigError
      ? { ...nothing, problems: error.problems }
      : { ...nothing, obstacle: errorText(error) };
  }
}

function codeOf({ problems, obstacle }: Checked): ExitCode {
  if (problems.some(({ severity }) => severity === "error")) return EXIT.badConfigOrUsage;
  return obstacle === null ? EXIT.finished : EXIT.stoppedEarly;
}

function jsonOf(checked: Checked): object {
  const { file, problems, obstacle, plan, agreement } = checked;
  const dimensions = plan?.dimensions;
  return {
    config: file,
    ok: codeOf(checked) === EXIT.finished,
    problems: [
      ...problems.map(({ file, line, column, severity, message }) => ({ file, line, column, severity, message })),
      ...(obstacle === null ? [] : [{ file, severity: "error", message: obstacle }]),
    ],
    dimensions: dimensions
      ? {
          n_neurons: dimensions.nNeurons,
          n_time_bins: dimensions.nTimeBins,
          window_size: dimensions.windowSize,
          n_basis_funcs: dimensions.nBasisFuncs,
          n_features: dimensions.nFeatures,
        }
      : null,
    arithmetic: agreement,
  };
}

function printProblems({ problems }: Checked, terminal: Terminal): void {
  for (const problem of problems)
    terminal.err.write(shown`${problemText({ ...problem, file: shownPath(problem.file) })}\n`);
}

function checkedText(
  terminal: Terminal,
  { file, agreement }: Checked,
  { shapes }: PlannedConfig,
  need: ResourceEstimate,
): Shown {
  const width = Math.max(0, ...shapes.map(({ argument }) => argument.length));
  const sizes = shapes.map(({ shape }) => shapeText(shape));
  const sizeWidth = Math.max(0, ...sizes.map(({ length }) => length));
  return Shown.lines([
    shown`${shownPath(file)}: ${paint(terminal, terminal.out, "green", "ok")}`,
    ...shapes.map(
      ({ argument }, i) => shown`  ${argument.padEnd(width)}  ${sizes[i].padEnd(sizeWidth)}  ${AXIS_WORDS[argument]}`,
    ),
    shown`  ${plural(need.nNeurons, "neuron")} × ${plural(need.nTimeBins, "bin")} need ${bytes(need.diskBytes)} of disk (${bytes(need.diskAvailable)} free) and ${bytes(need.memoryBytes)} of memory (${bytes(need.memoryAvailable)} available)`,
    ...(agreement ? [shown`  ${agreementText(agreement)}`] : []),
  ]);
}
