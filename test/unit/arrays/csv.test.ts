import assert from "node:assert/strict";
import { test } from "node:test";
import { readCsv, scanCsv } from "../../../src/arrays/csv/read";
import { fixture, sourceOf, textSource } from "./sources";

const FOUR = { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] };

for (const [name, text] of [
  ["commas", "1,2\n3,4\n"],
  ["semicolons", "1;2\n3;4"],
  ["tabs", "1\t2\n3\t4\n"],
  ["blanks", "  1   2\n 3 4 \n"],
  ["Windows line ends and a byte order mark", "\ufeff1,2\r\n3,4\r\n"],
  ["a header", "rate,\"count, all\"\n1,2\n3,4\n"],
  ["quoted numbers and blanks", "\"1\", 2\n3 ,\"4\"\n"],
  ["comments and empty lines", "# made by hand\n\n1,2\n# half way\n3,4\n\n"],
  ["exponents, signs, bare points", "+1e0,20.E-1\n.3e1,4.\n"],
] as const) {
  test(`${name} are read, and counted the same`, () => {
    assert.deepEqual(readCsv(textSource(text)), FOUR);
    assert.deepEqual(scanCsv(textSource(text)).shape, [2, 2]);
  });
}

test("what numpy.savetxt writes is read", () => {
  const values = Float64Array.from({ length: 12 }, (_, i) => i);
  assert.deepEqual(readCsv(sourceOf(fixture("savetxt.csv"))), { data: values, shape: [3, 4] });
  assert.deepEqual(readCsv(sourceOf(fixture("savetxt-header.csv"))), { data: values, shape: [3, 4] });
});

test("Python's spellings of what is not finite are numbers, to be refused with their index by who uses them", () => {
  assert.deepEqual([...readCsv(textSource("nan,inf,-Infinity,1")).data], [NaN, Infinity, -Infinity, 1]);
});

for (const [name, text, message] of [
  ["a word", "1,2\n3,four\n", /line 2, column 2: "four" is not a number/],
  ["an empty cell", "a,b\n1,2\n3,\n", /line 3, column 2: an empty cell is not a number/],
  ["a short line", "1,2\n\n3\n", /line 3 is 1 numbers long, the lines before it 2/],
  ["a hexadecimal number, which Python would not read", "0x10,1\n", /"0x10" is not a number/],
  ["a second header", "a,b\nc,d\n1,2", /line 2, column 1: "c" is not a number/],
  ["an empty file", "", /holds no numbers/],
  ["only a header", "a,b\n", /holds no numbers/],
  ["a binary file", "1,2\n\0\0", /not a text file/],
] as const) {
  test(`${name} is told with its line`, () => assert.throws(() => readCsv(textSource(text)), message));
}

test("a file longer than what is read at a time loses nothing at the seams", () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${-i / 3}\r\n`);
  const { data, shape } = readCsv(textSource(rows.join("")));
  assert.deepEqual(shape, [200_000, 2]);
  for (let i = 0; i < 200_000; i++) if (data[2 * i] !== i || data[2 * i + 1] !== -i / 3) assert.fail(`row ${i}`);
});
