import { isAbsolute, relative } from "node:path";

/** Where the command line writes to. Standing in for a terminal is all that a test needs to do. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Characters across; of a terminal only. */
  readonly columns: number;
}

export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** Whether colours are wanted, by https://no-color.org. */
  readonly colour: boolean;
}

/** The terminal (or files, or pipes) that this process was started in. */
export function processTerminal(): Terminal {
  return { out: output(process.stdout), err: output(process.stderr), colour: !process.env.NO_COLOR && process.env.TERM !== "dumb" };
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns || 80;
    },
  };
}

const CODES = { green: 32, red: 31, yellow: 33, cyan: 36, dim: 2, bold: 1 } as const;

/** Text in a colour where the output is a terminal that may have colours; else as it is. */
export function paint({ colour }: Terminal, on: Output, style: keyof typeof CODES, text: string): string {
  return colour && on.isTTY ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}

/** A path as a person in the current folder would write it: relative where that is within. */
export function shownPath(path: string): string {
  const within = relative(process.cwd(), path);
  return within === "" || within.startsWith("..") || isAbsolute(within) ? path : within;
}
