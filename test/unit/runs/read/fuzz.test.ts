import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ANYWHERE } from "../../../../src/files/access";
import { askEverything } from "../../../support/ask-everything";
import { fuzzCases, Random } from "../../../support/fuzz";
import { makeMutatedRun } from "../../../support/mutate-run";

const CASES = fuzzCases(150, 10_000);
/** Milliseconds that no answer may take, and kilobytes that all of it may. */
const LONGEST = 2000;
const MOST_MEMORY = 1e6;

const posix = process.platform !== "win32";

test(`${CASES} run folders with anything wrong in them: nothing but words, at once, in little memory, and nothing written`, async () => {
  const root = mkdtempSync(join(tmpdir(), "spikeloop-fuzz-"));
  const pipe = posix ? join(root, "pipe") : null;
  if (pipe !== null) execFileSync("mkfifo", [pipe]);
  writeFileSync(join(root, "outside"), "nobody's business");
  const failures: string[] = [];
  const before = process.resourceUsage().maxRSS;
  try {
    for (let seed = 0; seed < CASES; seed++) {
      const folder = join(root, "workspace", "net.runs", `run-${seed}`);
      const random = new Random(seed);
      const mutations = makeMutatedRun(folder, random, pipe);
      const trusted = random.chance(0.5);
      const files = trusted ? null : stateOf(folder);
      try {
        const { slowest } = await askEverything(folder, trusted ? ANYWHERE : { within: [join(root, "workspace")] });
        assert.ok(slowest < LONGEST, `${slowest} ms`);
        if (!trusted) assert.deepEqual(stateOf(folder), files);
      } catch (error) {
        failures.push(`seed ${seed}, ${mutations.join("; ")}: ${String(error)}`);
      }
      rmSync(folder, { recursive: true });
    }
    assert.deepEqual(failures, []);
    assert.ok(process.resourceUsage().maxRSS - before < MOST_MEMORY, `${process.resourceUsage().maxRSS - before} kB`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

/** Names, sizes and times of what lies in a folder. */
function stateOf(folder: string): unknown {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { size, mtimeMs } = lstatSync(join(folder, name));
      return [name, size, mtimeMs];
    });
}
