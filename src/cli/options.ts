import { parseArgs } from "node:util";
import { didYouMean } from "../config/text/suggest";
import { shorten } from "../text/shorten";

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
  to: { type: "string" },
  what: { type: "string" },
  neurons: { type: "string" },
  "bin-size": { type: "string" },
  basis: { type: "string" },
  "n-basis-funcs": { type: "string" },
  window: { type: "string" },
  "basis-option": { type: "string", multiple: true },
  "basis-matrix": { type: "string" },
  coupling: { type: "string" },
  feedforward: { type: "string" },
  "feedforward-input": { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

export type Option = keyof typeof OPTIONS;
/** The options that were given, each with its value. */
export type Values = ReturnType<typeof parsedArgs>["values"];

/** What the options that take one are given, for whoever forgot it. */
const EXAMPLES: Readonly<Record<string, string>> = {
  out: "--out FOLDER, or --out FILE of an export or an import",
  key: "--key 123, or --key HIGH,LOW",
  bins: "--bins 1000, or --bins 0:1000 of an export",
  threads: "--threads 4",
  to: "--to csv",
  what: "--what rates",
  neurons: "--neurons 0,3,10:20",
  "bin-size": "--bin-size 0.001",
  basis: "--basis RaisedCosineLog",
  "n-basis-funcs": "--n-basis-funcs 8",
  window: "--window 100",
  "basis-option": "--basis-option width=3",
  "basis-matrix": "--basis-matrix basis.npy",
  coupling: "--coupling 0:16, or the name of a block",
  feedforward: "--feedforward 16:18, or the name of a block",
  "feedforward-input": "--feedforward-input stimulus.npy",
};

/** Takes options and other words apart. Throws UsageError about an option that is unknown, lacks its value, or was given twice. */
export function readOptions(args: readonly string[]): { readonly values: Values; readonly positionals: string[] } {
  const { values, positionals, tokens } = parsedArgs(args);
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!isOption(name)) throw new UsageError(`there is no option ${quoted(rawName)}${suggestion(rawName)}`);
    const { type } = OPTIONS[name];
    if (type === "boolean" && value !== undefined)
      throw new UsageError(`${rawName} takes no value; it was given ${quoted(value)}`);
    if (type === "string" && !value) throw new UsageError(`${rawName} needs a value: ${EXAMPLES[name]}`);
    if (type === "string" && !("multiple" in OPTIONS[name]) && given.has(name))
      throw new UsageError(`${rawName} was given twice`);
    given.add(name);
  }
  return { values, positionals };
}

function parsedArgs(args: readonly string[]) {
  const config = { args: withValues(args), options: OPTIONS, allowPositionals: true, tokens: true } as const;
  // readOptions sees to it that all options are known and each has its value, or none.
  return parseArgs({ ...config, strict: false }) as ReturnType<typeof parseArgs<typeof config>>;
}

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

function isOption(name: string): name is Option {
  return Object.hasOwn(OPTIONS, name);
}

function suggestion(option: string): string {
  const names = Object.keys(OPTIONS).map((name) => `--${name}`);
  return didYouMean(option, names) || `; there are ${names.join(", ")}`;
}

/** What was typed, as far as it needs to be recognised. */
export function quoted(text: string): string {
  return JSON.stringify(shorten(text));
}
