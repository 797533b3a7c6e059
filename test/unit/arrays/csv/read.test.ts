import assert from "node:assert/strict";
import { test } from "node:test";
import { scanCsv } from "../../../../src/arrays/csv/read";
import { fixture, sourceOf, textSource } from "../sources";
import type { ByteSource, NdArray } from "../../../../src/arrays/ndarray";

/** Reads all numbers of a text file as (rows, columns) float64. Throws ArrayFileError as `scanCsv` does. */
function readCsv(source: ByteSource): NdArray<Float64Array> {
  const rows: Float64Array[] = [];
  const { shape } = scanCsv(source, (values) => rows.push(values.slice()));
  const data = new Float64Array(shape[0] * shape[1]);
  rows.forEach((row, i) => data.set(row, i * shape[1]));
  return { data, shape };
}

const FOUR = { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] };

for (const [name, text] of [
  ["commas", "1,2\n3,4\n"],
  ["semicolons", "1;2\n3;4"],
  ["tabs", "1\t2\n3\t4\n"],
  ["blanks", "  1   2\n 3 4 \n"],
  ["Windows line ends and a byte order mark", "\ufeff1,2\r\n3,4\r\n"],
  ["a header", 'rate,"count, all"\n1,2\n3,4\n'],
  ["quoted numbers and blanks", '"1", 2\n3 ,"4"\n'],
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
  ["a binary file", "1,2\n\0\0", /line 2, column 1: this is a zero: no text/],
] as const) {
  test(`${name} is told with its line`, () => assert.throws(() => readCsv(textSource(text)), message));
}

test("a file longer than what is read at a time loses nothing at the seams", () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${-i / 3}\r\n`);
  const { data, shape } = readCsv(textSource(rows.join("")));
  assert.deepEqual(shape, [200_000, 2]);
  for (let i = 0; i < 200_000; i++) if (data[2 * i] !== i || data[2 * i + 1] !== -i / 3) assert.fail(`row ${i}`);
});

const read = (text: string): { data: number[]; shape: readonly number[]; warnings: readonly string[] } => {
  const { data, shape } = readCsv(textSource(text));
  return { data: [...data], shape, warnings: scanCsv(textSource(text)).warnings };
};

for (const [name, text, message] of [
  [
    "a minus of U+2212",
    "\u22121,\u22122\n3,4\n",
    /line 1, column 1: "\u22121" is not a number; write its minus as "-"/,
  ],
  [
    "a Fortran exponent",
    "1.0D+00,2.0D+00\n1,2\n",
    /line 1, column 1: "1.0D\+00" is not a number; write its exponent with "e"/,
  ],
  ["a Fortran exponent of three digits", "1.0-100,2\n1,2\n", /"1.0-100" is not a number; write its exponent with "e"/],
  ["missing values", "NA,NA\n1,2\n", /line 1, column 1: "NA" is not a number; a value is missing/],
  ["errors of a spreadsheet", "#N/A,#NV\n1,2\n", /line 1, column 1: "#N\/A" is not a number; a value is missing/],
  ["a German error of a spreadsheet", "#BEZUG!;1\n1;2\n", /line 1, column 1: "#BEZUG!"/],
  ["empty cells", ",\n1,2\n", /line 1, column 1: an empty cell/],
  ["one empty cell", ",5\n1,2\n", /line 1, column 1: an empty cell/],
  ["empty cells between tabs", "1\t2\n\t\n3\t4\n", /line 2, column 1: an empty cell/],
  ["an empty cell at the beginning of a line of tabs", "1\t2\n\t4\n", /line 2, column 1: an empty cell/],
  [
    "decimal commas between commas",
    '"1,5","2,5"\n3,4\n',
    /line 1, column 1: "1,5" is not a number; write its decimal mark as a point/,
  ],
  ["marks between thousands", "1'000,2'000\n1,2\n", /"1'000" is not a number; write it without marks/],
  ["truth values", "TRUE,FALSE\n1,0\n", /"TRUE" is not a number; write 1 or 0/],
  ["wide digits", "\uff11,\uff12\n1,2\n", /line 1, column 1: "\uff11" is not a number/],
  ["Arabic digits", "\u0663,\u0664\n1,2\n", /line 1, column 1/],
  ["percents", "5%,6%\n1,2\n", /write it without the percent sign/],
  ["units", "1.5 mV,2 mV\n1,2\n", /"1.5 mV" is not a number; write the number alone/],
  ["infinity by its sign", "\u221e,\u221e\n1,2\n", /line 1, column 1/],
  ["Microsoft's infinity", "1.#INF,2\n1,2\n", /line 1, column 1: "1.#INF"/],
  ["complex numbers", "1+2j,3\n1,2\n", /line 1, column 1: "1\+2j"/],
  [
    "one word among numbers",
    "O.5,1\n1,2\n",
    /line 1, column 1: "O.5" is not a number; if this line is a header, it must hold no numbers/,
  ],
  ["both decimal marks", "1,5;2.5\n", /column 2: "2.5" has another decimal mark/],
  [
    "thousands and decimal commas",
    "1.234,5;2\n",
    /"1.234,5" is not a number; write it without marks between the thousands/,
  ],
  [
    "an index that does not count",
    ",a\n0.5,1\n0.6,2\n",
    /the first column has no name in line 1, as an index has, but it does not count/,
  ],
  [
    "an index that counts only at first",
    ",a\n0,1\n1,2\n7,3\n",
    /line 4: the first column has no name.*counts 0, 1, … only until here/,
  ],
  ["an index of two levels", ",,a\n0,0,1\n0,1,2\n", /no names for the first two columns/],
  ["an index of names", ",a\nx,1\ny,2\n", /line 2, column 1: "x" is not a number/],
  ["a quote that stays open", '"a,b\n1,2\n', /line 1 opens a quote/],
  ["an unreadable cell in a line of another length", "1,2\n3,four,5\n", /line 2, column 2: "four"/],
] as const) {
  test(`${name}: an error with its cell, and no line is left out`, () => {
    assert.throws(() => scanCsv(textSource(text)), message);
    assert.throws(() => readCsv(textSource(text)), message);
  });
}

for (const [name, text, warning] of [
  ["pandas' index and names", ",a,b\n0,1.5,2\n1,3,4\n", /left out as an index, and so is the line of names/],
  ["pandas' index and counted names", ",0,1\n0,1.5,2\n1,3,4\n", /left out as an index/],
  ["R's row names", '"","V1","V2"\n"1",1.5,2\n"2",3,4\n', /left out as an index/],
  ["R's row names without a name above", '"V1" "V2"\n"1" 1.5 2\n"2" 3 4\n', /left out as an index/],
  ["pandas' index between tabs", "\ta\tb\n0\t1.5\t2\n1\t3\t4\n", /left out as an index/],
  ["a German index", ";a;b\n0;1,5;2\n1;3,0;4\n", /left out as an index/],
] as const) {
  test(`${name} are left out, with a warning`, () => {
    const { data, shape, warnings } = read(text);
    assert.deepEqual(
      [data, shape],
      [
        [1.5, 2, 3, 4],
        [2, 2],
      ],
    );
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], warning);
  });
}

for (const [name, text, data, warning] of [
  ["a line of counted names over fractions", "0,1\n0.5,0.25\n", [0, 1, 0.5, 0.25], /first line counts.*header=False/],
  ["a line of counted names over integers", "0,1,2\n5,5,5\n", [0, 1, 2, 5, 5, 5], /first line counts/],
  ["a counted name over one column", "0\n0.5\n0.25\n", [0, 0.5, 0.25], /first line counts/],
  [
    "a first column that counts",
    "0,0.5\n1,0.25\n",
    [0, 0.5, 1, 0.25],
    /first column counts 0, 1, … as an index.*index=False/,
  ],
  ["row names without a header", '"1",0.5\n"2",0.25\n', [1, 0.5, 2, 0.25], /first column counts 1, 2/],
  ["a named first column that counts", "bin,rate\n0,0.5\n1,0.25\n", [0, 0.5, 1, 0.25], /first column counts/],
  [
    "commas that may separate thousands",
    "1,234;2,500\n",
    [1.234, 2.5],
    /three digits behind it, and is read as a decimal mark/,
  ],
  [
    "a decimal comma that was taken apart",
    "1,05\n2,50\n",
    [1, 5, 2, 50],
    /line 1 has a second number that begins with 0/,
  ],
  ["an empty line in one column", "1\n\n3\n", [1, 3], /an empty line stands between its numbers and is passed over/],
] as const) {
  test(`${name}: read as numbers, with a warning`, () => {
    const { data: found, warnings } = read(text);
    assert.deepEqual(found, data);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], warning);
  });
}

for (const [name, text, data] of [
  ["decimal commas between semicolons", "a;b\n1,5;-2,25\n,5;3,e1\n", [1.5, -2.25, 0.5, 30]],
  ["decimal commas between tabs", "1,5\t2\n3\t4,25\n", [1.5, 2, 3, 4.25]],
  ["a header with quotes, separators and a line end in its names", '"a ""b""; c","d,\ne"\n1,2\n', [1, 2]],
  ["names with units that begin with a digit beside a plain one", "time,1st,2nd\n5,6,7\n", [5, 6, 7]],
  ["a title over the numbers", "weights of the network\n5,6,7\n", [5, 6, 7]],
  ["Excel's hint at the separator", "sep=;\na;b\n1,5;2,5\n", [1.5, 2.5]],
  ["names in other scripts", "\u0437\u0430\u0434\u0435\u0440\u0436\u043a\u0430,\u6642\u9593\n1,2\n", [1, 2]],
  ["a matrix that begins like a count but is one of two columns of integers", "0,1\n1,0\n", [0, 1, 1, 0]],
  ["lines that end with a carriage return alone", "1,2\r3,4\r", [1, 2, 3, 4]],
  ["a comment that opens a quote", '# 5" wide\n1,2\n', [1, 2]],
] as const) {
  test(`${name}: read without a word`, () => assert.deepEqual([read(text).data, read(text).warnings], [data, []]));
}

test("UTF-16 with its mark is read, in pieces too, and what is no text is told with its place", () => {
  const utf16 = (text: string, bigEndian = false): Uint8Array => {
    const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
    return Uint8Array.from(bigEndian ? bytes.swap16() : bytes);
  };
  const text = Array.from({ length: 150_000 }, (_, i) => `${i},\u20ac${i}\n`)
    .join("")
    .replaceAll("\u20ac", "");
  for (const bigEndian of [false, true])
    assert.deepEqual(readCsv(sourceOf(utf16(text, bigEndian))), readCsv(textSource(text)));
  assert.throws(
    () => scanCsv(sourceOf(Uint8Array.of(...new TextEncoder().encode("1,2\n3,"), 0xe9, 0x0a))),
    /line 2, column 3: byte 0xe9 is not UTF-8; save the file as UTF-8/,
  );
  assert.throws(() => scanCsv(sourceOf(utf16(text).subarray(0, 3_000_001))), /half a UTF-16 character/);
  const late = Buffer.concat([Buffer.from("1,2\n".repeat(500_000)), Buffer.of(0xff)]);
  assert.throws(() => scanCsv(sourceOf(new Uint8Array(late))), /line 500001, column 1: byte 0xff is not UTF-8/);
});

test("what is long is read in a time that grows with its length only", () => {
  const digits = "1".repeat(1_000_000);
  const begin = performance.now();
  assert.throws(() => scanCsv(textSource(`${digits}x,2\n`)), /is not a number/);
  assert.throws(() => scanCsv(textSource(`${digits}d+5,2\n`)), /exponent/);
  assert.throws(() => scanCsv(textSource(`1${",111".repeat(250_000)};2\n`)), /thousands/);
  assert.throws(() => scanCsv(textSource(`${"-".repeat(1_000_000)}\n`)), /is not a number/);
  assert.throws(() => scanCsv(textSource(`${" ".repeat(1_000_000)}x 1\n1 2\n`)), /is not a number/);
  assert.throws(() => scanCsv(textSource(`#${"!".repeat(1_000_000)}\n`)), /is not a number|holds no numbers/);
  assert.deepEqual(scanCsv(textSource(`${digits},2\n1,2\n`)).shape, [2, 2]);
  assert.ok(performance.now() - begin < 5000, "linear: half a second where nothing else is at work");
});
