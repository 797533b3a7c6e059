import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { noticesOf, packageOf } from "../../../scripts/notices.mjs";
import { temporaryFolder } from "../../support/temporary-folder";

/** A project in which packages are installed: name and files besides package.json. */
function project(t: TestContext, packages: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const root = temporaryFolder(t);
  for (const [name, files] of Object.entries(packages)) {
    const folder = join(root, "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "1.2.3", license: "MIT" }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  }
  return root;
}

const bundle = (...inputs: string[]) => ({
  inputs: Object.fromEntries(inputs.map((file) => [file, { bytes: 1, imports: [] }])),
  outputs: {},
});

test("a bundled file is told by its package, nested and scoped ones too", () => {
  assert.equal(packageOf("src/main.ts"), undefined);
  assert.equal(packageOf("node_modules/zod/v4/index.js"), "zod");
  assert.equal(packageOf("../../node_modules/@a/b/c.js"), "@a/b");
  assert.equal(packageOf("node_modules/@a/b/node_modules/tslib/tslib.js"), "@a/b/node_modules/tslib");
});

test("each bundled package stands with its version and its licence, once", (t) => {
  const root = project(t, {
    one: { LICENSE: "Licence of one" },
    "@two/two": { "license.md": "Licence of two" },
    unused: {},
  });
  const notices = noticesOf(root, [
    bundle("node_modules/one/a.js", "node_modules/one/b.js"),
    bundle("src/x.ts", "node_modules/@two/two/a.js"),
  ]);
  assert.equal(notices.match(/one 1\.2\.3 \(MIT\)\n\nLicence of one/g)?.length, 1);
  assert.match(notices, /@two\/two 1\.2\.3 \(MIT\)\n\nLicence of two/);
  assert.doesNotMatch(notices, /unused/);
});

test("a package without a licence text stops the packaging by name", (t) => {
  const root = project(t, { one: { LICENSE: "Licence of one" }, bare: { "README.md": "MIT" } });
  assert.throws(
    () => noticesOf(root, [bundle("node_modules/one/a.js", "node_modules/bare/a.js")]),
    /no licence text: bare\./,
  );
});
