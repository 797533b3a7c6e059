import type { Terminal } from "../../../src/cli/terminal";

/** A terminal that remembers what was written to it. */
export interface FakeTerminal extends Terminal {
  readonly written: { out: string; err: string };
}

export function fakeTerminal({ isTTY = false, columns = 100, colour = false } = {}): FakeTerminal {
  const written = { out: "", err: "" };
  return {
    written,
    colour,
    out: { isTTY, columns, write: ({ text }) => void (written.out += text) },
    err: { isTTY, columns, write: ({ text }) => void (written.err += text) },
  };
}
