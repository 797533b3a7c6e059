import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import type { SimulateCommand } from "../../../src/cli/arguments";
import { main } from "../../../src/cli/main";
import { progressOfOne, progressOfSeveral } from "../../../src/cli/progress";
import { Report } from "../../../src/cli/report";
import { shown } from "../../../src/cli/shown";
import { visible } from "../../../src/text/display";
import { exampleManifest } from "../../support/example-manifest";
import { temporaryFolder } from "../../support/temporary-folder";
import { fakeTerminal, type FakeTerminal } from "./fake-terminal";

/** Clears the screen, forges a line, sets the window's title, turns the direction of writing. */
const HOSTILE = "x\u001b[2J\rforged\nok: \u009b31m\u202e\u2028\u0007";
const NETWORK = { coupling_coef: -0.1, coupling_basis_matrix: [[1], [0.5]], intercepts: [-2, -1], n_time_bins: 100 };
const NO_BUNDLES = { simulation: "", kernel: "" };

/** Asserts that nothing but our own line breaks is a control character, and that the hostile text is there to be read. */
function assertHarmless({ written }: FakeTerminal, seen: RegExp): void {
  for (const text of [written.out, written.err]) {
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    for (const line of text.split("\n")) assert.doesNotMatch(line, /^(forged|ok:)/);
  }
  assert.match(written.out + written.err, seen);
}

async function run(args: readonly string[], seen: RegExp): Promise<FakeTerminal & { code: number }> {
  const terminal = fakeTerminal();
  const code = await main(args, terminal, NO_BUNDLES);
  assertHarmless(terminal, seen);
  return { ...terminal, code };
}

function write(t: TestContext, config: object, name = "net"): string {
  // Where a file system takes them, control characters of names come to the terminal too.
  const file = join(temporaryFolder(t), `${name}.glm.json`);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

describe("what strangers wrote is shown with escapes", () => {
  test("in problems and refusals", async (t) => {
    const bad = write(t, {
      ...NETWORK,
      [HOSTILE]: 1,
      inverse_link_function: HOSTILE,
      init_y: `${HOSTILE}.npy`,
      neurons: { names: [HOSTILE, HOSTILE] },
    });
    for (const command of ["check", "simulate"]) assert.equal((await run([command, bad], /\\u001b/)).code, 2);
    for (const command of ["check", "simulate"])
      assert.equal((await run([command, `${bad}${HOSTILE}`], /\\u001b/)).code, 2);
    const out = join(temporaryFolder(t), "taken");
    writeFileSync(out, "");
    assert.equal(
      (await run(["simulate", write(t, NETWORK), "--out", join(out, HOSTILE)], /not simulated.*\\u001b/)).code,
      1,
    );
  });

  test("in usage", async () => {
    for (const args of [
      [HOSTILE],
      ["simulate", "a", "--key", HOSTILE],
      ["simulate", `--${HOSTILE}`],
      ["check", "a", "--bins", HOSTILE],
    ]) {
      assert.equal((await run(args, /\\u001b/)).code, 2);
    }
  });

  test(
    "in summaries and errors of runs",
    { skip: process.platform === "win32" && "Windows has no such names" },
    async (t) => {
      const file = write(t, NETWORK, HOSTILE);
      await run(["simulate", file], /✓ x\\u001b.* finished/);
      await run(["check", file], /\\u001b.*: ok/);
      const diverging = write(
        t,
        {
          ...NETWORK,
          coupling_coef: 3,
          inverse_link_function: "exp",
          intercepts: [5, 5],
          neurons: { names: [HOSTILE, "b"] },
        },
        HOSTILE,
      );
      assert.equal((await run(["simulate", diverging], /^x\\u001b.*: diverged: .*\\u001b/m)).code, 1);
    },
  );

  test("in JSON, which stays the same JSON", async (t) => {
    const config = { ...NETWORK, title: HOSTILE, neurons: { names: [HOSTILE, "b"] } };
    const { written } = await run(["simulate", write(t, config), "--json"], /\\u009b/);
    const manifest = JSON.parse(written.out);
    assert.equal(manifest.title, HOSTILE);
    assert.deepEqual(manifest.neurons.names, [HOSTILE, "b"]);
    assert.equal(written.out.split("\n").length, 2);
  });

  test("in progress, and in what is told meanwhile", () => {
    const manifest = exampleManifest({ status: "running", n_time_bins: 10_000, bins_done: 5000, elapsed_seconds: 3 });
    for (const columns of [30, 200]) {
      const terminal = fakeTerminal({ isTTY: true, columns });
      progressOfOne(terminal, HOSTILE).update(0, manifest);
      progressOfSeveral(terminal, 2).update(0, manifest);
      assert.doesNotMatch(terminal.written.err.replaceAll("\r\u001b[K", ""), /[\u0000-\u001f\u0080-\u009f]/);
    }
    const lines = fakeTerminal();
    progressOfOne(lines, HOSTILE).update(0, manifest);
    assertHarmless(lines, /x\\u001b.*: 50 %/);
    const told = fakeTerminal();
    const command: Pick<SimulateCommand, "json" | "quiet"> = { json: false, quiet: false };
    const report = new Report(command, told, [HOSTILE], progressOfOne(told, HOSTILE));
    report.onEvent(0, {
      type: "warnings",
      problems: [
        { file: HOSTILE, line: 1, column: 1, offset: 0, length: 0, severity: "warning", message: HOSTILE, path: [] },
      ],
    });
    report.onEvent(0, { type: "refused", message: HOSTILE });
    assertHarmless(told, /warning: x\\u001b/);
  });
});

describe("an output", () => {
  test("takes only text that was made by `shown`, so that no door is forgotten", () => {
    const terminal = fakeTerminal();
    // @ts-expect-error A text that was put together by hand is refused by the compiler.
    const byHand = (): void => terminal.out.write("x");
    assert.equal(typeof byHand, "function");
    terminal.out.write(shown`${HOSTILE}\n`);
    assert.equal(terminal.written.out, `${visible(HOSTILE)}\n`);
    terminal.out.write(shown`${shown`\n`}`);
    assert.equal(terminal.written.out, `${visible(HOSTILE)}\n\n`);
  });

  test("is the only way out of the command line", () => {
    const files = ["src/cli.ts", ...readdirSync("src/cli").map((name) => join("src/cli", name))];
    const writers = files.filter((file) => /console\.|process\.std|writeSync/.test(readFileSync(file, "utf8")));
    assert.deepEqual(writers.map((file) => file.replaceAll("\\", "/")).sort(), [
      "src/cli/stream-output.ts",
      "src/cli/terminal.ts",
    ]);
  });
});
