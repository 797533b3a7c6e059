import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bytes,
  count,
  duration,
  fixed,
  hertz,
  keyText,
  plural,
  rate,
  scientific,
  significant,
  whole,
} from "../../../src/text/numbers";

/** Thin no-break spaces as plain ones, so that expectations can be read. */
const plain = (text: string): string => text.replace(/\u202f/g, " ");

test("thousands are kept apart by thin no-break spaces, minus is a true minus", () => {
  assert.equal(whole(1234567), "1\u202f234\u202f567");
  assert.equal(whole(-4274), "\u22124\u202f274");
  assert.equal(whole(-0.2), "0");
  assert.equal(plain(fixed(12345.678, 2)), "12 345.68");
  assert.equal(fixed(-0.001, 2), "0.00", "no minus before nothing");
});

test("counts above a million are short", () => {
  assert.equal(plain(count(4274)), "4 274");
  assert.equal(plain(count(1e6)), "1 000 000");
  assert.equal(plain(count(2_891_234)), "2.89 M");
  assert.equal(plain(count(3.5e9)), "3.50 G");
});

test("small numbers are written out while that is short, else with a power of ten", () => {
  assert.equal(significant(0.0142), "0.0142");
  assert.equal(significant(0.0005), "0.0005");
  assert.equal(plain(significant(0.00013, 2)), "1.3 × 10⁻⁴");
  assert.equal(plain(significant(1.8e11, 2)), "1.8 × 10¹¹");
  assert.equal(plain(significant(2301.4)), "2 301");
  assert.deepEqual(
    [significant(0), significant(NaN), significant(Infinity), significant(-Infinity)],
    ["0", "NaN", "∞", "\u2212∞"],
  );
  assert.equal(plain(scientific(-1.34e-7)), "\u22121.3 × 10⁻⁷");
  assert.equal(plain(scientific(1e6)), "1 × 10⁶");
});

test("rates are in hertz where bins have a size, else in counts per bin", () => {
  assert.equal(plain(rate(0.01424, 0.001)), "14.2 Hz");
  assert.equal(plain(rate(0.01424, null)), "0.014 per bin");
  assert.equal(plain(hertz(516.7)), "517");
  assert.equal(hertz(0), "0");
  assert.equal(hertz(0.05), "0.05");
  assert.equal(plain(hertz(1_790_854)), "1.8 × 10⁶");
});

test("durations take the unit that fits", () => {
  const said = [52e-6, 0.0064, 0.147, 0.99961, 9, 12, 75, 720, 12_000].map((seconds) => plain(duration(seconds)));
  assert.deepEqual(said, ["52 µs", "6.4 ms", "147 ms", "1.0 s", "9.0 s", "12 s", "75 s", "12 min", "3 h 20 min"]);
});

test("bytes, plurals, keys", () => {
  assert.deepEqual(
    [448, 3_300_000, 999_600, 8e9].map((size) => plain(bytes(size))),
    ["448 B", "3.3 MB", "1.0 MB", "8.0 GB"],
  );
  assert.deepEqual(
    [plural(1, "neuron"), plural(2, "neuron"), plural(0, "axis", "axes")],
    ["1 neuron", "2 neurons", "0 axes"],
  );
  assert.deepEqual([keyText([0, 123]), keyText([12345, 678])], ["123", "12345, 678"]);
});
