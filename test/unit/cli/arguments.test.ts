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
      runs: [{ config: "a.glm.json", overrides: { randomKey: [12345, 678], nTimeBins: 500 } }],
      outFolder: "run",
      threads: undefined,
      json: true,
      quiet: true,
    });
    const overrides = { randomKey: [0, 4294967295] };
    assert.deepEqual(parseCommand(["simulate", "a.glm.json", "b.glm.json", "--key=4294967295", "--threads", "3"]), {
      kind: "simulate",
      runs: [{ config: "a.glm.json", overrides }, { config: "b.glm.json", overrides }],
      outFolder: undefined,
      threads: 3,
      json: false,
      quiet: false,
    });
    assert.deepEqual(parseCommand(["check", "a.glm.json"]), { kind: "check", configs: ["a.glm.json"], overrides: {} });
  });

  test("makes a run of each config and key, key by key", () => {
    const command = parseCommand(["simulate", "a", "b", "--key", "1", "--key", "2,3"]);
    assert.ok(command.kind === "simulate");
    assert.deepEqual(command.runs.map(({ config, overrides }) => [config, overrides.randomKey]), [["a", [0, 1]], ["a", [2, 3]], ["b", [0, 1]], ["b", [2, 3]]]);
    assert.match(usage("simulate", "a", "--key", "1", "--key", "2", "--out", "run"), /one run, and 2 keys/);
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
    assert.match(usage("check", "a", "--threads", "2"), /check writes nothing/);
  });

  test("refuses keys that JAX would cut, and keys and bins that are none", () => {
    assert.match(usage("simulate", "a", "--key", "4294967296"), /low 32 bits/);
    assert.match(usage("simulate", "a", "--key", "1,4294967296"), /low 32 bits/);
    for (const key of ["-1", "1.5", "1,2,3", "x", ""]) assert.match(usage("simulate", "a", `--key=${key}`), /--key ".*" cannot be used\. A key is a whole number/);
    for (const number of ["0", "-5", "1e3", "x", ""]) {
      assert.match(usage("simulate", "a", `--bins=${number}`), /--bins takes a whole number of time bins/);
      assert.match(usage("simulate", "a", `--threads=${number}`), /--threads takes a whole number of threads/);
    }
  });
});
