import assert from "node:assert/strict";
import { test } from "node:test";
import { inMarkdown, inMessage, visible } from "../../../src/text/display";

test("what cannot be seen is written as an escape", () => {
  assert.equal(visible("a\u001b[31mb\nc\u202ed\u0000"), "a\\u001b[31mb\\nc\\u202ed\\u0000");
  assert.equal(visible("Größe 🧠 naïve"), "Größe 🧠 naïve");
});

test("a message has no link, no icon and one line, and reads as before", () => {
  const text = inMessage("[click](command:workbench.action.quit) $(error) [a](https://b)\n");
  assert.doesNotMatch(text, /\]\(|\$\(|\n/);
  assert.equal(text.replaceAll("\u200b", ""), "[click](command:workbench.action.quit) $(error) [a](https://b)\\n");
});

test("Markdown shows the text itself", () => {
  assert.equal(inMarkdown("[a](command:b) <img> $(x) `c` **d**"), "\\[a\\]\\(command:b\\) &lt;img\\> \\$\\(x\\) \\`c\\` \\*\\*d\\*\\*");
});
