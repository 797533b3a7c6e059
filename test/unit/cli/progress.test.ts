import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { progressOfOne, progressOfSeveral } from "../../../src/cli/progress";
import { exampleManifest } from "../../support/example-manifest";
import { fakeTerminal } from "./fake-terminal";

const half = exampleManifest({ status: "running", n_time_bins: 10_000, bins_done: 5000, elapsed_seconds: 3 });

/** With plain blanks for the thin ones between digits. */
const plain = (text: string): string => text.replaceAll("\u202f", " ");
const lastLine = (text: string): string => plain(text).split("\r\u001b[K").at(-1) ?? "";

describe("progress", () => {
  test("is a bar with percentage and remaining time on a terminal, redrawn in place and taken away", () => {
    const terminal = fakeTerminal({ isTTY: true });
    const progress = progressOfOne(terminal, "net");
    progress.update(0, half);
    assert.equal(
      plain(terminal.written.err),
      `\r\u001b[Knet ${"━".repeat(14)}${"─".repeat(14)}  50 %  5 000 of 10 000 bins, 3.0 s left`,
    );
    progress.clear();
    assert.ok(terminal.written.err.endsWith("\r\u001b[K"));
  });

  test("never is wider than the terminal", () => {
    for (const columns of [20, 40, 60, 70, 80]) {
      const terminal = fakeTerminal({ isTTY: true, columns });
      progressOfOne(terminal, "a-network-with-a-long-name").update(0, half);
      assert.ok(terminal.written.err.replace("\r\u001b[K", "").length <= columns);
    }
  });

  test("is a line every two seconds elsewhere, without control characters", () => {
    const terminal = fakeTerminal();
    const progress = progressOfOne(terminal, "net");
    for (const elapsed_seconds of [0.5, 1.9, 2, 2.1, 3.9, 4])
      progress.update(0, { ...half, bins_done: 1000 * elapsed_seconds, elapsed_seconds });
    progress.clear();
    const lines = plain(terminal.written.err).split("\n");
    assert.deepEqual(lines, [
      "net: 20 %, 2 000 of 10 000 bins, 8.0 s left",
      "net: 40 %, 4 000 of 10 000 bins, 6.0 s left",
      "",
    ]);
  });

  test("tells the time left from the pace of late, as the notification and the run view do", () => {
    const terminal = fakeTerminal({ isTTY: true });
    const progress = progressOfOne(terminal, "net");
    // 100 bins a second at first, then 1000 a second: 8000 bins are left.
    for (let second = 1; second <= 20; second++) {
      progress.update(0, {
        ...half,
        n_time_bins: 19_000,
        bins_done: second <= 10 ? 100 * second : 1000 * (second - 9),
        elapsed_seconds: second,
      });
    }
    assert.match(lastLine(terminal.written.err), /11 000 of 19 000 bins, 8\.0 s left$/);
  });

  test("of several runs is that of all, and how many are done", () => {
    const terminal = fakeTerminal({ isTTY: true });
    let seconds = 100;
    const progress = progressOfSeveral(terminal, 4, () => seconds);
    progress.update(0, half);
    assert.equal(lastLine(terminal.written.err), `4 runs ${"━".repeat(3)}${"─".repeat(25)}  12 %  0 done`);
    progress.ended(0);
    // A whole run's bins in 6 seconds: two and a half are left.
    seconds += 6;
    progress.update(1, half);
    assert.equal(lastLine(terminal.written.err), `4 runs ${"━".repeat(10)}${"─".repeat(18)}  37 %  1 done, 15 s left`);
  });

  test("has colours only where they are wanted", () => {
    const coloured = fakeTerminal({ isTTY: true, colour: true });
    progressOfOne(coloured, "net").update(0, half);
    assert.ok(coloured.written.err.includes("\u001b[36m"));
    const piped = fakeTerminal({ isTTY: false, colour: true });
    progressOfOne(piped, "net").update(0, half);
    assert.ok(!piped.written.err.includes("\u001b["));
  });
});
