import assert from "node:assert/strict";
import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { ANYWHERE } from "../../../../src/files/access";
import { askEverything } from "../../../support/ask-everything";
import { makeHostileRuns } from "../../../support/hostile-runs";

/** Milliseconds that no answer may take; ten times as long as they do. */
const LONGEST = 2000;

const posix = process.platform !== "win32";
const root = mkdtempSync(join(tmpdir(), "spikeloop-hostile-"));
after(() => rmSync(root, { recursive: true, force: true }));
const workspace = join(root, "workspace");
const runs = posix ? makeHostileRuns(join(workspace, "net.runs"), join(root, "outside")) : [];

/** Names, sizes and times of all that lies in a folder. */
function stateOf(folder: string): unknown {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const { size, mtimeMs, mode } = lstatSync(join(folder, name));
      return [name, size, mtimeMs, mode];
    });
}

describe("a run folder of a stranger", { skip: !posix }, () => {
  for (const { name, folder } of runs) {
    test(`${name}: is told of in words, at once, and nothing is written`, async () => {
      const before = stateOf(workspace);
      const restricted = await askEverything(folder, { within: [workspace] });
      assert.deepEqual(stateOf(workspace), before);
      assert.ok(restricted.slowest < LONGEST, `${restricted.slowest} ms`);
      if (/outside/.test(name)) {
        const said = [
          ...restricted.messages,
          ...(restricted.snapshot?.fileProblems ?? []).map(({ message }) => message),
          restricted.snapshot?.configChanged,
        ];
        assert.ok(
          said.some((text) => /not trusted|unknown/.test(String(text))) || /population|summary/.test(name),
          JSON.stringify(said),
        );
      }
      const trusted = await askEverything(folder, ANYWHERE);
      assert.ok(trusted.slowest < LONGEST, `${trusted.slowest} ms`);
    });
  }
});
