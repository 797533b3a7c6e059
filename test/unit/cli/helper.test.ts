import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { main } from "../../../src/cli/main";
import { temporaryFolder } from "../../support/temporary-folder";
import { fakeTerminal } from "./fake-terminal";

const SOURCE = readFileSync("src/fits/to_spikeloop.py", "utf8");

async function helper(...args: string[]) {
  const terminal = fakeTerminal();
  const code = await main(["helper", ...args], terminal, { simulation: "", kernel: "" });
  return { code, ...terminal.written };
}

test("the Python helper is printed as it is", async () => {
  assert.deepEqual(await helper(), { code: 0, out: SOURCE, err: "" });
});

test("it is written to a new file, never over another", async (t) => {
  const file = join(temporaryFolder(t), "to_spikeloop.py");
  assert.deepEqual(await helper("--out", file), { code: 0, out: `${file}\n`, err: "" });
  assert.equal(readFileSync(file, "utf8"), SOURCE);
  const { code, err } = await helper("--out", file);
  assert.equal(code, 2);
  assert.match(err, /there is a file .*to_spikeloop\.py already; give another --out/);
});

test("it needs NumPy alone", () => {
  const imports = SOURCE.match(/^(import|from) \w+/gm);
  assert.deepEqual(
    imports?.filter((line) => line !== "from to_spikeloop"),
    ["import json", "import math", "import pathlib", "import numpy"],
  );
});

test("it takes no file without --out", async () => {
  const { code, err } = await helper("a.py");
  assert.equal(code, 2);
  assert.match(err, /spikeloop helper --out to_spikeloop\.py/);
});
