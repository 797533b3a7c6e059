import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { messages, plan, put, resolved, SMALL } from "../configs";
import { writeNpy, writeNpz } from "../../../support/npy";

const NPY = writeNpy({ data: [-3, -2], shape: [2] }, "<f4");
const INTERCEPTS = Float32Array.of(-3, -2);
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.padEnd(64, "\n"), "latin1"));
const withIntercepts = (file: string): object => ({ ...SMALL, intercepts: file });

for (const [name, contents] of [
  ["archive.npy", writeNpz({ a: NPY })],
  ["array.npz", NPY],
  ["array.csv", NPY],
  ["array.bin", NPY],
  ["array", NPY],
  ["archive.zip", zipSync({ "intercepts.npy": NPY, "readme.md": latin1("more") })],
  ["after-something.npz", Uint8Array.of(1, 0, ...writeNpz({ a: NPY }), 9, 9)],
  ["table.txt", latin1("-3\n-2\n")],
  ["table.tsv", latin1("a\tb\n-3\t-2\n")],
  ["table.dat", latin1("  -3.0  -2.0\n")],
  ["TABLE.CSV", latin1("-3;-2\n")],
] as const) {
  test(`${name} is read as what it holds`, () => {
    put(name, contents);
    assert.deepEqual(messages(plan(withIntercepts(name))), []);
    assert.deepEqual(resolved(withIntercepts(name)).model.intercepts, INTERCEPTS);
  });
}

for (const [name, contents, message] of [
  [
    "pointer.npy",
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    /^pointer\.npy is a Git LFS pointer, not the file itself; fetch it with: git lfs pull$/,
  ],
  ["annex.npz", "/annex/objects/SHA256E-s104--4d7a.npz\n", /is a git-annex pointer.*git annex get/],
  ["page.csv", "\n<!DOCTYPE html>\n<html>", /^page\.csv is an HTML page/],
  ["page.npy", "<html><body>404", /is an HTML page/],
  ["weights.h5", "\x89HDF\r\n\x1a\n\0\0", /is an HDF5 file.*h5py/],
  ["weights.mat", "MATLAB 5.0 MAT-file, Platform: GLNXA64", /is a MATLAB file.*scipy\.io\.loadmat/],
  ["new.mat", "MATLAB 7.3 MAT-file, Platform: GLNXA64", /is a MATLAB file of version 7\.3/],
  ["pickled.npy", "\x80\x04\x95\x10\0\0\0", /is a Python pickle/],
  ["old-pickle.npy", "cnumpy.core.multiarray\n_reconstruct\np0\n", /is a Python pickle/],
  ["plot.npy", "\x89PNG\r\n\x1a\n\0", /is an image \(PNG\)/],
  ["array.npy.gz", "\x1f\x8b\x08\0", /is compressed with gzip; unpack it/],
  ["table.parquet", "PAR1\x15", /is a Parquet file/],
  ["old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", /Excel.*save the sheet as \.csv/],
  ["config.npy", '{ "a": 1 }', /^config\.npy is a text file, no array of NumPy; if it holds numbers, call it \.csv$/],
  [
    "notes.md",
    "some words",
    /^notes\.md is a text file, and of no kind that is read: give a \.npy, \.npz or \.csv file/,
  ],
  ["noise.npy", "\x01\x02\0\x03\xff", /^noise\.npy is neither an array file nor text/],
  ["noise.npz", "\x01\x02\0\x03\xff", /not a \.npz archive/],
  ["wide.csv", "1\0,\x002\0\n\0".repeat(8), /is UTF-16 without its byte order mark; save it as UTF-8/],
] as const) {
  test(`${name} is told for what it is`, () => {
    put(name, latin1(contents));
    assert.match(messages(plan(withIntercepts(name)))[0], message);
  });
}

test("an empty file, one of zeros, a compressed one and archives of other programs are told for what they are", () => {
  const told = (name: string, contents: Uint8Array): string => {
    put(name, contents);
    return messages(plan(withIntercepts(name)))[0];
  };
  assert.match(told("nothing.npy", new Uint8Array(0)), /^nothing\.npy is empty \(0 bytes\)/);
  assert.match(told("nothing.csv", new Uint8Array(0)), /^nothing\.csv is empty \(0 bytes\)/);
  assert.match(told("zeros.npy", new Uint8Array(200)), /all zero bytes at its start: it was not written completely/);
  assert.match(told("packed.npy", new Uint8Array(gzipSync(NPY))), /compressed with gzip/);
  assert.match(
    told("book.npz", zipSync({ "[Content_Types].xml": NPY.subarray(20), "xl/workbook.xml": NPY.subarray(20) })),
    /is an Excel workbook/,
  );
  assert.match(told("tensor.npz", zipSync({ "archive/data.pkl": NPY.subarray(20) })), /is a PyTorch file/);
  assert.match(told("pictures.npz", zipSync({ "a.png": NPY.subarray(20) })), /holds no arrays/);
});

test("bytes behind an array are told, for np.load would pass over them too", () => {
  put("twice.npy", Uint8Array.of(...NPY, ...NPY));
  assert.deepEqual(resolved(withIntercepts("twice.npy")).model.intercepts, INTERCEPTS);
  assert.match(
    messages(plan(withIntercepts("twice.npy")))[0],
    /twice\.npy goes on for 136 bytes behind the array of shape \(2,\)/,
  );
});

test("a table warns where it stands in the config, and its unreadable cell comes before a shape that does not fit", () => {
  put("indexed.csv", ",rate\n0,-3.0\n1,-2.0\n");
  const { problems } = plan(withIntercepts("indexed.csv"));
  assert.deepEqual(
    problems.map(({ severity, path }) => [severity, path]),
    [["warning", ["intercepts"]]],
  );
  assert.match(problems[0].message, /^indexed\.csv: its first column counts/);
  assert.deepEqual(resolved(withIntercepts("indexed.csv")).model.intercepts, INTERCEPTS);
  put("late.csv", "1,2\n3,4\n5,\u22126\n");
  assert.match(messages(plan(withIntercepts("late.csv")))[0], /line 3, column 2: "\u22126" is not a number/);
});
