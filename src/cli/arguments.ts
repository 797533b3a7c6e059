import { parseArgs } from "node:util";
import type { ConfigOverrides } from "../config/types";
import type { Key } from "../model/types";

/** What was asked for on the command line. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "check"; readonly configs: readonly string[]; readonly overrides: ConfigOverrides }
  | SimulateCommand;

export interface SimulateCommand {
  readonly kind: "simulate";
  readonly configs: readonly string[];
  readonly overrides: ConfigOverrides;
  readonly outFolder?: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The command line was not understood; the message says what to write instead. */
export class UsageError extends Error {
  override name = "UsageError";
}

const OPTIONS = {
  out: { type: "string" },
  key: { type: "string" },
  bins: { type: "string" },
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
  const overrides = {
    ...(values.key === undefined ? {} : { randomKey: parseKey(values.key) }),
    ...(values.bins === undefined ? {} : { nTimeBins: parseBins(values.bins) }),
  };
  if (name === "check") {
    if (values.out !== undefined || values.json || values.quiet) throw new UsageError("check writes nothing: --out, --json and --quiet belong to simulate");
    return { kind: "check", configs, overrides };
  }
  if (values.out !== undefined && configs.length > 1) {
    throw new UsageError(`--out names the folder of one run, and ${configs.length} configs were given`);
  }
  return { kind: "simulate", configs, overrides, outFolder: values.out, json: values.json ?? false, quiet: values.quiet ?? false };
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

/** `K` (a seed) or `HI,LO` (as jax.random.key_data gives a key). */
export function parseKey(text: string): Key {
  const words = text.split(",").map((word) => word.trim());
  if (words.length > 2 || words.some((word) => !/^\d+$/.test(word))) {
    throw new UsageError(`--key takes a whole number K from 0 on, or HI,LO as jax.random.key_data gives it; it was ${JSON.stringify(text)}`);
  }
  const numbers = words.map(Number);
  if (numbers.some((word) => word > 0xffffffff)) {
    throw new UsageError(`--key ${text} is above 2^32 - 1 = 4294967295: JAX without x64 would keep only the low 32 bits of it. Choose a smaller key, or give both words as HI,LO`);
  }
  return numbers.length === 1 ? [0, numbers[0]] : [numbers[0], numbers[1]];
}

function parseBins(text: string): number {
  const bins = Number(text);
  if (!/^\d+$/.test(text) || bins < 1 || !Number.isSafeInteger(bins)) {
    throw new UsageError(`--bins takes a whole number of time bins, 1 or more; it was ${JSON.stringify(text)}`);
  }
  return bins;
}
