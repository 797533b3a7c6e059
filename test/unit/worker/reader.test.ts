import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { FileAccess } from "../../../src/files/access";
import { MANIFEST_FILE } from "../../../src/protocol/manifest";
import { startReader, type Reader } from "../../../src/worker/reader";
import { bundleWorkers } from "../../support/bundle-workers";
import { fabricateRun } from "../../support/fabricate";
import { Brute } from "../../support/brute-force";

const [nNeurons, nTimeBins] = [3, 30_000];
const range = { start: 0, end: nTimeBins };
const everyone = Uint32Array.of(0, 1, 2);
const AHEAD = new Error("stopped");

let root: string;
let folder: string;
let reader: Reader;
let all: Brute;
before(async () => {
  root = mkdtempSync(join(tmpdir(), "spikeloop-reader-thread-"));
  folder = join(root, "run");
  fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.2 });
  all = new Brute(folder, nNeurons);
  reader = startReader((await bundleWorkers(root)).reader);
});
after(() => {
  reader.close();
  rmSync(root, { recursive: true });
});

describe("the reading thread", () => {
  test("answers the queries of several runs, many at once", async () => {
    const other = join(root, "other");
    fabricateRun(other, { nNeurons: 2, nTimeBins: 10 });
    const [first, second] = [reader.open(folder), reader.open(other)];
    const [neurons, snapshot, rates] = await Promise.all([
      first.neurons({ range }),
      second.snapshot(),
      first.rates({ range: { start: 0, end: 5 }, columns: 10, neurons: [1] }),
    ]);
    assert.deepEqual(
      [...neurons.spikes],
      [0, 1, 2].map((neuron) => all.sum(neuron, 0, nTimeBins)),
    );
    assert.equal(snapshot.binsReadable, 10);
    assert.deepEqual([...rates.mean], all.ratesOf(1, 0, 5));
    second.close();
    assert.equal((await second.snapshot()).manifest.n_neurons, 2, "a closed run is opened again when it is asked for");
    second.close();
  });

  test("reads more runs than it keeps open", async () => {
    const many = Array.from({ length: 40 }, (_, at) => join(root, `many-${at}`));
    many.forEach((path, at) => fabricateRun(path, { nNeurons: 1, nTimeBins: at + 1 }));
    for (let round = 0; round < 2; round++) {
      const snapshots = await Promise.all(many.map((path) => reader.open(path).neurons({ range })));
      assert.deepEqual(
        snapshots.map((answer) => answer.range.end),
        many.map((_, at) => at + 1),
      );
    }
  });

  test("rejects in words what it cannot answer, and goes on", async () => {
    const run = reader.open(folder);
    await assert.rejects(run.cell({ bin: -1, neuron: 0 }), /there is no bin -1/);
    const unknown = run as unknown as { weather(): Promise<unknown> };
    await assert.rejects(unknown.weather(), /A run cannot be asked for "weather"/);
    await assert.rejects(reader.open(join(root, "nowhere")).snapshot(), /nowhere.*run\.glmrun\.json/);
    assert.equal((await run.snapshot()).shownStatus, "finished");
  });

  test("a run that was gone is read again when it is back", async () => {
    const file = join(folder, MANIFEST_FILE);
    const text = readFileSync(file);
    const run = reader.open(folder);
    await run.snapshot();
    rmSync(file);
    await assert.rejects(run.snapshot(), /manifest cannot be read/);
    writeFileSync(file, text);
    assert.equal((await run.snapshot()).binsReadable, nTimeBins);
  });

  test("that dies rejects what is open, and starts again", async () => {
    // Answers nothing until it has died once; what was asked of it before is rejected.
    const mark = join(root, "died");
    const file = join(root, "mortal.cjs");
    const bundle = JSON.stringify(join(root, "reader.cjs"));
    writeFileSync(
      file,
      `const fs = require("node:fs"); if (fs.existsSync(${JSON.stringify(mark)})) require(${bundle});
      else require("node:worker_threads").parentPort.on("message", () => { fs.writeFileSync(${JSON.stringify(mark)}, ""); throw new Error("out of luck"); });`,
    );
    const mortal = startReader(file);
    const run = mortal.open(folder);
    await assert.rejects(run.snapshot(), /has stopped: out of luck/);
    assert.equal((await run.snapshot()).binsReadable, nTimeBins);
    mortal.close();
  });

  test("that is stuck is ended and told of, and others are read again", async () => {
    // Answers nothing and hears nothing: it works on and on over the first thing that it is asked, when it was started for the first time.
    const mark = join(root, "stuck");
    const file = join(root, "stuck.cjs");
    writeFileSync(
      file,
      `const fs = require("node:fs"); if (fs.existsSync(${JSON.stringify(mark)})) require(${JSON.stringify(join(root, "reader.cjs"))});
      else require("node:worker_threads").parentPort.on("message", () => { fs.writeFileSync(${JSON.stringify(mark)}, ""); for (;;); });`,
    );
    const stuck = startReader(file, { patience: 1 });
    await assert.rejects(stuck.open(folder).snapshot(), /took too long: .* gave no sign for 1 seconds/);
    assert.equal((await stuck.open(folder).snapshot()).binsReadable, nTimeBins);
    stuck.close();
  });

  test("that works long is left alone while it gives signs", async () => {
    const file = join(root, "slow.cjs");
    // Busy for three seconds, in pieces between which it hears what it is asked.
    writeFileSync(
      file,
      `const { parentPort } = require("node:worker_threads");
      const reply = (id, value) => parentPort.postMessage({ rpc: "answer", id, value });
      const work = (id, end) => {
        for (const until = Date.now() + 50; Date.now() < until; );
        if (Date.now() < end) setImmediate(work, id, end); else reply(id, "at last");
      };
      parentPort.on("message", ({ id, method }) => (method === "ping" ? reply(id) : work(id, Date.now() + 3000)));`,
    );
    const busy = startReader(file, { patience: 2 });
    assert.equal(await busy.open(folder).snapshot(), "at last");
    busy.close();
  });

  test("opens nothing outside of a workspace that is not trusted, and all as soon as it is", async () => {
    let access: FileAccess = { within: [join(root, "elsewhere")] };
    const guarded = startReader(join(root, "reader.cjs"), { access: () => access });
    const run = guarded.open(folder);
    await assert.rejects(run.snapshot(), /not trusted/);
    const csv = join(root, "guarded.csv");
    await assert.rejects(
      guarded.exportRun("csv:sparse", { folder, range, neurons: everyone, file: csv }),
      /not trusted/,
    );
    access = { within: null };
    assert.equal((await run.snapshot()).binsReadable, nTimeBins);
    await guarded.exportRun("csv:sparse", { folder, range, neurons: everyone, file: csv });
    access = { within: [join(root, "elsewhere")] };
    await assert.rejects(run.neurons({ range }), /not trusted/);
    guarded.close();
  });

  test("that is closed rejects what is open", async () => {
    const other = startReader(join(root, "reader.cjs"));
    const open = other.open(folder).snapshot();
    other.close();
    await assert.rejects(open, /was closed/);
  });
});

describe("CSV by the reading thread", () => {
  test("is written while queries are answered, and its progress told", async () => {
    const file = join(root, "rates.csv");
    const fractions: number[] = [];
    const written = reader.exportRun("csv:rates", { folder, range, neurons: everyone, file }, (fraction) =>
      fractions.push(fraction),
    );
    await reader.open(folder).snapshot();
    await written;
    assert.equal(fractions.at(-1), 1);
    assert.equal(readFileSync(file, "utf8").split("\n").length, nTimeBins + 2);
  });

  test("that is aborted leaves no file behind", async () => {
    const file = join(root, "aborted.csv");
    const stop = new AbortController();
    const large = join(root, "large");
    fabricateRun(large, { nNeurons: 100, nTimeBins: 50_000, spans: [] });
    const written = reader.exportRun(
      "csv:rates",
      { folder: large, range: { start: 0, end: 50_000 }, neurons: everyone, file },
      () => stop.abort(AHEAD),
      stop.signal,
    );
    await assert.rejects(written, /abort/);
    assert.equal(existsSync(file), false);
    assert.deepEqual(
      readdirSync(root).filter((name) => name.includes("aborted")),
      [],
    );
    await assert.rejects(
      reader.exportRun("csv:rates", { folder, range, neurons: everyone, file }, undefined, stop.signal),
      AHEAD,
    );
  });

  test("that cannot be written says where", async () => {
    await assert.rejects(
      reader.exportRun("csv:sparse", { folder, range, neurons: everyone, file: join(root, "no", "such", "a.csv") }),
      /a\.csv/,
    );
  });
});
