import assert from "node:assert/strict";
import { test } from "node:test";
import { DriveLevel } from "../../../../../src/runs/read/queries/drive-level";
import type { FeedforwardTerm } from "../../../../../src/runs/read/queries/feedforward-term";
import { SUMMARY_FIELDS } from "../../../../../src/runs/summaries/summary";

/** A term that is the number of the bin, and what was read of it. */
function countingTerm(): FeedforwardTerm & { readonly bins: Set<number> } {
  const bins = new Set<number>();
  return {
    bins,
    width: 1,
    read(first, nBins) {
      return Float64Array.from({ length: nBins }, (_, i) => {
        assert.ok(!bins.has(first + i), `bin ${first + i} was read twice`);
        bins.add(first + i);
        return first + i;
      });
    },
    close: () => undefined,
  };
}

test("a level grows with its run, and reads each bin once", async () => {
  const term = countingTerm();
  const level = new DriveLevel(term, 1, 1e6);
  assert.equal((await level.over(1000)).blocks, 0);
  const [early, late] = await Promise.all([level.over(2100), level.over(5000)]);
  assert.deepEqual([early.blocks, late.blocks, late.size], [2, 4, 1024]);
  assert.equal(term.bins.size, 4096);
  const values: number[] = [];
  late.summary.forEach(0, 4, (rows) => values.push(...rows));
  assert.deepEqual(values.slice(3 * SUMMARY_FIELDS), [0, 3072, (3072 + 4095) / 2, 4095]);
});

test("a level that is closed works out no more", async () => {
  const term = countingTerm();
  const level = new DriveLevel(term, 1, 1e9);
  const answer = level.over(1e9);
  level.close();
  await answer;
  assert.ok(term.bins.size <= 1024);
});
