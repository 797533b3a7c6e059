import { parseArgs } from "node:util";
import { didYouMean } from "../config/text/suggest";
import type { ConfigOverrides } from "../config/types";
import { parseKey } from "../model/keys";
import type { Key } from "../model/types";
import { shorten } from "../text/shorten";

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
  if (configs.length === 0)
    throw new UsageError(`say which config to ${name}, e.g. spikeloop ${name} two-neurons.glm.json`);
  const { out: outFolder, json = false, quiet = false } = values;
  const bins = wholeNumber("--bins", "time bins", values.bins);
  const threads = wholeNumber("--threads", "threads", values.threads);
  const overrides = (values.key?.map(keyOf) ?? [undefined]).map((randomKey) => ({
    ...(randomKey && { randomKey }),
    ...(bins !== undefined && { nTimeBins: bins }),
  }));
  if (name === "check") {
    if (outFolder !== undefined || threads !== undefined || json || quiet)
      throw new UsageError("check writes nothing: --out, --threads, --json and --quiet belong to simulate");
    return { kind: "check", configs, overrides: overrides[0] };
  }
  const runs = configs.flatMap((config) => overrides.map((each) => ({ config, overrides: each })));
  if (outFolder !== undefined && runs.length > 1)
    throw new UsageError(
      `--out names the folder of one run, and ${runs.length} ${configs.length > 1 ? "configs" : "keys"} were given`,
    );
  return { kind: "simulate", runs, outFolder, threads, json, quiet };
}

function parsed(
  args: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>> {
  const { values, positionals, tokens } = parseArgs({
    args: withValues(args),
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!isOption(name)) throw new UsageError(`there is no option ${quoted(rawName)}${suggestion(rawName)}`);
    const { type } = OPTIONS[name];
    if (type === "boolean" && value !== undefined)
      throw new UsageError(`${rawName} takes no value; it was given ${quoted(value)}`);
    if (type === "string" && !value) throw new UsageError(`${rawName} needs a value: ${VALUES[name]}`);
    if (type === "string" && name !== "key" && given.has(name)) throw new UsageError(`${rawName} was given twice`);
    given.add(name);
  }
  // All options are known and each has its value, or none.
  return { values, positionals, tokens } as ReturnType<typeof parsed>;
}

/** What the options that take one are given, for whoever forgot it. */
const VALUES: Readonly<Record<string, string>> = {
  out: "--out FOLDER",
  key: "--key 123, or --key HIGH,LOW",
  bins: "--bins 1000",
  threads: "--threads 4",
};

/** Joins options and their values (`--key -1`): what begins with a dash Node would take for an option of its own. */
function withValues(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--") return [...joined, ...args.slice(i)];
    const name = args[i].slice(2);
    if (!args[i].startsWith("--") || !isOption(name) || OPTIONS[name].type !== "string") joined.push(args[i]);
    else if (args[i + 1] === undefined || LOOKS_LIKE_OPTION.test(args[i + 1])) joined.push(`${args[i]}=`);
    else joined.push(`${args[i]}=${args[++i]}`);
  }
  return joined;
}

const LOOKS_LIKE_OPTION = /^--?[a-z]|^--$/i;

function isOption(name: string): name is keyof typeof OPTIONS {
  return Object.hasOwn(OPTIONS, name);
}

function suggestion(option: string): string {
  const names = Object.keys(OPTIONS).map((name) => `--${name}`);
  return didYouMean(option, names) || `; there are ${names.join(", ")}`;
}

function unknownCommand(name: string): string {
  return /\.jsonc?$/i.test(name)
    ? `say what to do with ${name}: spikeloop simulate ${name}`
    : `there is no command ${shorten(name)}: it is simulate or check`;
}

function keyOf(text: string): Key {
  const key = parseKey(text);
  if ("wrong" in key) throw new UsageError(`--key ${quoted(text)} cannot be used. ${key.wrong}`);
  return key;
}

function wholeNumber(option: string, things: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
    throw new UsageError(`${option} takes a whole number of ${things}, 1 or more; it was ${quoted(text)}`);
  }
  return number;
}

/** What was typed, as far as it needs to be recognised. */
function quoted(text: string): string {
  return JSON.stringify(shorten(text));
}
