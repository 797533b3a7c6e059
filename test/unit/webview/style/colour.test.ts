import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, cssOf, parseColour, readable, type Colour } from "../../../../webview/style/colour";

test("colours as VS Code writes them are read", () => {
  const white: Colour = { r: 255, g: 255, b: 255, a: 1 };
  assert.deepEqual(parseColour("#fff"), white);
  assert.deepEqual(parseColour(" #FFFFFF "), white);
  assert.deepEqual(parseColour("rgba(255, 255, 255, 0.5)"), { ...white, a: 0.5 });
  assert.deepEqual(parseColour("rgb(255 255 255 / 50%)"), { ...white, a: 0.5 });
  assert.equal(parseColour("#ffffff80")?.a.toFixed(2), "0.50");
  assert.deepEqual([parseColour(""), parseColour("tomato"), parseColour("rgb(1,2)")], [null, null, null]);
  assert.equal(cssOf({ r: 1.4, g: 2, b: 3, a: 0.25 }), "rgba(1, 2, 3, 0.25)");
});

test("a colour that does not stand out is mixed towards the foreground until it does", () => {
  const [ground, foreground, orange] = ["#ffffff", "#3b3b3b", "#d18616"].map((text) => parseColour(text) as Colour);
  assert.ok(contrast(orange, ground) < 3);
  const mixed = readable(orange, ground, foreground);
  assert.ok(contrast(mixed, ground) >= 3 && contrast(mixed, ground) < 3.4);
  const green = parseColour("#388a34") as Colour;
  assert.equal(cssOf(readable(green, ground, foreground)), cssOf(green), "what stands out stays");
});
