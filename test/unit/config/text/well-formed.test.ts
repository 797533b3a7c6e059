import assert from "node:assert/strict";
import { test } from "node:test";
import { getNodeValue, parseTree, type Node, type ParseError } from "jsonc-parser";
import { parseWellFormed } from "../../../../src/config/text/well-formed";
import { fuzzCases, Random } from "../../../support/fuzz";

/** What a tree says, with nodes above each other checked. */
function said(node: Node): unknown {
  for (const child of node.children ?? []) assert.equal(child.parent, node);
  const { type, offset, length, colonOffset, value, children } = node;
  return {
    type,
    offset,
    length,
    ...(colonOffset === undefined ? {} : { colonOffset }),
    ...(value === undefined ? {} : { value: value as unknown }),
    ...(children && { children: children.map(said) }),
  };
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (inner === Infinity ? "Infinity" : inner)));
}

/** Compares with jsonc-parser, which is told of each mistake. */
function compare(text: string): void {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const found = parseWellFormed(text);
  if (errors.length > 0 || tree === undefined) return assert.equal(found, null, text);
  assert.ok(found, text);
  assert.deepEqual(said(found.root), said(tree), text);
  assert.deepEqual(plain(found.value), plain(getNodeValue(tree)), text);
}

const GAPS = ["", "", "", " ", "\n", "\r\n", "\t", "/* , ] */", "// }\n"];
const SLIPS = '{}[],:"\\/*x.-0 \n';
const LITERALS = ["0", "-1", "2.5e-3", "1e999", "true", "false", "null", '""', '"a\\n\\u00e9"', '"]}"', '"__proto__"'];

function jsonText(random: Random, depth: number): string {
  const gap = (): string => random.pick(GAPS);
  const kind = depth === 0 ? 0 : random.below(4);
  if (kind < 2) return random.pick(LITERALS);
  const count = random.below(5);
  const elements = Array.from({ length: count }, () => {
    const value = jsonText(random, depth - 1);
    return kind === 2
      ? `${gap()}${value}${gap()}`
      : `${gap()}${LITERALS[7 + random.below(4)]}${gap()}:${gap()}${value}${gap()}`;
  });
  const comma = count > 0 && random.below(4) === 0 ? `,${gap()}` : "";
  return `${gap()}${kind === 2 ? "[" : "{"}${elements.join(",")}${comma}${kind === 2 ? "]" : "}"}${gap()}`;
}

test("is what jsonc-parser makes of it, also with comments, trailing commas and keys that are given twice", () => {
  const random = new Random(1);
  for (let i = 0; i < fuzzCases(2000, 100_000); i++) compare(jsonText(random, 4));
});

test("is null wherever jsonc-parser finds a mistake", () => {
  const random = new Random(2);
  for (let i = 0; i < fuzzCases(2000, 100_000); i++) {
    const text = jsonText(random, 4);
    const at = random.below(text.length + 1);
    const slip = random.pick([...SLIPS]);
    compare(random.below(2) === 0 ? text.slice(0, at) + slip + text.slice(at) : text.slice(0, at) + text.slice(at + 1));
  }
  for (const text of [
    "",
    " ",
    "// nothing",
    "[",
    "{",
    "[,]",
    "[1,,2]",
    '{"a"}',
    '{"a":}',
    "[1] [2]",
    "01",
    "nan",
    "\ufeff1",
  ])
    compare(text);
});
