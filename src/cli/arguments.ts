import { parseArgs } from "node:util";
import type { ConfigOverrides } from "../config/types";
import { parseKey } from "../model/keys";
import type { Key } from "../model/types";

/** What was asked for on the command line. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "check"; readonly configs: readonly string[]; readonly overrides: ConfigOverrides }
  | SimulateCommand;

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

/** The command line was not understood; the message says what to write instead. */
export class UsageError extends Error {
  override name = "UsageError";
}

const OPTIONS = {
  out: { type: "string" },
  key: { type: "string", multiple: true },
  bins: { type: "string" },
  threads: { type: "string" },
  json: { type: "boolean" },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** Reads the arguments that follow the program's name. Throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  const [name, ...configs] = positionals;
  if (values.help || name === "help") return { kind: "help" };
  if (values.version) return { kind: "version" };
  if (name === undefined) throw new UsageError("say what to do: spikeloop simulate CONFIG… or spikeloop check CONFIG…");
  if (name !== "simulate" && name !== "check") throw new UsageError(unknownCommand(name));
  if (configs.length === 0) throw new UsageError(`say which config to ${name}, e.g. spikeloop ${name} two-neurons.glm.json`);
  const { out: outFolder, json = false, quiet = false } = values;
  const bins = wholeNumber("--bins", "time bins", values.bins);
  const threads = wholeNumber("--threads", "threads", values.threads);
  const overrides = (values.key?.map(keyOf) ?? [undefined]).map((randomKey) => ({
    ...(randomKey && { randomKey }),
    ...(bins !== undefined && { nTimeBins: bins }),
  }));
  if (name === "check") {
    if (outFolder !== undefined || threads !== undefined || json || quiet) throw new UsageError("check writes nothing: --out, --threads, --json and --quiet belong to simulate");
    return { kind: "check", configs, overrides: overrides[0] };
  }
  const runs = configs.flatMap((config) => overrides.map((each) => ({ config, overrides: each })));
  if (outFolder !== undefined && runs.length > 1) throw new UsageError(`--out names the folder of one run, and ${runs.length} ${configs.length > 1 ? "configs" : "keys"} were given`);
  return { kind: "simulate", runs, outFolder, threads, json, quiet };
}

function parsed(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Node explains how to pass text that begins with a dash as a positional; nobody means that here.
    throw new UsageError((error as Error).message.split(". To specify")[0], { cause: error });
  }
}

function unknownCommand(name: string): string {
  return /\.jsonc?$/i.test(name) ? `say what to do with ${name}: spikeloop simulate ${name}` : `there is no command ${name}: it is simulate or check`;
}

function keyOf(text: string): Key {
  const key = parseKey(text);
  if ("wrong" in key) throw new UsageError(`--key ${JSON.stringify(text)} cannot be used. ${key.wrong}`);
  return key;
}

function wholeNumber(option: string, things: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
    throw new UsageError(`${option} takes a whole number of ${things}, 1 or more; it was ${JSON.stringify(text)}`);
  }
  return number;
}
