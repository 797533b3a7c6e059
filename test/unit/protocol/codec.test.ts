import assert from "node:assert/strict";
import { test } from "node:test";
import { makeCodec } from "../../../src/protocol/codec";

test("typed arrays come back bit by bit, parts of larger buffers and empty ones too", () => {
  const { encode, decode } = makeCodec();
  const bits = Float32Array.of(0.1, -0, NaN, Infinity, 1e-45);
  const value = {
    counts: Int32Array.of(-1, 2 ** 31 - 1),
    bits,
    part: new Uint32Array([1, 2, 3, 4]).subarray(1, 3),
    none: new Float64Array(0),
    bytes: Uint8Array.from({ length: 20_000 }, (_, i) => i),
    nested: [{ neurons: Uint32Array.of(7) }],
    text: "</script>",
    nothing: null,
  };
  const back = decode(encode(value)) as typeof value;
  assert.deepEqual(back, value);
  assert.deepEqual(new Uint8Array(back.bits.buffer), new Uint8Array(bits.buffer));
});

test("objects that look like a written array come back as what they were", () => {
  const { encode, decode } = makeCodec();
  const lookalikes = [
    { $array: "Float32Array", data: "AAA" },
    { $array: "toString", data: "" },
    { $array: 1 },
    { data: "AAAA" },
    { $entries: [["a", 1]] },
    { $entries: { $array: "Uint8Array", data: "!", more: { $entries: null } } },
    { $array: { $array: Uint8Array.of(1, 2) } },
    { a: undefined },
  ];
  for (const value of [...lookalikes, lookalikes])
    assert.deepEqual(decode(encode(value)), JSON.parse(JSON.stringify(value, bytesToo), bytesBack));
});

/** Plain JSON, in which only the one array of bytes above is written apart. */
const bytesToo = (_key: string, part: unknown): unknown => (part instanceof Uint8Array ? "BYTES" : part);
const bytesBack = (_key: string, part: unknown): unknown => (part === "BYTES" ? Uint8Array.of(1, 2) : part);
