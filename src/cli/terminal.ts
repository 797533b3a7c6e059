import { isAbsolute, relative } from "node:path";
import { Shown, shown } from "./shown";
import { StreamOutput } from "./stream-output";

/** Where the command line writes to. Tests replace it. */
export interface Output {
  /** Never throws. */
  write(text: Shown): void;
  readonly isTTY: boolean;
  /** Width in characters; of a terminal only. */
  readonly columns: number;
}

export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** Whether colours are allowed, by https://no-color.org. */
  readonly colour: boolean;
}

/** The terminal (or files, or pipes) that this process was started in. */
export function processTerminal(): Terminal & { readonly out: StreamOutput } {
  const colour = !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return { out: new StreamOutput(process.stdout), err: new StreamOutput(process.stderr), colour };
}

const CODES = { green: 32, red: 31, yellow: 33, cyan: 36, dim: 2, bold: 1 } as const;

/** Text in a colour where the output is a terminal that may have colours; else as it is. */
export function paint({ colour }: Terminal, on: Output, style: keyof typeof CODES, text: string | Shown): Shown {
  const plain = shown`${text}`;
  return colour && on.isTTY ? Shown.coloured(CODES[style], plain) : plain;
}

/** A path as a person in the current folder would write it: relative where that is within. */
export function shownPath(path: string): string {
  const within = relative(process.cwd(), path);
  return within === "" || within.startsWith("..") || isAbsolute(within) ? path : within;
}
