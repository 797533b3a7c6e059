import assert from "node:assert/strict";
import { test } from "node:test";
import { nextKey, parseKey } from "../../../src/model/keys";

test("keys are read as people write them", () => {
  assert.deepEqual(parseKey(" 123 "), [0, 123]);
  assert.deepEqual(parseKey("4294967295"), [0, 4294967295]);
  assert.deepEqual(parseKey("12345, 678"), [12345, 678]);
  assert.deepEqual(parseKey("[1,2]"), [1, 2]);
});

test("what is no key, and what JAX would cut, is told apart", () => {
  const wrong = (text: string): string => {
    const key = parseKey(text);
    return "wrong" in key ? key.wrong : assert.fail(`${text} was read as ${key.join()}`);
  };
  for (const text of ["", "-1", "1.5", "1e3", "1,2,3", "1,", "[1", "abc"])
    assert.match(wrong(text), /^A key is a whole number/, text);
  for (const text of ["4294967296", "1,4294967296", "4294967296, 1"]) assert.match(wrong(text), /low 32 bits/, text);
});

test("the next key is one more, as a 64-bit number", () => {
  assert.deepEqual(nextKey([0, 123]), [0, 124]);
  assert.deepEqual(nextKey([0, 4294967295]), [1, 0]);
  assert.deepEqual(nextKey([4294967295, 4294967295]), [0, 0]);
});
