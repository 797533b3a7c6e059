import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import type { RunManifest } from "../../src/protocol/manifest";
import { isGone, readManifest } from "../../src/runs/manifest/read";
import { binsIn, load, Program, runFolders, runsOf, until } from "./program";

/** So many that no test waits for the end. */
const ENDLESS = 20_000_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;
const NOT_ON_WINDOWS = process.platform === "win32" && "Windows has no such signals";

describe("the command line", () => {
  let program: Program;
  before(async () => {
    program = await Program.make();
  });
  after(() => program.remove());

  /** Bins that all runs of a config have. */
  function binsOf(config: string): number {
    const bins = runFolders(runsOf(config)).map((folder) => binsIn(join(folder, "rates.npy")));
    return bins.length === 0 ? 0 : Math.min(...bins);
  }

  function assertCancelled(config: string): void {
    const [folder] = runFolders(runsOf(config));
    const manifest = readManifest(folder);
    assert.equal(manifest.status, "cancelled");
    assert.ok(manifest.bins_done > 0);
    assert.equal(
      load(folder, "spikes.npy").data.reduce((a, b) => a + b),
      manifest.spikes_total,
    );
  }

  for (const signal of SIGNALS) {
    test(`keeps what was simulated and exits with 130 at ${signal}`, { skip: NOT_ON_WINDOWS }, async () => {
      const config = program.config(`at-${signal}`, 10, ENDLESS);
      const run = program.start(["simulate", config]);
      await until("some bins are there", () => binsOf(config) > 100);
      run.process.kill(signal);
      assert.equal(await run.ended, 130);
      assertCancelled(config);
    });
  }

  test("takes signals that come at once for one", { skip: NOT_ON_WINDOWS }, async () => {
    const config = program.config("twice", 10, ENDLESS);
    const run = program.start(["simulate", config]);
    await until("some bins are there", () => binsOf(config) > 100);
    // As a terminal that is closed does.
    for (const signal of ["SIGHUP", "SIGHUP", "SIGTERM"] as const) run.process.kill(signal);
    assert.equal(await run.ended, 130);
    assertCancelled(config);
  });

  const noTerminal =
    (process.platform !== "linux" || spawnSync("script", ["--version"]).status !== 0) &&
    "there is no script(1), which gives a terminal";
  test("keeps what was simulated when its terminal is closed", { skip: noTerminal }, async () => {
    const config = program.config("terminal", 10, ENDLESS);
    const terminal = program.launch(
      "script",
      ["-qec", `"${process.execPath}" "${program.file}" simulate "${config}"`, "/dev/null"],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    await until("some bins are there", () => binsOf(config) > 100);
    const [folder] = runFolders(runsOf(config));
    terminal.process.kill("SIGKILL");
    await until("the run has ended", () => readManifest(folder).status !== "running");
    await until("its process is gone", () => isGone(readManifest(folder).process));
    assertCancelled(config);
  });

  test("leaves no half folder when it is ended before the first bin", { skip: NOT_ON_WINDOWS }, async () => {
    const config = program.config("early", 400, 100_000);
    for (let delay = 0; delay < 400; delay += 25) {
      const run = program.start(["simulate", config, "--quiet"]);
      await wait(delay);
      run.process.kill("SIGTERM");
      assert.ok([130, "SIGTERM"].includes(await run.ended), run.err);
    }
    for (const folder of runFolders(runsOf(config))) assert.equal(readManifest(folder).status, "cancelled");
  });

  test("goes on when nobody reads its progress any more", async () => {
    const config = program.config("no-stderr", 10, ENDLESS);
    const run = program.start(["simulate", config]);
    run.process.stderr?.destroy();
    await until("the run began", () => binsOf(config) > 100);
    // There is a line of progress every two seconds.
    await wait(5000);
    const bins = binsOf(config);
    await until("more bins are there", () => binsOf(config) > bins);
    run.process.kill("SIGINT");
    assert.equal(await run.ended, process.platform === "win32" ? "SIGINT" : 130);
    if (process.platform !== "win32") assertCancelled(config);
  });

  for (const threads of ["1", "2"]) {
    test(`simulates all runs when nobody reads its results any more, with --threads ${threads}`, async () => {
      const configs = ["a", "b", "c", "d"].map((name) => program.config(`no-stdout-${threads}-${name}`, 10, 1000));
      const run = program.start(["simulate", ...configs, "--json", "--threads", threads]);
      run.process.stdout?.destroy();
      run.process.stderr?.destroy();
      assert.equal(await run.ended, 0);
      for (const config of configs) assert.equal(readManifest(runFolders(runsOf(config))[0]).status, "finished");
    });
  }

  test("waits for a slow reader and loses nothing", async () => {
    const configs = Array.from({ length: 4 }, (_, i) =>
      program.config(`slow-${i}`, 200, 10, {
        neurons: { names: Array.from({ length: 200 }, (_, neuron) => `${neuron} ${"long".repeat(100)}`) },
      }),
    );
    const run = program.start(["simulate", ...configs, "--json"]);
    run.process.stdout?.pause();
    await until("all runs are over", () =>
      configs.every((config) =>
        runFolders(runsOf(config)).some((folder) => readManifest(folder).status === "finished"),
      ),
    );
    await wait(200);
    run.process.stdout?.resume();
    assert.equal(await run.ended, 0, run.err);
    const runs = run.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as RunManifest);
    assert.equal(runs.length, 4);
    assert.ok(run.out.length > 65_536, "more than a pipe holds");
  });

  test(
    "says that results could not be written, and exits with 1",
    { skip: !existsSync("/dev/full") && "there is no /dev/full" },
    async () => {
      const config = program.config("full-stdout", 10, 1000);
      const full = openSync("/dev/full", "w");
      const run = program.launch(process.execPath, [program.file, "simulate", config, config, "--json"], {
        stdio: ["ignore", full, "pipe"],
      });
      closeSync(full);
      assert.equal(await run.ended, 1);
      assert.match(
        run.err,
        /^spikeloop: not all that was to be printed could be written: no space left on the disk for what was to be printed$/m,
      );
      assert.deepEqual(
        runFolders(runsOf(config)).map((folder) => readManifest(folder).status),
        ["finished", "finished"],
      );
    },
  );

  test(
    "simulates without stdin, stdout and stderr",
    { skip: process.platform === "win32" && "there is no sh" },
    async () => {
      const config = program.config("closed", 10, 1000);
      const run = program.launch("sh", [
        "-c",
        '"$@" <&- >&- 2>&-',
        "sh",
        process.execPath,
        program.file,
        "simulate",
        config,
      ]);
      assert.equal(await run.ended, 0);
      assert.equal(readManifest(runFolders(runsOf(config))[0]).status, "finished");
    },
  );

  test(
    "simulates several runs one after the other where the system has no addresses for their threads",
    { skip: process.platform !== "linux" && "only Linux bounds addresses" },
    async () => {
      const configs = ["a", "b"].map((name) => program.config(`narrow-${name}`, 100, 20_000));
      const run = program.launch("sh", [
        "-c",
        'ulimit -v 1700000; exec "$@"',
        "sh",
        process.execPath,
        program.file,
        "simulate",
        ...configs,
        "--threads",
        "2",
        "--quiet",
      ]);
      assert.equal(await run.ended, 0, run.err);
      for (const config of configs) assert.equal(readManifest(runFolders(runsOf(config))[0]).status, "finished");
    },
  );

  test(
    "simulates in TypeScript where the engine has no WebAssembly or the system refuses the addresses",
    { skip: process.platform !== "linux" && "only Linux bounds addresses" },
    async () => {
      const config = program.config("typescript", 10, 300);
      const node = [process.execPath, program.file, "simulate", config, "--json"];
      const started = [
        program.launch("sh", ["-c", 'ulimit -v 4000000; exec "$@"', "sh", ...node]),
        program.launch(node[0], ["--jitless", ...node.slice(1)]),
      ];
      for (const run of started) {
        assert.equal(await run.ended, 0, run.err);
        assert.equal(JSON.parse(run.out).engine.kernel, "typescript");
      }
    },
  );
});
