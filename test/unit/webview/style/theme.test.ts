import assert from "node:assert/strict";
import { test } from "node:test";
import { paperTheme, themeFrom } from "../../../../webview/style/theme";

test("a theme without any variable still draws; paper is white", () => {
  assert.equal(themeFrom(() => "", false, "x").ground, "rgb(31, 31, 31)");
  assert.equal(paperTheme("x").ground, "rgb(255, 255, 255)");
  assert.equal(paperTheme("x").palette.length, 6);
});
