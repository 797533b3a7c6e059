import assert from "node:assert/strict";
import { test } from "node:test";
import { ArrayFileError } from "../../../../src/arrays/errors";
import { npyHeader, readNpyHeader, readNpyRows } from "../../../../src/arrays/npy/npy";
import { fixture, sourceOf } from "../sources";
import { readNpy, writeNpy } from "../../../support/npy";

const COUNTING = Array.from({ length: 24 }, (_, i) => i);
const DTYPES = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"].map((name) => `little-${name}`);
const BIG = ["i2", "i4", "i8", "f2", "f4", "f8"].map((name) => `big-${name}`);

for (const name of [...DTYPES, ...BIG, "version-1", "version-2", "version-3", "fortran"]) {
  test(`${name}.npy is read as NumPy wrote it`, () => {
    const { data, shape } = readNpy(sourceOf(fixture(`${name}.npy`)));
    assert.deepEqual(shape, [2, 3, 4]);
    assert.deepEqual([...data], COUNTING);
  });
}

test("booleans are 0 and 1, scalars and vectors keep their shape, empty arrays are empty", () => {
  assert.deepEqual(
    [...readNpy(sourceOf(fixture("bool.npy"))).data],
    COUNTING.map((i) => (i % 2 === 0 ? 1 : 0)),
  );
  assert.deepEqual(readNpy(sourceOf(fixture("scalar.npy"))), { data: Float64Array.of(1.5), shape: [] });
  assert.deepEqual(readNpy(sourceOf(fixture("vector.npy"))), { data: Float64Array.of(0, 1, 2, 3, 4), shape: [5] });
  assert.deepEqual(readNpy(sourceOf(fixture("empty.npy"))), { data: new Float64Array(0), shape: [0, 3] });
});

test("float16 keeps signs, subnormals, infinities and NaN", () => {
  const { data } = readNpy(sourceOf(fixture("float16-special.npy")));
  assert.deepEqual([...data], [0, -0, 2 ** -24, -1.5, 65504, Infinity, -Infinity, NaN]);
});

for (const [name, message] of [
  ["objects", /Python objects/],
  ["unicode", /text \(unicode\)/],
  ["bytes", /text \(bytes\)/],
  ["structured", /structured array/],
  ["complex", /complex numbers/],
  ["dates", /dates/],
] as const) {
  test(`${name}.npy is refused by its header`, () => {
    const source = sourceOf(fixture(`${name}.npy`));
    assert.throws(
      () => readNpy(source),
      (error) => error instanceof ArrayFileError && message.test(error.message),
    );
    assert.ok(source.bytesRead <= 12 + 256, "nothing of the data was read");
  });
}

/** A file whose header says `shape`, followed by `length` bytes. */
function lying(shape: readonly number[], length: number): Uint8Array {
  const bytes = new Uint8Array(128 + length);
  bytes.set(npyHeader("<f8", shape));
  return bytes;
}

test("a header that promises more than the file holds is refused before memory is taken", () => {
  assert.throws(
    () => readNpy(sourceOf(lying([1_000_000, 1_000_000], 80))),
    /promises an array of shape \(1000000, 1000000\).*8000000000000 bytes; only 80 follow/,
  );
  assert.throws(() => readNpy(sourceOf(lying([2 ** 40, 2 ** 40, 2 ** 40], 80))), /only 80 follow/);
  assert.throws(() => readNpy(sourceOf(lying([3], 23))), /24 bytes; only 23 follow/);
});

test("a file cut off anywhere is refused, never read as something else", () => {
  const whole = fixture("little-f4.npy");
  for (let length = 0; length < whole.length; length++) {
    assert.throws(() => readNpy(sourceOf(whole.subarray(0, length))), ArrayFileError, `${length} bytes`);
  }
});

test("damaged headers are refused", () => {
  const damage = (from: string, to: string): Uint8Array => {
    const text = Buffer.from(fixture("little-f4.npy")).toString("latin1");
    assert.ok(text.includes(from));
    return new Uint8Array(Buffer.from(text.replace(from, to), "latin1"));
  };
  assert.throws(() => readNpyHeader(sourceOf(damage("NUMPY", "NUMPX"))), /does not begin with NumPy's mark/);
  assert.throws(() => readNpyHeader(sourceOf(damage("\x01\x00", "\x04\x00"))), /format 4\.0 is not known/);
  assert.throws(() => readNpyHeader(sourceOf(damage("(2, 3, 4)", "(2,-3, 4)"))), /shape of \(2, -3, 4\)/);
  assert.throws(() => readNpyHeader(sourceOf(damage("'shape'", "'shave'"))), /cannot be understood/);
  assert.throws(() => readNpyHeader(sourceOf(damage("<f4", "<f3"))), /dtype <f3/);
  const endless = fixture("version-2.npy");
  new DataView(endless.buffer).setUint32(8, 0xfffffff0, true);
  assert.throws(() => readNpyHeader(sourceOf(endless)), /says that it is 4294967280 bytes long/);
});

/** The numbers 0, 1, … 23 under another header. */
function headed(text: string, version = 1): Uint8Array {
  const header = Buffer.from(`${text}\n`, "latin1");
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(header.length);
  else length.writeUInt32LE(header.length);
  const data = Buffer.from(Float32Array.from(COUNTING).buffer);
  return Uint8Array.from(
    Buffer.concat([Buffer.from("\x93NUMPY", "latin1"), Buffer.of(version, 0), length, header, data]),
  );
}

for (const [name, text] of [
  ["double quotes", '{"descr": "<f4", "fortran_order": False, "shape": (2, 3, 4), }'],
  ["Python 2's unicode texts", "{u'descr': u'<f4', u'fortran_order': False, u'shape': (2, 3, 4)}"],
  ["Python 2's long integers", "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L, 4L)}"],
  [
    "NumPy 2's scalars",
    "{'descr': np.str_('<f4'), 'fortran_order': np.False_, 'shape': (np.int64(2), np.int32(3), np.intp(4))}",
  ],
  ["a type's name", "{'descr': 'float32', 'fortran_order': False, 'shape': (2, 3, 4)}"],
  ["a type's letter", "{'descr': 'f', 'fortran_order': False, 'shape': (2, 3, 4)}"],
  ["the byte order of this machine", "{'descr': '=f4', 'fortran_order': False, 'shape': (2, 3, 4)}"],
  ["another order, blanks, lines", "  {\n'shape' : ( 2 ,3,\t4, ),'fortran_order':False\n , 'descr':'<f4'}  \n"],
  [
    "texts side by side, escapes, other ways to write integers",
    "{'des' 'cr': '\\x3cf4', 'fortran_order': False, 'shape': (0x2, +3, 4,)} # made by hand",
  ],
] as const) {
  test(`a header with ${name} is read`, () => {
    assert.deepEqual([...readNpy(sourceOf(headed(text))).data], COUNTING);
    const { dtype, shape } = readNpyHeader(sourceOf(headed(text, 2)));
    assert.deepEqual([dtype, shape], ["<f4", [2, 3, 4]]);
  });
}

for (const [name, text, message] of [
  ["a list for a shape", "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3, 4]}", /shape of 2,3,4/],
  ["one number for a shape", "{'descr': '<f4', 'fortran_order': False, 'shape': (24)}", /shape of 24/],
  ["a fraction in its shape", "{'descr': '<f4', 'fortran_order': False, 'shape': (24.0,)}", /"24\.0,\)\}/],
  ["a key twice as many", "{'descr': '<f4', 'fortran_order': False, 'shape': (24,), 'more': 1}", /nothing else/],
  ["0 for False", "{'descr': '<f4', 'fortran_order': 0, 'shape': (24,)}", /neither True nor False/],
  ["bytes for a type", "{'descr': b'<f4', 'fortran_order': False, 'shape': (24,)}", /no type of numbers/],
  ["several types in a text", "{'descr': 'f4,f4', 'fortran_order': False, 'shape': (12,)}", /dtype f4,f4/],
  ["a long double", "{'descr': 'longdouble', 'fortran_order': False, 'shape': (6,)}", /dtype longdouble/],
  [
    "a call of anything else",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (os.system('ls'),)}",
    /os\.system was not expected/,
  ],
  ["something behind it", "{'descr': '<f4', 'fortran_order': False, 'shape': (24,)}; x", /"; x\\n" was not expected/],
  ["brackets without end", `{'descr': ${"(".repeat(5000)}`, /nested too deeply/],
  ["a text without end", "{'descr': '<f4", /ends within a text/],
] as const) {
  test(`a header with ${name} is refused`, () => {
    assert.throws(
      () => readNpyHeader(sourceOf(headed(text))),
      (error) => error instanceof ArrayFileError && message.test(error.message),
    );
  });
}

test("a type as long as its header is not told at its full length", () => {
  const endless = `{'descr': '${"f".repeat(20_000)}', 'fortran_order': False, 'shape': (1,)}`;
  assert.throws(
    () => readNpyHeader(sourceOf(headed(endless))),
    (error) => error instanceof ArrayFileError && error.message.length <= 1001,
  );
});

test("rows stream from a C-order file, of any type, and only they are read", () => {
  for (const name of ["little-f4", "big-f4", "little-f8", "little-i8"]) {
    const source = sourceOf(fixture(`${name}.npy`));
    const header = readNpyHeader(source);
    source.bytesRead = 0;
    assert.deepEqual([...readNpyRows(source, header, 1, 1)], COUNTING.slice(12));
    assert.equal(source.bytesRead, 12 * header.itemSize);
    assert.deepEqual([...readNpyRows(source, header, 0, 2)], COUNTING);
    assert.deepEqual([...readNpyRows(source, header, 2, 0)], []);
    assert.throws(() => readNpyRows(source, header, 1, 2), RangeError);
  }
  const fortran = sourceOf(fixture("fortran.npy"));
  assert.throws(() => readNpyRows(fortran, readNpyHeader(fortran), 0, 1), /Fortran order/);
});

test("what is written is byte for byte what NumPy writes", () => {
  for (const dtype of ["<i4", "<f4", "<f8"] as const) {
    const name = `little-${dtype.slice(1)}.npy`;
    assert.deepEqual(writeNpy({ data: COUNTING, shape: [2, 3, 4] }, dtype), fixture(name));
  }
  assert.deepEqual(writeNpy({ data: [0, 1, 2, 3, 4], shape: [5] }, "<f8"), fixture("vector.npy"));
});

test("a header has the same length whatever the shape, and one that cannot hold it is refused", () => {
  assert.equal(npyHeader("<i4", [0, 1000]).length, npyHeader("<i4", [1_000_000_000, 1000]).length);
  assert.equal(npyHeader("<f4", [3, 2, 4], 192).length, 192);
  assert.throws(() => npyHeader("<f4", [3, 2, 4], 64), RangeError);
  assert.throws(() => npyHeader("<f4", [3], 100), RangeError);
});
