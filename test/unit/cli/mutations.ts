import type { Random } from "../../support/fuzz";

const NUMBERS = [
  "0",
  "-0",
  "-1",
  "1",
  "2",
  "3",
  "0.5",
  "1e-300",
  "5e-324",
  "1e21",
  "1e300",
  "1e308",
  "1e999",
  "-1e999",
  "3.5e38",
  "1e-45",
  "255",
  "1000",
  "100000",
  "1e6",
  "1e9",
  "4294967295",
  "4294967296",
  "9007199254740991",
  "9007199254740993",
  "18446744073709551616",
  `1${"0".repeat(400)}`,
  `0.${"3".repeat(3000)}`,
  ".5",
  "+1",
  "1.",
  "0x10",
  "00.5",
  "1_000",
  "1e",
  "-",
  "NaN",
  "Infinity",
  "True",
  "None",
];
const NAMES = [
  "length",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "map",
  "0",
  "",
  "a",
  "b",
  "e",
  "x".repeat(3000),
  "\\u0000",
  "\\ud800",
  "\\n",
  "\u001b[31m",
  "](command:x)",
  "\u{1f9e0}",
  "a.npy",
  "a.npz",
  "../../etc/passwd",
  "arrays/three.npy",
  "arrays/cut-off.npy",
  "arrays/objects.npy",
  "arrays/folder.npy",
  "arrays/words.csv",
  "arrays/",
  ".",
  "/dev/zero",
  "file:///x.npy",
  "C:\\\\x.npy",
  "~/x.npy",
  "softplus",
  "exp",
  "BSpline",
  "History",
  "coupling_coef",
  "feedforward_input",
  "names",
  "groups",
  "filters",
  "weights",
  "difference_of_gammas",
  "file",
  "fill",
  "normal",
  "shape",
  "array",
  "basis",
  "window_size",
  "n_basis_funcs",
  "order",
  "decay_rates",
  "neurons",
  "step",
  "sine",
  "pulses",
  "constant",
];
const OTHERS = [
  "null",
  "true",
  "false",
  "[]",
  "{}",
  "[[]]",
  "[{}]",
  "[[[]]]",
  '{"a":{}}',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "//",
  "/*",
  "*/",
  "/* */",
  '"',
  "'",
  "\\",
  "\u0000",
  "\ufeff",
  "\u2028",
  "\r",
  "undefined",
  "[[[[[[[[1]]]]]]]]",
  "[".repeat(200),
  '{"length":{}}',
  "[null]",
  '["a",1]',
];

/** A token of JSON as a person might have meant it, or nobody. */
function oddToken(random: Random): string {
  if (random.chance(0.45)) return random.pick(NUMBERS);
  return random.chance(0.6) ? `"${random.pick(NAMES)}"` : random.pick(OTHERS);
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[a-z]+|[[\]{},:]|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+|./g;

/** The same text with a few of its tokens deleted, doubled, swapped or replaced. */
export function mutated(text: string, random: Random): string {
  const tokens = text.match(TOKEN) ?? [];
  for (let change = 1 + random.below(4); change > 0; change--) {
    const at = random.below(tokens.length + 1);
    switch (random.below(8)) {
      case 0:
        tokens.splice(at, 1 + random.below(3));
        break;
      case 1:
        tokens.splice(at, 0, ...tokens.slice(at, at + 1 + random.below(12)));
        break;
      case 2: {
        const other = random.below(tokens.length + 1);
        [tokens[at], tokens[other]] = [tokens[other] ?? "", tokens[at] ?? ""];
        break;
      }
      case 3:
        tokens.splice(at, 0, oddToken(random), random.chance(0.5) ? "," : "");
        break;
      case 4: {
        const keyed = `"${random.pick(NAMES)}":${oddToken(random)},`;
        const opening = tokens.findIndex((token, i) => i >= at && token === "{");
        if (opening >= 0) tokens.splice(opening + 1, 0, keyed);
        break;
      }
      default: {
        // Values are most of what a config says: what follows a colon, a bracket or a comma.
        const value = tokens.findIndex((token, i) => i >= at && /^["\d\-tf]/.test(token));
        if (value >= 0) tokens[value] = oddToken(random);
      }
    }
  }
  return tokens.join("");
}

/** The bytes of a text, now and then with another encoding, a wrong byte, or an end in the middle. */
export function encoded(text: string, random: Random): Uint8Array {
  const utf8 = Buffer.from(text);
  if (random.chance(0.9)) return utf8;
  switch (random.below(5)) {
    case 0:
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case 1:
      return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
    case 2:
      return Buffer.from(text, "latin1");
    case 3:
      return utf8.subarray(0, random.below(utf8.length + 1));
    default:
      utf8[random.below(Math.max(1, utf8.length))] = random.below(256);
      return utf8;
  }
}
