import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, test, type TestContext } from "node:test";
import { resolveConfig } from "../../../src/config/resolve";
import { withFile } from "../../../src/files/open";
import { runsFolderOf } from "../../../src/runs/write/folders";
import { digestsOf } from "../../../src/runs/write/inputs";
import type { Admission } from "../../../src/simulation/messages";
import { temporaryFolder } from "../../support/temporary-folder";
import { readNpy, writeNpy, writeNpz } from "../../support/npy";
import { endOf, simulate } from "./simulated";

const BINS = 20_000;
const INPUT = Float64Array.from({ length: BINS * 2 }, (_, i) => Math.sin(i));
const NETWORK = {
  coupling_coef: { normal: { seed: 1, std: 0.5 }, shape: [2, 2, 2] },
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 2, window_size: 20 },
  intercepts: [-2, -1],
  feedforward_coef: 1,
  inverse_link_function: "logistic",
};

const npy = (sign = 1): Uint8Array =>
  writeNpy({ data: INPUT.map((value) => sign * value), shape: [BINS, 2, 1] }, "<f4");

let folder: string;
beforeEach((t) => void (folder = temporaryFolder(t as TestContext)));

/** A file that was written a minute ago. */
function old(name: string, contents: Uint8Array | string): string {
  const file = join(folder, name);
  writeFileSync(file, contents);
  const then = Date.now() / 1000 - 60;
  utimesSync(file, then, then);
  return file;
}

function write(config: object): string {
  return old("net.glm.json", JSON.stringify(config));
}

const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** What may happen to a file. */
const CHANGES: Readonly<Record<string, (file: string) => void>> = {
  "is replaced by one of the same shape": (file) => {
    const { atime, mtime } = statSync(file);
    const contents = readFileSync(file);
    writeFileSync(`${file}.new`, contents.fill(0, contents.length - 8));
    utimesSync(`${file}.new`, atime, mtime);
    renameSync(`${file}.new`, file);
  },
  "is edited in place": (file) => {
    const descriptor = openSync(file, "r+");
    writeSync(descriptor, new Uint8Array(4), 0, 4, readFileSync(file).length - 8);
    closeSync(descriptor);
  },
  "becomes longer": (file) => appendFileSync(file, "more"),
  "becomes shorter": (file) => truncateSync(file, 1000),
  "is deleted": (file) => rmSync(file),
};
const REASON = /drive\.(npy|npz)( has changed since it was first read|$)|there is no file .*drive/;

/** Calls back after so many turns of the event loop: a block that is simulated takes one or more. */
function afterTurns(turns: number, act: () => void): void {
  setImmediate(() => (turns > 1 ? afterTurns(turns - 1, act) : act()));
}

describe("a feedforward input that is read while the run goes on", () => {
  for (const [what, change] of Object.entries(CHANGES)) {
    for (const name of ["drive.npy", "drive.npz"]) {
      const contents = name === "drive.npy" ? npy() : writeNpz({ feedforward_input: npy() });
      const config = { ...NETWORK, feedforward_input: name };

      test(`${name} ${what}: the run has failed, and keeps the bins before`, async () => {
        const file = old(name, contents);
        const configFile = write(config);
        const { manifest, runFolder } = endOf(
          await simulate(
            { configFile, blockSize: 16 },
            { onEvent: ({ type }) => type === "started" && afterTurns(40, () => change(file)) },
          ),
        );
        assert.equal(manifest.status, "failed");
        assert.match(manifest.error?.message ?? "", REASON);
        assert.ok(manifest.bins_done > 0 && manifest.bins_done < BINS, `${manifest.bins_done} bins`);
        assert.equal(manifest.inputs[0].sha256, digestOf(contents));
        old(name, contents);
        const whole = endOf(await simulate({ configFile }, {}));
        for (const array of ["spikes.npy", "rates.npy"]) {
          const [kept, all] = [runFolder, whole.runFolder].map((run) => withFile(join(run, array), readNpy).data);
          assert.deepEqual(kept, all.subarray(0, 2 * manifest.bins_done));
        }
      });

      test(`${name} ${what} after the last block: the run has failed, and keeps all bins`, async () => {
        const file = old(name, contents);
        const { manifest } = endOf(
          await simulate(
            { configFile: write(config), blockSize: BINS },
            { onEvent: ({ type }) => type === "started" && afterTurns(1, () => change(file)) },
          ),
        );
        assert.deepEqual([manifest.status, manifest.bins_done], ["failed", BINS]);
        assert.match(manifest.error?.message ?? "", REASON);
      });
    }

    test(`${what} between its digest and the first block: the run has failed`, async () => {
      const file = old("drive.npy", npy());
      const mayWrite = (): boolean => (change(file), true);
      const { manifest } = endOf(
        await simulate({ configFile: write({ ...NETWORK, feedforward_input: "drive.npy" }) }, { mayWrite }),
      );
      assert.deepEqual([manifest.status, manifest.bins_done], ["failed", 0]);
    });
  }

  test("is not looked at again when the run was stopped", async () => {
    const file = old("drive.npy", npy());
    const controller = new AbortController();
    const stop = (): void => (controller.abort(), rmSync(file));
    const { manifest } = endOf(
      await simulate(
        { configFile: write({ ...NETWORK, feedforward_input: "drive.npy" }), blockSize: 16 },
        { signal: controller.signal, onEvent: ({ type }) => type === "started" && afterTurns(20, stop) },
      ),
    );
    assert.equal(manifest.status, "cancelled");
  });
});

describe("a file that is read before the run", () => {
  const coupling = writeNpy({ data: [0, 1, 2, 3, 4, 5, 6, 7], shape: [2, 2, 2] }, "<f4");
  const cases: Record<string, { contents: Uint8Array | string; config: object }> = {
    "c.npy": { contents: coupling, config: { coupling_coef: "c.npy" } },
    "c.npz": { contents: writeNpz({ coupling_coef: coupling }), config: { coupling_coef: "c.npz" } },
    "c.csv": { contents: "0,1\n2,3\n4,5\n6,7\n", config: { coupling_coef: { file: "c.csv", shape: [2, 2, 2] } } },
  };
  const base = { ...NETWORK, feedforward_coef: undefined, n_time_bins: 100 };

  for (const [name, { contents, config }] of Object.entries(cases)) {
    for (const [what, change] of Object.entries(CHANGES)) {
      test(`${name} ${what} after its shape was read: nothing is run, and the place is told`, async () => {
        const file = old(name, contents);
        const configFile = write({ ...base, ...config });
        const admit = async (): Promise<Admission> => (change(file), { type: "admit" });
        const event = (await simulate({ configFile }, { admit })).at(-1);
        assert.ok(event?.type === "problems" && event.problems.length === 1, JSON.stringify(event));
        assert.match(event.problems[0].message, /c\.\w+ has changed since it was first read|there is no file/);
        assert.equal(event.problems[0].path[0], "coupling_coef");
        assert.ok(!existsSync(runsFolderOf(configFile)));
      });
    }
  }

  test("and changes before its digest is made: nothing is run", async () => {
    const file = old("c.npy", coupling);
    const { files } = resolveConfig(
      write({ ...base, coupling_coef: "c.npy" }),
      JSON.stringify({ ...base, coupling_coef: "c.npy" }),
    );
    const signal = new AbortController().signal;
    assert.equal((await digestsOf(files, signal)).get(file), digestOf(coupling));
    CHANGES["is edited in place"](file);
    await assert.rejects(digestsOf(files, signal), /has changed since it was first read/);
  });

  test("and changes during the run: the run is of what was read, as its manifest says", async () => {
    const file = old("c.npy", coupling);
    const configFile = write({ ...base, n_time_bins: BINS, coupling_coef: "c.npy" });
    const change = (): void => CHANGES["is edited in place"](file);
    const { manifest } = endOf(
      await simulate(
        { configFile, blockSize: 16 },
        { onEvent: ({ type }) => type === "started" && afterTurns(5, change) },
      ),
    );
    assert.deepEqual([manifest.status, manifest.inputs[0].sha256], ["finished", digestOf(coupling)]);
  });
});
