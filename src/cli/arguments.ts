import type { ConfigOverrides } from "../config/types";
import { shorten } from "../text/shorten";
import { parseExport, type ExportCommand } from "./export-arguments";
import { parseHelper, type HelperCommand } from "./helper";
import { parseImport, type ImportCommand } from "./import-arguments";
import { keyOf, wholeNumber } from "./numbers";
import { readOptions, UsageError, type Values } from "./options";

/** What was asked for on the command line. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | CheckCommand
  | SimulateCommand
  | ExportCommand
  | ImportCommand
  | HelperCommand;

export interface CheckCommand {
  readonly kind: "check";
  readonly configs: readonly string[];
  readonly overrides: ConfigOverrides;
  readonly json: boolean;
}

export interface SimulateCommand {
  readonly kind: "simulate";
  /** One for each config and key: all keys of the first config first. */
  readonly runs: readonly WantedRun[];
  readonly outFolder?: string;
  /** Most threads that may simulate; as many as there are cores when left out. */
  readonly threads?: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

export interface WantedRun {
  readonly config: string;
  readonly overrides: ConfigOverrides;
}

/** The options of each command; `reason` says why there are no others. */
const COMMANDS = {
  simulate: {
    what: "config",
    example: "two-neurons.glm.json",
    options: ["out", "key", "bins", "threads", "json", "quiet"],
  },
  check: {
    what: "config",
    example: "two-neurons.glm.json",
    options: ["key", "bins", "json"],
    reason: "writes nothing and",
  },
  export: {
    what: "run",
    example: "two-neurons.runs/20261123T101530Z-key123 --to csv",
    options: ["to", "what", "bins", "neurons", "bin-size", "out"],
  },
  import: {
    what: "fit",
    example: "fit.npz --basis RaisedCosineLog --n-basis-funcs 8 --window 100",
    options: [
      "basis",
      "n-basis-funcs",
      "window",
      "basis-option",
      "basis-matrix",
      "coupling",
      "feedforward",
      "feedforward-input",
      "bin-size",
      "bins",
      "key",
      "out",
    ],
  },
  helper: { what: "file", example: "", options: ["out"] },
} as const;
type CommandName = keyof typeof COMMANDS;

/** Reads the arguments that follow the program's name. Throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = readOptions(args);
  const [name, ...files] = positionals;
  if (values.help || name === "help") return { kind: "help" };
  if (values.version) return { kind: "version" };
  if (name === undefined)
    throw new UsageError(
      "say what to do: spikeloop simulate CONFIG…, spikeloop check CONFIG…, spikeloop export RUN or spikeloop import FIT",
    );
  if (!isCommand(name)) throw new UsageError(unknownCommand(name));
  const { what, example } = COMMANDS[name];
  checkOptions(name, values);
  if (name === "helper") return parseHelper(files, values);
  if (files.length === 0) throw new UsageError(`say which ${what} to ${name}, e.g. spikeloop ${name} ${example}`);
  if (name === "export") return parseExport(files, values);
  if (name === "import") return parseImport(files, values);
  const { out: outFolder, json = false, quiet = false } = values;
  const bins = wholeNumber("--bins", "time bins", values.bins);
  const threads = wholeNumber("--threads", "threads", values.threads);
  const overrides = (values.key?.map(keyOf) ?? [undefined]).map((randomKey) => ({
    ...(randomKey && { randomKey }),
    ...(bins !== undefined && { nTimeBins: bins }),
  }));
  if (name === "check") return { kind: "check", configs: files, overrides: overrides[0], json };
  const runs = files.flatMap((config) => overrides.map((each) => ({ config, overrides: each })));
  if (outFolder !== undefined && runs.length > 1)
    throw new UsageError(
      `--out names the folder of one run, and ${runs.length} ${files.length > 1 ? "configs" : "keys"} were given`,
    );
  return { kind: "simulate", runs, outFolder, threads, json, quiet };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function checkOptions(name: CommandName, values: Values): void {
  const { options, reason = "" }: { readonly options: readonly string[]; readonly reason?: string } = COMMANDS[name];
  const other = Object.keys(values).find((option) => !options.includes(option));
  if (other === undefined) return;
  const taken = options.map((option) => `--${option}`).join(", ");
  throw new UsageError(`${name} ${reason && `${reason} `}takes no --${other}; its options are ${taken}`);
}

function unknownCommand(name: string): string {
  return /\.jsonc?$/i.test(name)
    ? `say what to do with ${name}: spikeloop simulate ${name}`
    : `there is no command ${shorten(name)}: it is ${Object.keys(COMMANDS).join(", ")}`;
}
