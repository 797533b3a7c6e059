import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { orderOf } from "../../../src/config/arithmetic";
import { messages, plan, resolved, SMALL } from "./configs";

describe("arithmetic", () => {
  test("names the order of additions; left out, and with fast, there is none", () => {
    assert.equal(resolved(SMALL).order, null);
    assert.equal(resolved({ ...SMALL, arithmetic: "fast" }).order, null);
    assert.equal(resolved({ ...SMALL, arithmetic: { order: "nemos-avx512" } }).order, "avx512");
    assert.equal(resolved({ ...SMALL, arithmetic: { order: "nemos-avx2" } }).order, "avx2");
    assert.ok(["avx512", "avx2"].includes(orderOf("nemos") ?? ""));
  });

  for (const wrong of ["nemo", 1, { order: "nemos-avx" }, {}, { orders: "nemos-avx2" }])
    test(`${JSON.stringify(wrong)} is refused`, () => {
      const told = messages(plan({ ...SMALL, arithmetic: wrong }));
      assert.equal(told.length, 1, told.join());
      assert.match(told[0], /nemos|order/);
    });
});
