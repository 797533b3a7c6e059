import assert from "node:assert/strict";
import { test } from "node:test";
import { createScanner } from "jsonc-parser";
import { placeDeeperThan } from "../../../../src/config/text/depth";
import { fuzzCases, Random } from "../../../support/fuzz";

/** The same by jsonc-parser's own tokens. */
function byTokens(deepest: number, text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let at = 0; at < text.length; at = scanner.getPosition()) {
    scanner.scan();
    const token = text[scanner.getTokenOffset()];
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth--;
    if (depth > deepest) return scanner.getTokenOffset();
  }
  return null;
}

test("nesting is told as by jsonc-parser's tokens, however broken a text is", () => {
  const random = new Random(3);
  const parts = ["[", "[", "{", "]", "}", '"', '"', "\\", "/", "//", "/*", "*/", "\n", "\r", "\r\n", "1", ",", " "];
  for (let i = 0; i < fuzzCases(20_000, 1_000_000); i++) {
    const text = Array.from({ length: random.below(30) }, () => random.pick(parts)).join("");
    assert.equal(placeDeeperThan(2, text), byTokens(2, text), JSON.stringify(text));
  }
});
