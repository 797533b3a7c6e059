import assert from "node:assert/strict";
import { test } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { ArrayFileError } from "../../../../src/arrays/errors";
import { readNpyHeader } from "../../../../src/arrays/npy/npy";
import { openNpzMember, readNpzDirectory, readNpzNames, streamNpz } from "../../../../src/arrays/npz/npz";
import { appended, fixture, sourceOf } from "../sources";
import { readNpy, writeNpy, writeNpz } from "../../../support/npy";

const COUNTING = Array.from({ length: 24 }, (_, i) => i);

for (const name of ["stored", "deflated"]) {
  test(`${name}.npz: names and arrays are read as NumPy saved them`, () => {
    const source = sourceOf(fixture(`${name}.npz`));
    assert.deepEqual(readNpzNames(source), ["a", "b"]);
    assert.deepEqual([...readNpy(openNpzMember(source, "a")).data], COUNTING);
  });
}

test("a deflated array that is larger than what is inflated for its header is read whole", () => {
  const { data, shape } = readNpy(openNpzMember(sourceOf(fixture("deflated.npz")), "b"));
  assert.deepEqual(shape, [30_000]);
  assert.deepEqual([...data.subarray(0, 8)], [4, 4, 6, 8, 0, 1, 7, 8]);
  assert.ok(data.every((value) => Number.isInteger(value) && value >= 0 && value < 9));
});

test("the header of a member is read without its data", () => {
  const noise = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i * i));
  const source = sourceOf(zipSync({ "noise.npy": writeNpy({ data: noise, shape: [100, 1000] }, "<f8") }));
  assert.deepEqual(readNpyHeader(openNpzMember(source, "noise")).shape, [100, 1000]);
  assert.ok(source.bytesRead < source.size / 5, `${source.bytesRead} of ${source.size} bytes were read`);
});

test("a comment that looks like the archive's end does not confuse", () => {
  assert.deepEqual([...readNpy(openNpzMember(sourceOf(fixture("commented.npz")), "a")).data], COUNTING);
});

test("an array that is not there is told with those that are", () => {
  assert.throws(
    () => openNpzMember(sourceOf(fixture("stored.npz")), "c"),
    /no array c in the \.npz archive; it holds a, b/,
  );
  assert.throws(() => openNpzMember(sourceOf(fixture("empty.npz")), "c"), /it holds no arrays/);
});

test("other files and other compressions are refused", () => {
  assert.throws(() => readNpzNames(sourceOf(fixture("vector.npy"))), /not a \.npz archive/);
  assert.throws(() => readNpzNames(sourceOf(new Uint8Array(0))), /not a \.npz archive/);
  assert.deepEqual(readNpzNames(sourceOf(fixture("bzip2.npz"))), ["a"]);
  assert.throws(() => openNpzMember(sourceOf(fixture("bzip2.npz")), "a"), /compressed in a way that is not known/);
});

test("an archive cut off anywhere is refused", () => {
  for (const name of ["stored.npz", "deflated.npz"]) {
    const whole = fixture(name);
    const step = Math.ceil(whole.length / 600);
    for (let length = 0; length < whole.length; length += step) {
      assert.throws(
        () => readNpzNames(sourceOf(whole.subarray(0, length))),
        ArrayFileError,
        `${name}: ${length} bytes`,
      );
    }
  }
});

for (const [name, step] of [
  ["deflated", 131],
  ["stored", 1],
] as const) {
  test(`no flipped byte of a ${name} array goes unnoticed or throws anything but what a person can read`, () => {
    const whole = fixture(`${name}.npz`);
    for (let at = 0; at < whole.length; at += step) {
      const bytes = whole.slice();
      bytes[at] ^= 0x55;
      let values: Float64Array;
      try {
        values = readNpy(openNpzMember(sourceOf(bytes), "a")).data;
      } catch (error) {
        assert.ok(error instanceof ArrayFileError, `byte ${at}: ${String(error)}`);
        continue;
      }
      assert.deepEqual([...values], COUNTING, `byte ${at}`);
    }
  });
}

test("of an array that an archive holds twice, the last is read, and it is told", () => {
  const [first, last] = [writeNpy({ data: [1, 2], shape: [2] }, "<f4"), writeNpy({ data: [3, 4], shape: [2] }, "<f4")];
  const bytes = appended(first, last);
  assert.deepEqual(readNpzDirectory(sourceOf(bytes)).repeated, new Map([["a", 2]]));
  assert.deepEqual([...readNpy(openNpzMember(sourceOf(bytes), "a")).data], [3, 4]);
});

test("what else lies in an archive, before it and after it does not keep its arrays from being read", () => {
  const a = writeNpy({ data: [1, 2], shape: [2] }, "<f4");
  const others = {
    "readme.txt": new Uint8Array(3000),
    "folder/": new Uint8Array(0),
    "__MACOSX/._a.npy": new Uint8Array(9),
    bare: a,
  };
  for (const level of [0, 9] as const) {
    const archive = zipSync({ "a.npy": a, ...others }, { level });
    for (const [before, after] of [
      [0, 0],
      [0, 700],
      [500, 0],
      [40, 22],
    ]) {
      const source = sourceOf(Uint8Array.of(...new Uint8Array(before), ...archive, ...new Uint8Array(after)));
      assert.deepEqual(readNpzNames(source), ["a", "bare"], `${before} bytes before, ${after} after`);
      assert.deepEqual([...readNpy(openNpzMember(source, "a")).data], [1, 2]);
      assert.deepEqual([...readNpy(openNpzMember(source, "bare")).data], [1, 2]);
    }
  }
});

test("a member whose size cannot be true is refused before memory is taken", () => {
  const bytes = fixture("deflated.npz");
  const view = new DataView(bytes.buffer);
  const central = findLast(bytes, [0x50, 0x4b, 0x01, 0x02]);
  view.setUint32(central + 24, 0xf0000000, true);
  assert.throws(() => readNpzNames(sourceOf(bytes)), /says that it holds 4026531840 bytes/);
});

function findLast(bytes: Uint8Array, pattern: readonly number[]): number {
  for (let at = bytes.length - pattern.length; at >= 0; at--)
    if (pattern.every((byte, i) => bytes[at + i] === byte)) return at;
  throw new Error("not found");
}

test("what is written opens again, here and in another reader", () => {
  const members = {
    coupling_coef: writeNpy({ data: COUNTING, shape: [2, 3, 4] }, "<f4"),
    näme: writeNpy({ data: [7], shape: [] }, "<f8"),
  };
  const bytes = writeNpz(members);
  const source = sourceOf(bytes);
  assert.deepEqual(readNpzNames(source), ["coupling_coef", "näme"]);
  assert.deepEqual([...readNpy(openNpzMember(source, "coupling_coef")).data], COUNTING);
  assert.deepEqual(unzipSync(bytes)["näme.npy"], members["näme"]);
});

test("an archive that is written piece by piece is the same as one that is made whole", () => {
  const arrays = {
    a: writeNpy({ data: [1, 2, 3], shape: [3] }, "<f4"),
    b: writeNpy({ data: [], shape: [0, 2] }, "<f8"),
    c: new Uint8Array(0),
  };
  const whole = writeNpz(arrays);
  const streamed = new Uint8Array(whole.length);
  const members = Object.entries(arrays).map(([name, bytes]) => ({
    name,
    size: bytes.length,
    pieces: [bytes.subarray(0, 50), bytes.subarray(50)],
  }));
  streamNpz(members, (bytes, position) => streamed.set(bytes, position));
  assert.deepEqual(streamed, whole);
  assert.throws(
    () => streamNpz([{ name: "a", size: 3, pieces: [new Uint8Array(2)] }], () => undefined),
    /a has 2 bytes where 3 were promised/,
  );
});
