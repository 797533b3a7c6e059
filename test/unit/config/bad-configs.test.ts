import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { planConfig } from "../../../src/config/plan";
import { problemText } from "../../../src/config/types";
import { resolveForRun } from "../../../src/config/resolve";
import { ConfigError, type Problem } from "../../../src/config/types";

/** Each file is named for what is wrong with it; expected.txt has what is said about it, as `spikeloop check` prints it. */
const FOLDER = "test/fixtures/bad-configs";
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".glm.json"));
const expected = readFileSync(`${FOLDER}/expected.txt`, "utf8").trimEnd().split("\n");

test("there are at least fifty bad configs, and something is expected of each", () => {
  assert.ok(names.length >= 50);
  assert.deepEqual([...new Set(expected.map((line) => line.split(":")[0]))].sort(), [...names].sort());
});

for (const name of names) {
  test(`${name.replace(".glm.json", "").replaceAll("-", " ")}: told with file, line and column`, async () => {
    const file = resolve(FOLDER, name);
    const told = (await problemsOf(file, readFileSync(file, "utf8"))).map((problem) =>
      problemText({ ...problem, file: name }).replaceAll(`${resolve(FOLDER)}/`, ""),
    );
    assert.deepEqual(
      told,
      expected.filter((line) => line.startsWith(`${name}:`)),
    );
  });
}

/** What planning finds; where it finds nothing, what reading the data does. */
async function problemsOf(file: string, text: string): Promise<readonly Problem[]> {
  const { problems } = planConfig(file, text);
  if (problems.length > 0) return problems;
  try {
    await resolveForRun(file, text, {}, { spoolIn: null });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
