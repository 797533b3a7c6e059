import assert from "node:assert/strict";
import { test } from "node:test";
import { messages, plan, SMALL } from "../configs";

/** What is said of a value that is spelled as no JSON value is. */
function said(value: string): string[] {
  return messages(plan(`{\n  "title": "t",\n  "bin_size": ${value},\n  "n_time_bins": 3\n}`));
}

const REMEDIES: Readonly<Record<string, RegExp>> = {
  ".5": /write 0\.5$/,
  "+0.5": /write 0\.5$/,
  "-.5": /write -0\.5$/,
  "1.": /write 1$/,
  "1.e5": /write 1e5$/,
  "00.5": /write 0\.5$/,
  "007": /write 7$/,
  "0x10": /write 16$/,
  "-0x10": /write -16$/,
  "0b101": /write 5$/,
  "0o17": /write 15$/,
  "1_000": /write 1000$/,
  "1'000": /write 1000$/,
  "1 000": /write 1000$/,
  "12 345 678": /write 12345678$/,
  "- 1": /write -1$/,
  "1,5": /write 1\.5$/,
  "0,001": /write 0\.001$/,
  "1e": /exponent needs digits: write 1 or 1e-3/,
  "2.5e+": /write 2\.5 or/,
  "1.0D+00": /write 1\.0e\+00$/,
  "1f": /write 1$/,
  "10n": /write 10$/,
  "2L": /write 2$/,
  "\u22121": /write -1$/,
  "\u20130.5": /write -0\.5$/,
  "1/1000": /write the result/,
  "5%": /write 0\.05/,
  NaN: /JSON has no NaN/,
  nan: /no nan/,
  Infinity: /no Infinity/,
  "-Infinity": /no -Infinity/,
  "np.nan": /no np\.nan/,
  inf: /no inf/,
  True: /^write true$/,
  FALSE: /^write false$/,
  None: /no None in a config/,
  undefined: /no undefined/,
  "'a'": /straight double quotes/,
  "\u201ca\u201d": /straight double quotes/,
  "(1, 2)": /square brackets/,
  "#1": /begins with \/\//,
};

for (const [value, remedy] of Object.entries(REMEDIES)) {
  test(`${value}: told how to write it`, () => assert.match(said(value)[0], remedy));
}

test("inside of lists and at the end of a text too", () => {
  assert.match(messages(plan('{ "intercepts": [1, .5, 2] }'))[0], /write 0\.5$/);
  assert.match(messages(plan('{ "intercepts": [1, 05] }'))[0], /write 5$/);
  assert.match(messages(plan('{ "intercepts": .5'))[0], /write 0\.5$/);
});

test("what JSON has itself is not corrected where something else is missing", () => {
  assert.deepEqual(messages(plan('{\n  "title": "t"\n  "bin_size": 5\n}')), ["a comma is expected here"]);
  assert.deepEqual(messages(plan('{ "intercepts": [1\n 2] }')), ["a comma is expected here"]);
  assert.deepEqual(messages(plan("{ no: 1 }")), [
    "this is not JSON; text needs double quotes, and there are no names such as NaN or True",
  ]);
  assert.match(messages(plan("{ 'bin_size': 1 }"))[0], /straight double quotes/);
});

test("a whole number that is too large or too small for any reason is told once", () => {
  const said = (random_key: string): string[] =>
    messages(plan(`{ "random_key": ${random_key}, ${JSON.stringify(SMALL).slice(1)}`));
  for (const key of [
    "9007199254740993",
    "1e300",
    "18446744073709551616",
    "4294967296",
    "-1",
    "-9007199254740993",
    "-1e300",
    "1.5",
  ])
    assert.equal(said(key).length, 1, key);
  assert.match(said("9007199254740993")[0], /silently be 1: give that, or the pair \[2097152, 1\]$/);
  assert.match(
    said("[9007199254740993, -1e300]").join(),
    /random_key\[0\]" must be at most 2\^32-1.*,"random_key\[1\]" must be at least 0; found -1e300$/,
  );
  assert.deepEqual(messages(plan({ ...SMALL, n_time_bins: -1e300 })), [
    '"n_time_bins" must be at least 1; found -1e+300',
  ]);
});
