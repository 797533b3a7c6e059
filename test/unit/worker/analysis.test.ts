import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ANYWHERE } from "../../../src/files/access";
import type { ConfigAnalysis } from "../../../src/worker/analysing";
import { startAnalysis, type Analysis } from "../../../src/worker/analysis";
import { bundleWorkers } from "../../support/bundle-workers";
import { writeNpy } from "../../support/npy";

const small = (changes: object = {}): object => ({
  coupling_coef: { fill: 0.1, shape: [2, 2, 3] },
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 10 },
  intercepts: [-1, -2],
  n_time_bins: 200,
  random_key: 5,
  ...changes,
});

let folder: string;
let bundle: string;
let analysis: Analysis;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "spikeloop-analysis-"));
  bundle = (await bundleWorkers(folder)).analysis;
  analysis = startAnalysis(bundle);
});
after(() => {
  analysis.close();
  rmSync(folder, { recursive: true });
});

/** Writes a config and gives its path. */
function put(name: string, config: object | string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    config instanceof Uint8Array || typeof config === "string" ? config : JSON.stringify(config, null, 2),
  );
  return file;
}
const onDisk = (file: string): Promise<ConfigAnalysis> => analysis.analyse({ file, access: ANYWHERE });
const inEditor = (file: string, text: string, encoding = "utf8"): Promise<ConfigAnalysis> =>
  analysis.analyse({ file, edited: { text, encoding }, access: ANYWHERE });
const messages = ({ problems }: ConfigAnalysis): string[] => problems.map(({ message }) => message);

describe("the analysis thread", () => {
  test("tells what a config on disk says, and small", async () => {
    const long = Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => [1.25, 2.5, 3.75]));
    const file = put("fine.glm.json", small({ coupling_coef: long, intercepts: -1 }));
    const found = await onDisk(file);
    assert.deepEqual(found.problems, []);
    assert.deepEqual(found.dimensions, { nNeurons: 60, windowSize: 10, nBasisFuncs: 3, nFeatures: 0, nTimeBins: 200 });
    assert.deepEqual(found.randomKey, [0, 5]);
    assert.equal(found.digest, createHash("sha256").update(readFileSync(file)).digest("hex"));
    assert.ok(JSON.stringify(found).length < 2000);
  });

  test("takes what stands in the editor for it, where there is such a text", async () => {
    const file = put("edited.glm.json", small());
    assert.deepEqual(messages(await inEditor(file, JSON.stringify(small({ intercept: 1 })))).length, 1);
    assert.deepEqual(messages(await onDisk(file)), []);
  });

  test("names each file of a config, there or not and whatever its ending, and tells which have changed", async () => {
    writeFileSync(join(folder, "THERE.NPY"), writeNpy({ data: Float32Array.of(-1, -2), shape: [2] }, "<f4"));
    const file = put("files.glm.json", small({ intercepts: "THERE.NPY", init_y: { file: "missing.npy" } }));
    const { files } = await onDisk(file);
    assert.deepEqual(
      files.map((one) => [one.file, one.stamp !== null]),
      [
        [file, true],
        [join(folder, "THERE.NPY"), true],
        [join(folder, "missing.npy"), false],
      ],
    );
    assert.deepEqual(await analysis.changed(files), []);
    writeFileSync(join(folder, "missing.npy"), writeNpy({ data: new Float32Array(20), shape: [10, 2] }, "<f4"));
    assert.deepEqual(await analysis.changed(files), [join(folder, "missing.npy")]);
    assert.deepEqual(messages(await onDisk(file)), []);
    rmSync(join(folder, "THERE.NPY"));
    assert.deepEqual((await analysis.changed(files)).length, 2);
  });

  test("names no file outside of a workspace that is not trusted", async () => {
    const file = put("outside.glm.json", small({ intercepts: "../intercepts.npy" }));
    const { files, problems } = await analysis.analyse({ file, access: { within: [folder] } });
    assert.deepEqual(
      files.map((one) => one.file),
      [file],
    );
    assert.match(problems[0].message, /not trusted/);
  });

  test("reads the bytes on disk as a run does: UTF-16 with its mark, and never what is no text", async () => {
    const text = JSON.stringify(small({ title: "é" }), null, 2);
    const utf16 = put("utf16.glm.json", Buffer.from(`\ufeff${text}`, "utf16le"));
    assert.deepEqual(messages(await onDisk(utf16)), []);
    const latin = put("latin.glm.json", Buffer.from(text, "latin1"));
    const [problem] = (await onDisk(latin)).problems;
    assert.match(problem.message, /UTF-8/);
    const before = text.slice(0, text.indexOf("é")).split("\n");
    assert.deepEqual([problem.line, problem.column], [before.length, before[before.length - 1].length + 1]);
  });

  test("tells of a text that a run could not read once it is saved", async () => {
    const text = JSON.stringify(small({ title: "é" }));
    const [problem] = (await inEditor(put("encoding.glm.json", ""), text, "windows1252")).problems;
    assert.match(problem.message, /windows1252.*save the file as UTF-8/);
    assert.equal(problem.offset, text.indexOf("é"));
    for (const encoding of ["utf8", "utf8bom", "utf16le", "utf16be"])
      assert.deepEqual((await inEditor(join(folder, "encoding.glm.json"), text, encoding)).problems, []);
    assert.deepEqual(
      (await inEditor(join(folder, "encoding.glm.json"), JSON.stringify(small()), "windows1252")).problems,
      [],
    );
  });

  test("says of a config that is gone or no file what a run says", async () => {
    assert.match(messages(await onDisk(join(folder, "gone.glm.json")))[0], /cannot be read.*there is no file/);
    assert.match(messages(await onDisk(folder))[0], /cannot be read.*folder/);
  });

  test("finds where a key is written", async () => {
    const file = put(
      "keys.glm.json",
      '{\n  // when\n  "feedforward_input": [{ "step": { "start": 1 } }],\n  "bin_size": 1 }',
    );
    const place = (...keys: (string | number)[][]): Promise<unknown> =>
      analysis.keyPlace({ file, access: ANYWHERE }, keys);
    assert.deepEqual(await place(["intercepts"], ["bin_size"]), { line: 4, column: 3, endLine: 4, endColumn: 13 });
    assert.deepEqual(await place(["feedforward_input", 0, "step", "start"]), {
      line: 3,
      column: 37,
      endLine: 3,
      endColumn: 44,
    });
    assert.equal(await place(["intercepts"]), null);
  });

  test("problems and shapes have lines and columns, whichever way lines end", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = ["{", '  "intercepts": [', "    -1,", "    -2 ],", '  "n_time_bins": 1.5', "}"].join(end);
      const found = await onDisk(put("lines.glm.json", text));
      const { line, column, end: noEnd } = found.problems.find(({ path }) => path[0] === "n_time_bins") ?? {};
      assert.deepEqual([line, column, noEnd], [5, 18, undefined]);
      assert.deepEqual(
        found.shapes.map(({ argument, line, column, endsThere }) => ({ argument, line, column, endsThere })),
        [{ argument: "intercepts", line: 2, column: 18, endsThere: false }],
      );
    }
    const comment = await onDisk(put("comment.glm.json", '{ "n_time_bins": 1,\n /* and\n so on'));
    assert.deepEqual(comment.problems[0].end, { line: 3, column: 7 });
  });
});

describe("the analysis thread that is held up", () => {
  /** Hangs over a config whose name says so, and dies over another. */
  const mortal = (timeoutMs: number): Analysis => {
    const file = join(folder, "mortal.cjs");
    writeFileSync(
      file,
      `require("node:worker_threads").parentPort.on("message", ({ argument }) => {
      const text = JSON.stringify(argument);
      if (text.includes("endless.glm.json")) for (;;);
      if (text.includes("deadly.glm.json")) throw new Error("out of luck");
    });
    require(${JSON.stringify(bundle)});`,
    );
    return startAnalysis(file, timeoutMs);
  };
  const ask = (of: Analysis, name: string, signal?: AbortSignal): Promise<ConfigAnalysis> =>
    of.analyse({ file: join(folder, name), access: ANYWHERE }, signal);

  test("is ended and told; what waits behind is answered by a new one", async () => {
    put("waits.glm.json", small());
    const held = mortal(1500);
    const [endless, waiting, next] = await Promise.all([
      ask(held, "endless.glm.json"),
      ask(held, "waits.glm.json"),
      ask(held, "deadly.glm.json"),
    ]);
    assert.match(messages(endless)[0], /took longer than 1\.5 s and was ended.*\.npy/);
    assert.deepEqual([endless.problems[0].line, endless.problems[0].column], [1, 1]);
    assert.deepEqual(waiting.problems, []);
    assert.match(messages(next)[0], /failed: out of luck/);
    assert.deepEqual((await ask(held, "waits.glm.json")).problems, []);
    held.close();
  });

  test("lets go of what nobody wants any more: at once where it waits, soon where it is at it", async () => {
    put("waits.glm.json", small());
    const held = mortal(60_000);
    const stop = new AbortController();
    const [endless, moot] = [ask(held, "endless.glm.json", stop.signal), ask(held, "deadly.glm.json", stop.signal)];
    const wanted = ask(held, "waits.glm.json");
    stop.abort(new Error("typed on"));
    await assert.rejects(endless, /typed on/);
    await assert.rejects(moot, /typed on/);
    assert.deepEqual((await wanted).problems, []);
    await assert.rejects(ask(held, "waits.glm.json", stop.signal), /typed on/);
    held.close();
  });

  test("answers when it is closed, and afterwards", async () => {
    const held = mortal(60_000);
    const [endless, waiting] = [ask(held, "endless.glm.json"), ask(held, "waits.glm.json")];
    held.close();
    assert.match(messages(await endless)[0], /was closed/);
    assert.match(messages(await waiting)[0], /was closed/);
    assert.deepEqual(await held.changed([{ file: bundle, stamp: null }]), []);
    assert.equal(await held.keyPlace({ file: bundle, access: ANYWHERE }, [["a"]]), null);
  });

  test("whose program is missing says so", async () => {
    const lost = startAnalysis(join(folder, "nowhere.cjs"));
    assert.match(messages(await ask(lost, "waits.glm.json"))[0], /nowhere\.cjs/);
    lost.close();
  });
});

test("a .csv file is read for its shape once for each state of it", async () => {
  const csv = join(folder, "large.csv");
  const text = "1,2,3\n".repeat(1_000_000);
  writeFileSync(csv, text);
  const file = put(
    "csv.glm.json",
    small({
      coupling_coef: { file: "large.csv", shape: [1000, 1000, 3] },
      coupling_basis_matrix: [[1, 2, 3]],
      intercepts: -1,
    }),
  );
  const timed = async (): Promise<number> => {
    const begin = performance.now();
    await onDisk(file);
    return performance.now() - begin;
  };
  await new Promise((resolve) => setTimeout(resolve, 2100 - (Date.now() - statSync(csv).mtimeMs)));
  const [first, second] = [await timed(), await timed()];
  assert.ok(second < first / 3, `${first.toFixed(0)} ms, then ${second.toFixed(0)} ms`);
  writeFileSync(csv, `${text}1,2\n`);
  assert.match(
    messages(await onDisk(put("csv2.glm.json", small({ init_y: "large.csv" })))).join(),
    /line 1000001 is 2 numbers long/,
  );
});
