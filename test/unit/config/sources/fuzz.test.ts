import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { after, test } from "node:test";
import { fileArray } from "../../../../src/config/sources/files";
import { SourceError } from "../../../../src/config/sources/given";
import { ANYWHERE } from "../../../../src/files/access";
import { fuzzCases, Random } from "../../../support/fuzz";

const SLOWEST_MS = 2000;
const LARGEST_BYTES = 1e9;
/** What a mutation puts into a file: what headers, directories and tables are made of. */
const PIECES = [
  "PK\x01\x02",
  "PK\x03\x04",
  "PK\x05\x06",
  "PK\x06\x06",
  "PK\x06\x07",
  "\x93NUMPY",
  "\x01\x00",
  "\xff\xff\xff\xff",
  "\x00\x00\x00\x00",
  "\xff\xff",
  "999999999",
  "(",
  ")",
  "{",
  "'",
  '"',
  '"""',
  ",",
  ";",
  "\t",
  "\n",
  "\r",
  "#",
  "0",
  "1",
  ".",
  "-",
  "e",
  "L",
  "nan",
  "a",
  "\u00e9",
  "\x00",
  "\xff\xfe",
  "\xfe\xff",
  "1".repeat(5000),
  "(".repeat(500),
  ",".repeat(3000),
  '"\n'.repeat(300),
  "\n".repeat(3000),
  "\\x",
];

const folder = mkdtempSync(join(tmpdir(), "spikeloop-fuzz-"));
after(() => rmSync(folder, { recursive: true }));

const seeds = readdirSync("test/fixtures/arrays")
  .filter((name) => /\.(npy|npz|csv)$/.test(name))
  .map((name) => ({ ending: name.slice(-4), bytes: readFileSync(`test/fixtures/arrays/${name}`) }));
for (const text of [
  "a,b\n1.5,2\n3,4\n",
  ",0,1\n0,1.5,2\n1,3,4\n",
  "sep=;\n1,5;2\n",
  '"x y"\t"z"\n1e5\t-2\n',
  "# c\n 1 2\n 3 4\n",
]) {
  seeds.push(
    { ending: ".csv", bytes: Buffer.from(text) },
    { ending: ".txt", bytes: Buffer.from(`\ufeff${text}`, "utf16le") },
  );
}

test("mutated array files are read or refused by a reason for people, soon and in little memory", (t) => {
  const cases = fuzzCases(3000, 100_000);
  const before = process.memoryUsage().rss;
  const tally = { read: 0, refused: 0, slowest: 0, largest: 0 };
  for (let number = 0; number < cases; number++) {
    const random = new Random(number);
    const { ending, bytes } = mutated(random);
    const file = join(folder, `case${random.chance(0.05) ? random.pick([".npy", ".npz", ".csv", ".bin"]) : ending}`);
    writeFileSync(file, bytes);
    const begin = performance.now();
    try {
      const given = fileArray(file, { folder, member: "a", nAxes: random.pick([1, 2, 3]), access: ANYWHERE });
      given.verify?.();
      if (given.elements && given.shape && given.shape.every((length) => length > 0)) given.elements(0, 1);
      given.read(given.shape ?? []);
      tally.read++;
    } catch (error) {
      if (!(error instanceof SourceError)) throw new Error(`case ${number}: ${String(error)}`, { cause: error });
      assert.ok(error.message.length < 2000, `case ${number}: a message of ${error.message.length} characters`);
      tally.refused++;
    }
    tally.slowest = Math.max(tally.slowest, performance.now() - begin);
    if (number % 100 === 0) tally.largest = Math.max(tally.largest, process.memoryUsage().rss - before);
  }
  t.diagnostic(JSON.stringify(tally));
  assert.ok(tally.slowest < SLOWEST_MS && tally.largest < LARGEST_BYTES, JSON.stringify(tally));
  assert.ok(tally.read > cases / 20 && tally.refused > cases / 20, JSON.stringify(tally));
});

/** A file with one to four changes: bits, bytes, pieces put in or taken out, the end cut off, a part of another file. */
function mutated(random: Random): { readonly ending: string; readonly bytes: Buffer } {
  const seed = random.pick(seeds);
  let bytes = Buffer.from(seed.bytes);
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    // The beginning and the end tell what the rest is.
    const at = random.chance(0.5)
      ? random.below(bytes.length)
      : random.chance(0.5)
        ? random.below(Math.min(140, bytes.length))
        : Math.max(0, bytes.length - 1 - random.below(200));
    const until = Math.min(bytes.length, at + 1 + random.below(16));
    const other = random.pick(seeds).bytes;
    const piece = random.chance(0.8)
      ? Buffer.from(random.pick(PIECES), "latin1")
      : other.subarray(random.below(other.length)).subarray(0, 200);
    switch (random.below(6)) {
      case 0:
        if (bytes.length > 0) bytes[at] ^= 1 << random.below(8);
        break;
      case 1:
        if (bytes.length > 0) bytes[at] = random.below(256);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(until)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]);
        break;
      default:
        if (random.chance(0.2)) bytes = bytes.subarray(0, at);
        else piece.copy(bytes, at);
    }
  }
  return { ending: seed.ending, bytes };
}
