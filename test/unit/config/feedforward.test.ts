import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, test } from "node:test";
import { indexOf } from "../../../src/config/sources/finite";
import { DTYPES, npyFile, npzFile, zeroNpyFile, type Dtype } from "../../support/npy-files";
import { folder, inOrder, messages, plan, put, SMALL } from "./configs";

const SHAPE = [3001, 2, 3];
/** Small whole numbers, which every type holds. */
const number = (flat: number): number => (flat * 7) % 100;
const spoolIn = join(folder, "spool");
const config = { ...SMALL, n_time_bins: undefined, feedforward_coef: 1 };

beforeEach(() => void mkdirSync(spoolIn, { recursive: true }));

/** The first numbers of what was put, read block by block through to the end and once more from the middle. */
async function agrees(
  feedforward_input: unknown,
  value: (flat: number) => number = number,
  nTimeBins?: number,
): Promise<void> {
  const { feedforward } = await inOrder({ ...config, feedforward_input }, spoolIn, { nTimeBins });
  assert.ok(feedforward);
  const bins = nTimeBins ?? SHAPE[0];
  for (const step of [700, 1]) {
    for (let first = 0; first < bins; first += step * 37) {
      const count = Math.min(step, bins - first);
      assert.deepEqual(
        feedforward.read(first, count),
        Float32Array.from({ length: count * 6 }, (_, i) => value(first * 6 + i)),
      );
    }
  }
  feedforward.close?.();
  assert.deepEqual(readdirSync(spoolIn), []);
}

describe("feedforward input is brought into order", () => {
  for (const dtype of DTYPES) {
    test(`from ${dtype} in both orders, plain, stored and compressed`, async () => {
      const value = dtype === "|b1" ? (flat: number) => (number(flat) === 0 ? 0 : 1) : number;
      for (const fortranOrder of [false, true]) {
        const npy = npyFile(SHAPE, dtype, value, fortranOrder);
        put("a.npy", npy);
        put("stored.npz", npzFile({ feedforward_input: npy }, 0));
        put("packed.npz", npzFile({ feedforward_input: npy }));
        for (const file of ["a.npy", "stored.npz", "packed.npz"]) {
          await agrees(file, value);
          await agrees(file, value, 100);
        }
      }
    });
  }

  test("from text", async () => {
    const lines = Array.from({ length: SHAPE[0] }, (_, bin) =>
      Array.from({ length: 6 }, (_, i) => number(bin * 6 + i)).join(),
    );
    put("a.csv", lines.join("\n"));
    put("pairs.csv", lines.map((line) => line.replace(/(\d+,\d+),/g, "$1\n")).join("\n"));
    for (const file of ["a.csv", "pairs.csv"]) {
      await agrees({ file, shape: SHAPE });
      await agrees({ file, shape: SHAPE }, number, 100);
    }
  });

  test("through a temporary file without a name where it is large, which is told", async () => {
    const bins = 1_100_000;
    const large = [bins, 2, 2];
    for (const fortranOrder of [false, true]) {
      put("large.npz", npzFile({ feedforward_input: npyFile(large, "<f4", number, fortranOrder) }, 1));
      const { feedforward, warnings } = await inOrder({ ...config, feedforward_input: "large.npz" }, spoolIn);
      assert.ok(feedforward);
      assert.deepEqual(readdirSync(spoolIn), []);
      assert.match(
        warnings[0].message,
        /^large\.npz is compressed: each run first inflates it into a temporary file of 17\.6.MB; numpy\.savez/,
      );
      for (const [first, count] of [
        [0, 500_000],
        [1_099_990, 10],
        [3, 1],
      ]) {
        assert.deepEqual(
          feedforward.read(first, count),
          Float32Array.from({ length: count * 4 }, (_, i) => number(first * 4 + i)),
        );
      }
      feedforward.close?.();
    }
  });
});

test("what costs time before each run is told where it is large", () => {
  const large = [1_100_000, 2, 2];
  put("large.npy", zeroNpyFile(large, "|u1", true));
  put("large.csv", "0,0,0,0\n".repeat(large[0]));
  put("small.npy", npyFile(SHAPE, "<f4", number, true));
  const told = (feedforward_input: unknown) => messages(plan({ ...config, feedforward_input }));
  assert.match(told("large.npy").join(), /^large\.npy is in Fortran order: .*numpy\.ascontiguousarray/);
  assert.match(told({ file: "large.csv", shape: large }).join(), /^large\.csv is text: .*numpy\.save/);
  assert.deepEqual(told("small.npy"), []);
});

describe("what is wrong with feedforward input", () => {
  const bad: readonly [dtype: Dtype, flat: number, value: number, found: RegExp][] = [
    ["<f4", 6 * 1234 + 5, NaN, /NaN is not a finite number/],
    ["<f8", 6 * 3000, 1e39, /1e\+39 overflows float32/],
    ["<f8", 3, -Infinity, /-Infinity is not a finite number/],
  ];
  for (const [dtype, flat, value, found] of bad) {
    test(`is told with its index: ${value} in ${dtype}`, async () => {
      const index = indexOf(flat, SHAPE);
      for (const fortranOrder of [false, true]) {
        const npy = npyFile(SHAPE, dtype, (at) => (at === flat ? value : 0), fortranOrder);
        put("a.npy", npy);
        put("packed.npz", npzFile({ feedforward_input: npy }));
        put(
          "a.csv",
          Array.from({ length: SHAPE[0] }, (_, bin) =>
            Array.from({ length: 6 }, (_, i) => (bin * 6 + i === flat ? value : 0)).join(),
          ).join("\n"),
        );
        for (const file of ["a.npy", "packed.npz", { file: "a.csv", shape: SHAPE }]) {
          const expected = new RegExp(`feedforward_input\\[${index.join(", ")}\\]: ${found.source}`);
          await assert.rejects(inOrder({ ...config, feedforward_input: file }, spoolIn), expected);
          await assert.rejects(inOrder({ ...config, feedforward_input: file }, null), expected);
          // Bins that are not wanted do not count.
          if (index[0] > 0) await agrees(file, () => 0, index[0]);
        }
      }
      assert.deepEqual(readdirSync(spoolIn), []);
    });
  }

  test("is told of any flipped bit, also behind the bins that are wanted, and leaves nothing behind", async () => {
    const bytes = npzFile({ feedforward_input: npyFile(SHAPE, "<f4", (flat) => Math.sin(flat)) });
    for (const at of [0.1, 0.5, 0.99]) {
      const damaged = bytes.slice();
      damaged[Math.floor((bytes.length - 200) * at) + 60] ^= 4;
      put("damaged.npz", damaged);
      for (const nTimeBins of [undefined, 10]) {
        await assert.rejects(
          inOrder({ ...config, feedforward_input: "damaged.npz" }, spoolIn, { nTimeBins }),
          /damaged/,
        );
      }
    }
    assert.deepEqual(readdirSync(spoolIn), []);
  });

  test("is not the fault of a disk without room or permission", async () => {
    put("large.npz", npzFile({ feedforward_input: npyFile([1_100_000, 2, 2], "|u1", () => 0) }));
    await assert.rejects(inOrder({ ...config, feedforward_input: "large.npz" }, join(folder, "gone")), {
      name: "FileError",
    });
  });

  test("ends when aborted", async () => {
    put("a.npy", npyFile(SHAPE, "<f8", number));
    put("packed.npz", npzFile({ feedforward_input: npyFile(SHAPE, "<f8", number) }));
    for (const file of ["a.npy", "packed.npz"]) {
      await assert.rejects(inOrder({ ...config, feedforward_input: file }, spoolIn, {}, AbortSignal.abort()), {
        name: "AbortError",
      });
    }
    assert.deepEqual(readdirSync(spoolIn), []);
  });
});
