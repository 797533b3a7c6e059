import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { parseCommand, UsageError } from "../../../src/cli/arguments";

function usage(...args: string[]): string {
  try {
    parseCommand(args);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  return assert.fail(`${args.join(" ")} was understood`);
}

describe("the command line", () => {
  test("understands what to simulate, and how", () => {
    assert.deepEqual(parseCommand(["simulate", "a.glm.json", "--key", "12345,678", "--bins", "500", "--json", "--quiet", "--out", "run"]), {
      kind: "simulate",
      configs: ["a.glm.json"],
      overrides: { randomKey: [12345, 678], nTimeBins: 500 },
      outFolder: "run",
      json: true,
      quiet: true,
    });
    assert.deepEqual(parseCommand(["simulate", "a.glm.json", "b.glm.json", "--key=4294967295"]), {
      kind: "simulate",
      configs: ["a.glm.json", "b.glm.json"],
      overrides: { randomKey: [0, 4294967295] },
      outFolder: undefined,
      json: false,
      quiet: false,
    });
    assert.deepEqual(parseCommand(["check", "a.glm.json"]), { kind: "check", configs: ["a.glm.json"], overrides: {} });
  });

  test("gives help and its version wherever they are asked for", () => {
    for (const args of [["--help"], ["-h"], ["help"], ["simulate", "--help"]]) assert.deepEqual(parseCommand(args), { kind: "help" });
    assert.deepEqual(parseCommand(["--version"]), { kind: "version" });
  });

  test("says what it does not understand and what to write instead", () => {
    assert.match(usage(), /spikeloop simulate CONFIG/);
    assert.match(usage("simulat"), /no command simulat/);
    assert.match(usage("two-neurons.glm.json"), /spikeloop simulate two-neurons\.glm\.json/);
    assert.match(usage("simulate"), /which config to simulate/);
    assert.match(usage("simulate", "a", "--keys", "3"), /Unknown option '--keys'$/);
    assert.match(usage("simulate", "a", "--key"), /--key/);
    assert.match(usage("simulate", "a", "b", "--out", "run"), /one run, and 2 configs/);
    assert.match(usage("check", "a", "--json"), /check writes nothing/);
  });

  test("refuses keys that JAX would cut, and keys and bins that are none", () => {
    assert.match(usage("simulate", "a", "--key", "4294967296"), /low 32 bits/);
    assert.match(usage("simulate", "a", "--key", "1,4294967296"), /low 32 bits/);
    for (const key of ["-1", "1.5", "1,2,3", "x", ""]) assert.match(usage("simulate", "a", `--key=${key}`), /--key takes a whole number/);
    for (const bins of ["0", "-5", "1e3", "x", ""]) assert.match(usage("simulate", "a", `--bins=${bins}`), /--bins takes a whole number/);
  });
});
