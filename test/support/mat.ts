import assert from "node:assert/strict";

/** A variable of a MAT-file: numbers by columns, or the texts of a cell array. */
export interface MatVariable {
  readonly kind: number;
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
}

/** Reads a MAT-file of version 5 with the kinds of variables that exports hold, and checks that its sizes add up. */
export function readMat(bytes: Buffer): Record<string, MatVariable> {
  assert.equal(bytes.toString("latin1", 124, 128), "\x00\x01IM");
  assert.match(bytes.toString("latin1", 0, 116), /^MATLAB 5\.0 MAT-file/);
  return Object.fromEntries(elements(bytes.subarray(128)).map(({ type, body }) => named(type, body)));
}

function named(type: number, body: Buffer): [string, MatVariable] {
  assert.equal(type, 14);
  const [flags, dimensions, name, ...contents] = elements(body);
  assert.deepEqual([flags.type, flags.body.length, dimensions.type, name.type], [6, 8, 5, 1]);
  const kind = flags.body.readUInt32LE(0);
  const shape = [dimensions.body.readInt32LE(0), dimensions.body.readInt32LE(4)];
  if (kind === 1) {
    const cells = contents.map(({ type, body }) => named(type, body)[1].values[0]);
    assert.equal(cells.length, shape[0] * shape[1]);
    return [name.body.toString(), { kind, shape, values: cells }];
  }
  assert.equal(contents.length, 1);
  return [name.body.toString(), { kind, shape, values: valuesOf(contents[0].type, contents[0].body, shape) }];
}

const NUMBERS: Readonly<Record<number, [number, (body: Buffer, at: number) => number]>> = {
  5: [4, (body, at) => body.readInt32LE(at)],
  7: [4, (body, at) => body.readFloatLE(at)],
  9: [8, (body, at) => body.readDoubleLE(at)],
  12: [8, (body, at) => Number(body.readBigInt64LE(at))],
};

function valuesOf(type: number, body: Buffer, [rows, columns]: readonly number[]): (number | string)[] {
  if (type === 16) {
    assert.deepEqual([rows, columns], [1, [...body.toString()].length]);
    return [body.toString()];
  }
  const [size, read] = NUMBERS[type];
  assert.equal(body.length, rows * columns * size);
  return Array.from({ length: rows * columns }, (_, at) => read(body, at * size));
}

/** The elements that follow each other, each at a multiple of 8 bytes. */
function elements(bytes: Buffer): { type: number; body: Buffer }[] {
  const found: { type: number; body: Buffer }[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [type, length] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    assert.ok(at + 8 + length <= bytes.length, `an element of ${length} bytes in ${bytes.length - at - 8}`);
    found.push({ type, body: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + Math.ceil(length / 8) * 8;
  }
  assert.equal(at, bytes.length);
  return found;
}
