import assert from "node:assert/strict";
import { test } from "node:test";
import { createScanner } from "jsonc-parser";
import { firstExcess, LARGEST, type Extent } from "../../../../src/config/text/extent";
import { fuzzCases, Random } from "../../../support/fuzz";
import { whole } from "../../../../src/text/numbers";
import { plan } from "../configs";

/** Where the first excess is by jsonc-parser's own tokens. */
function byTokens(text: string, { levels, lists, keys, texts }: Extent): number | null {
  const scanner = createScanner(text, true);
  const counts = { depth: 0, lists: 0, keys: 0, texts: 0 };
  for (let at = 0; at < text.length; at = scanner.getPosition()) {
    scanner.scan();
    const token = text[scanner.getTokenOffset()];
    if (token === "[" || token === "{") [counts.depth, counts.lists] = [counts.depth + 1, counts.lists + 1];
    else if (token === "]" || token === "}") counts.depth--;
    else if (token === ":") counts.keys++;
    else if (token === '"') counts.texts++;
    if (counts.depth > levels || counts.lists > lists || counts.keys > keys || counts.texts > texts)
      return scanner.getTokenOffset();
  }
  return null;
}

test("levels, lists, keys and texts are counted as by jsonc-parser's tokens, however broken a text is", () => {
  const random = new Random(3);
  const parts = '[ [ { ] } " " \\ / // /* */ : 1 ,'.split(" ").concat("\n", "\r", "\r\n", " ");
  for (let i = 0; i < fuzzCases(20_000, 1_000_000); i++) {
    const text = Array.from({ length: random.below(30) }, () => random.pick(parts)).join("");
    const most = { levels: 2, lists: 2 + random.below(4), keys: random.below(3), texts: 1 + random.below(3) };
    assert.equal(firstExcess(text, most)?.offset ?? null, byTokens(text, most), JSON.stringify(text));
  }
});

test("a config of too many lists, keys or texts is refused where they become too many, before it is parsed", () => {
  const told = (text: string): unknown => plan(text).problems.map(({ offset, message }) => [offset, message]);
  const message = (what: string): string =>
    `a config has ${what} at most: save its numbers, or the input that its stimuli make, as .npy files and name those in it`;
  const { lists, keys, texts } = LARGEST;
  assert.deepEqual(told("[],".repeat(lists) + "[]"), [[3 * lists, message(`${whole(lists)} lists and objects`)]]);
  assert.deepEqual(told("a:".repeat(keys) + ":"), [[2 * keys, message(`${whole(keys)} keys`)]]);
  assert.deepEqual(told('"",'.repeat(texts) + '""'), [[3 * texts, message(`${whole(texts)} texts and keys`)]]);
  assert.equal(firstExcess("[],".repeat(lists) + "1:".repeat(keys) + '"[:"'.repeat(texts)), null);
});
