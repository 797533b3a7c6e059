import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { Progress } from "../../../src/cli/progress";
import { exampleManifest } from "../runs/example-manifest";
import { fakeTerminal } from "./fake-terminal";

const half = exampleManifest({ status: "running", n_time_bins: 10_000, bins_done: 5000, elapsed_seconds: 3 });

/** With plain blanks for the thin ones between digits. */
const plain = (text: string): string => text.replaceAll("\u202f", " ");

describe("progress", () => {
  test("is a bar with percentage and remaining time on a terminal, redrawn in place and taken away", () => {
    const terminal = fakeTerminal({ isTTY: true });
    const progress = new Progress(terminal, "net");
    progress.show(half);
    assert.equal(plain(terminal.written.err), `\r\u001b[Knet ${"━".repeat(14)}${"─".repeat(14)}  50 %  5 000 of 10 000 bins, 3.0 s left`);
    progress.clear();
    assert.ok(terminal.written.err.endsWith("\r\u001b[K"));
  });

  test("never is wider than the terminal", () => {
    for (const columns of [20, 40, 60, 70, 80]) {
      const terminal = fakeTerminal({ isTTY: true, columns });
      new Progress(terminal, "a-network-with-a-long-name").show(half);
      assert.ok(terminal.written.err.replace("\r\u001b[K", "").length <= columns);
    }
  });

  test("is a line every two seconds elsewhere, without control characters", () => {
    const terminal = fakeTerminal();
    const progress = new Progress(terminal, "net");
    for (const elapsed_seconds of [0.5, 1.9, 2, 2.1, 3.9, 4]) progress.show({ ...half, elapsed_seconds });
    progress.clear();
    const lines = plain(terminal.written.err).split("\n");
    assert.equal(lines.length, 3);
    assert.equal(lines[0], "net: 50 %, 5 000 of 10 000 bins, 2.0 s left");
  });

  test("has colours only where they are wanted", () => {
    const coloured = fakeTerminal({ isTTY: true, colour: true });
    new Progress(coloured, "net").show(half);
    assert.ok(coloured.written.err.includes("\u001b[36m"));
    const piped = fakeTerminal({ isTTY: false, colour: true });
    new Progress(piped, "net").show(half);
    assert.ok(!piped.written.err.includes("\u001b["));
  });
});
