import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inMarkdown, inMessage, visible } from "../../../src/text/display";

/** How VS Code finds links in notifications, progress, dialogs and quick inputs (src/vs/base/common/linkedText.ts). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** How it finds icons (src/vs/base/browser/ui/iconLabel/iconLabels.ts). */
const ICON = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/;

const LINKS = [
  "[click](command:workbench.action.quit)",
  "[a](https://example.org)",
  '[a](FILE:///etc/passwd "title")',
  "[a\nb](command:x)",
  "[[a](command:x)](command:y)",
  "]([a](command:x)",
  "![x](command:x)",
];
const ICONS = ["$(error)", "$(sync~spin)", "\\$(bell)", "$($(bell))", "$$(bell)"];

test("what cannot be seen is written as an escape", () => {
  assert.equal(visible("a\u001b[31mb\nc\u202ed\u0000"), "a\\u001b[31mb\\nc\\u202ed\\u0000");
  assert.equal(visible("\u200e\u200f\u061c\ufeff\ud800"), "\\u200e\\u200f\\u061c\\ufeff\\ud800");
  assert.equal(visible("Größe 🧠 naïve e\u0301"), "Größe 🧠 naïve e\u0301");
});

describe("a message", () => {
  test("has no link, no icon and one line, and reads as before", () => {
    const text = inMessage("[click](command:workbench.action.quit) $(error) [a](https://b)\n");
    assert.equal(text.replaceAll("\u200b", ""), "[click](command:workbench.action.quit) $(error) [a](https://b)\\n");
    for (const link of LINKS) {
      assert.match(link, LINK);
      assert.doesNotMatch(inMessage(link), LINK, link);
    }
    for (const icon of ICONS) {
      assert.match(icon, ICON);
      assert.doesNotMatch(inMessage(icon), ICON, icon);
    }
  });

  test("is no longer than is read", () => {
    assert.equal(inMessage("x".repeat(1e6)).length, 1001);
    assert.doesNotMatch(inMessage(`${"x".repeat(999)}🧠`), /[\ud800-\udfff]/u);
  });
});

test("Markdown shows the text itself", () => {
  const shown = inMarkdown("[a](command:b) <img> $(x) `c` **d**").replaceAll("\u200b", "");
  assert.equal(shown, "\\[a\\]\\(command\\:b\\) &lt;img\\> \\$\\(x\\) \\`c\\` \\*\\*d\\*\\*");
  for (const icon of ICONS) assert.doesNotMatch(inMarkdown(icon).replace(/\\(?=[^A-Za-z0-9])/g, ""), ICON, icon);
  // What Markdown takes for an address all by itself.
  for (const address of ["https://example.org", "www.example.org", "a@example.org"]) {
    assert.doesNotMatch(inMarkdown(address), /https?:\/\/|www\.|[a-z]@/);
  }
});
