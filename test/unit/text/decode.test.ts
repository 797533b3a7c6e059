import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeText } from "../../../src/text/decode";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};

test("UTF-8 with and without a mark, and UTF-16 with its mark, give the same text", () => {
  const text = '{ "title": "Größe 🧠" }\n';
  for (const bytes of [utf8(text), utf8(`\ufeff${text}`), utf16(text, false), utf16(text, true)]) {
    assert.deepEqual(decodeText(bytes), { text });
  }
  assert.deepEqual(decodeText(new Uint8Array(0)), { text: "" });
});

test("bytes that are no UTF-8 are a fault with its place and the remedy, never replaced", () => {
  const bytes = new Uint8Array([...utf8('{\n  "title": "Gr'), 0xf6, ...utf8('sse"\n}')]);
  assert.deepEqual(decodeText(bytes), {
    fault: { byte: 16, offset: 16, line: 2, column: 15, message: "byte 0xf6 is not UTF-8; save the file as UTF-8" },
  });
});

test("the place is right wherever the wrong byte is", () => {
  for (let at = 0; at < 40; at++) {
    const bytes = utf8("a".repeat(20) + "\u00e9".repeat(10));
    const wrong = new Uint8Array([...bytes.subarray(0, at), 0xff, ...bytes.subarray(at)]);
    const decoded = decodeText(wrong);
    assert.ok("fault" in decoded);
    // Half a character is where the text stops being one.
    const expected = at <= 20 || at % 2 === 0 ? [at] : [at - 1, at];
    assert.ok(expected.includes(decoded.fault.byte), `${at}: ${decoded.fault.byte}`);
  }
});

test("a text that is cut off within a character is a fault", () => {
  const decoded = decodeText(utf8("ab🧠").subarray(0, 5));
  assert.ok("fault" in decoded);
  assert.equal(decoded.fault.column, 3);
  const half = decodeText(utf16("ab", false).subarray(0, 5));
  assert.ok("fault" in half);
});

test("zeros are a fault: UTF-16 without its mark is not taken for UTF-8", () => {
  const unmarked = decodeText(utf16('{ "a": 1 }', false).subarray(2));
  assert.ok("fault" in unmarked);
  assert.deepEqual([unmarked.fault.byte, unmarked.fault.line, unmarked.fault.column], [1, 1, 2]);
  assert.match(unmarked.fault.message, /UTF-16 without its mark; save the file as UTF-8/);
  const inside = decodeText(utf16("ab\n\0", true));
  assert.ok("fault" in inside);
  assert.deepEqual([inside.fault.byte, inside.fault.offset, inside.fault.line, inside.fault.column], [8, 3, 2, 1]);
});
