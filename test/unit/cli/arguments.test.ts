import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { parseCommand } from "../../../src/cli/arguments";
import { exportersOf } from "../../../src/cli/export-arguments";
import { UsageError } from "../../../src/cli/options";
import { exporterOf } from "../../../src/runs/export";

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
    assert.deepEqual(
      parseCommand([
        "simulate",
        "a.glm.json",
        "--key",
        "12345,678",
        "--bins",
        "500",
        "--json",
        "--quiet",
        "--out",
        "run",
      ]),
      {
        kind: "simulate",
        runs: [{ config: "a.glm.json", overrides: { randomKey: [12345, 678], nTimeBins: 500 } }],
        outFolder: "run",
        threads: undefined,
        json: true,
        quiet: true,
      },
    );
    const overrides = { randomKey: [0, 4294967295] };
    assert.deepEqual(parseCommand(["simulate", "a.glm.json", "b.glm.json", "--key=4294967295", "--threads", "3"]), {
      kind: "simulate",
      runs: [
        { config: "a.glm.json", overrides },
        { config: "b.glm.json", overrides },
      ],
      outFolder: undefined,
      threads: 3,
      json: false,
      quiet: false,
    });
    assert.deepEqual(parseCommand(["check", "a.glm.json"]), {
      kind: "check",
      configs: ["a.glm.json"],
      overrides: {},
      json: false,
    });
  });

  test("makes a run of each config and key, key by key", () => {
    const command = parseCommand(["simulate", "a", "b", "--key", "1", "--key", "2,3"]);
    assert.ok(command.kind === "simulate");
    assert.deepEqual(
      command.runs.map(({ config, overrides }) => [config, overrides.randomKey]),
      [
        ["a", [0, 1]],
        ["a", [2, 3]],
        ["b", [0, 1]],
        ["b", [2, 3]],
      ],
    );
    assert.match(usage("simulate", "a", "--key", "1", "--key", "2", "--out", "run"), /one run, and 2 keys/);
  });

  test("understands what to export", () => {
    const command = (...args: string[]) => {
      const parsed = parseCommand(["export", "run", "--to", "csv", ...args]);
      assert.ok(parsed.kind === "export");
      return { ...parsed, exporters: parsed.exporters.map(({ id }) => id) };
    };
    const all = {
      kind: "export",
      run: "run",
      out: undefined,
      bins: [null, null],
      neurons: undefined,
      binSize: undefined,
    };
    assert.deepEqual(command(), { ...all, exporters: ["csv:spikes", "csv:rates"] });
    assert.deepEqual(command("--what", "both").exporters, ["csv:spikes", "csv:rates"]);
    assert.deepEqual(
      command("--what", "spike-list", "--bins", "5:", "--neurons", "0, 3:5,e", "--bin-size", "1e-3", "--out", "a.csv"),
      {
        ...all,
        exporters: ["csv:spike-list"],
        out: "a.csv",
        bins: [5, null],
        neurons: [0, [3, 5], "e"],
        binSize: 0.001,
      },
    );
  });

  test("writes the usual content of a format that has no rates, unless it is told otherwise", () => {
    const csv = exporterOf("csv:spikes");
    const formats = [csv, { ...csv, id: "jsonl:sparse" as const }, { ...csv, id: "jsonl:spikes" as const }];
    const ids = (what?: string): string[] => exportersOf("jsonl", what, formats).map(({ id }) => id);
    assert.deepEqual([ids(), ids("spikes")], [["jsonl:sparse"], ["jsonl:spikes"]]);
    assert.throws(() => ids("both"), { message: /"both" is nothing that jsonl holds; there are sparse, spikes$/ });
  });

  test("says what of an export it does not understand", () => {
    assert.match(usage("export", "--to", "csv"), /which run to export, e\.g\. spikeloop export /);
    assert.match(usage("export", "a", "b", "--to", "csv"), /one run, and 2 were given/);
    assert.match(usage("export", "a"), /in which format: --to csv/);
    assert.match(usage("export", "a", "--to", "excel"), /"excel" is no format .*; there are csv/);
    assert.match(
      usage("export", "a", "--to", "csv", "--what", "x"),
      /"x" is nothing that csv holds; there are .*rates/,
    );
    for (const bins of ["5", "a:b", "-1:3", "1:2:3"])
      assert.match(usage("export", "a", "--to", "csv", "--bins", bins), /^--bins takes the first bin/);
    for (const seconds of ["0", "-1", "x", "1e99", "."])
      assert.match(usage("export", "a", "--to", "csv", "--bin-size", seconds), /^--bin-size takes the seconds/);
    assert.match(usage("export", "a", "--to", "csv", "--neurons", "1,,2"), /^--neurons takes indices/);
    assert.match(usage("export", "a", "--to", "csv", "--key", "3"), /^export takes no --key; its options are --to, /);
    assert.match(usage("simulate", "a", "--to", "csv"), /^simulate takes no --to; its options are --out, /);
  });

  test("gives help and its version wherever they are asked for", () => {
    for (const args of [["--help"], ["-h"], ["help"], ["simulate", "--help"]])
      assert.deepEqual(parseCommand(args), { kind: "help" });
    assert.deepEqual(parseCommand(["--version"]), { kind: "version" });
  });

  test("says what it does not understand and what to write instead", () => {
    assert.match(usage(), /spikeloop simulate CONFIG/);
    assert.match(usage("simulat"), /no command simulat/);
    assert.match(usage("two-neurons.glm.json"), /spikeloop simulate two-neurons\.glm\.json/);
    assert.match(usage("simulate"), /which config to simulate/);
    assert.equal(usage("simulate", "a", "--keys", "3"), 'there is no option "--keys"; did you mean "--key"?');
    assert.match(usage("simulate", "a", "-x"), /^there is no option "-x"; there are --out, --key/);
    assert.match(usage("simulate", "a", "--constructor"), /^there is no option "--constructor"/);
    assert.match(usage("simulate", "a", "-1"), /^there is no option "-1"/);
    for (const json of ["--json=1", "--json="]) assert.match(usage("simulate", "a", json), /^--json takes no value/);
    assert.match(usage("simulate", "a", "--no-json"), /^there is no option "--no-json"; there are/);
    assert.match(usage("simulate", "a", "b", "--out", "run"), /one run, and 2 configs/);
    assert.match(usage("check", "a", "--quiet"), /check writes nothing/);
    assert.match(usage("check", "a", "--threads", "2"), /check writes nothing/);
  });

  test("refuses keys that JAX would cut, and keys and bins that are none", () => {
    assert.match(usage("simulate", "a", "--key", "4294967296"), /low 32 bits/);
    assert.match(usage("simulate", "a", "--key", "1,4294967296"), /low 32 bits/);
    for (const key of [
      "-1",
      "-1,2",
      "-.5",
      "1.5",
      "1,2,3",
      "x",
      "+5",
      "0x10",
      "1e3",
      "1_000",
      "1 2",
      "[1",
      "\uff11",
      "9".repeat(400) + "x",
    ]) {
      assert.match(usage("simulate", "a", `--key=${key}`), /^--key ".{0,41}" cannot be used\. A key is a whole number/);
      assert.equal(usage("simulate", "a", "--key", key), usage("simulate", "a", `--key=${key}`));
    }
    assert.match(
      usage("simulate", "a", "--key", "9".repeat(400)),
      /^--key "9{40}…" cannot be used\. A word of a key is at most/,
    );
    for (const number of ["0", "-5", "1e3", "x", "1.", "+5", "0x10", "1_000", "9007199254740993", "Infinity"]) {
      for (const args of [[`--bins=${number}`], ["--bins", number]])
        assert.match(usage("simulate", "a", ...args), /^--bins takes a whole number of time bins/);
      for (const args of [[`--threads=${number}`], ["--threads", number]])
        assert.match(usage("simulate", "a", ...args), /^--threads takes a whole number of threads/);
    }
  });

  test("says which option lacks its value, or has two", () => {
    for (const option of ["key", "bins", "threads", "out", "to", "what", "neurons", "bin-size"]) {
      for (const args of [[`--${option}`], [`--${option}=`], [`--${option}`, "--json"], [`--${option}`, ""]]) {
        assert.match(
          usage("simulate", "a", ...args),
          new RegExp(`^--${option} needs a value: --${option} `),
          args.join(" "),
        );
      }
      if (option !== "key")
        assert.match(
          usage("simulate", "a", `--${option}`, "3", `--${option}=4`),
          new RegExp(`^--${option} was given twice`),
        );
    }
    assert.deepEqual(parseCommand(["check", "--", "--key"]), {
      kind: "check",
      configs: ["--key"],
      overrides: {},
      json: false,
    });
  });
});
