import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { EXPORTERS, exportRun } from "../../../../src/runs/export";
import { fabricateRun } from "../../../support/fabricate";
import { temporaryFolder } from "../../../support/temporary-folder";

// Of several blocks in every format.
const [nNeurons, nTimeBins] = [700, 14_000];

for (const exporter of EXPORTERS) {
  describe(`an export as ${exporter.id}`, () => {
    const request = (root: string) => {
      const folder = join(root, "run");
      fabricateRun(folder, { nNeurons, nTimeBins, spans: [[0, 640]], binSize: 0.001 });
      return { folder, range: null, neurons: null, file: join(root, "out") };
    };

    test("tells its progress from 0 to 1, and lets other work run meanwhile", async (t) => {
      const root = temporaryFolder(t);
      const fractions: number[] = [];
      let turns = 0;
      const counting = setInterval(() => turns++, 0);
      await exportRun(exporter, request(root), (fraction) => fractions.push(fraction));
      clearInterval(counting);
      assert.ok(fractions.length > 1 && turns > 1, `${fractions.length} reports, ${turns} turns`);
      assert.deepEqual(
        fractions,
        fractions.toSorted((a, b) => a - b),
      );
      assert.equal(fractions.at(-1), 1);
      assert.ok(fractions[0] > 0 && statSync(join(root, "out")).size > 0);
    });

    test("that is cancelled midway leaves nothing, and a file that was there as it was", async (t) => {
      const root = temporaryFolder(t);
      const { file, ...rest } = request(root);
      writeFileSync(file, "mine");
      const stop = new AbortController();
      const cancelled = exportRun(exporter, { ...rest, file }, () => stop.abort(), stop.signal);
      await assert.rejects(cancelled, { name: "AbortError" });
      assert.equal(readFileSync(file, "utf8"), "mine");
      assert.deepEqual(readdirSync(root).sort(), ["out", "run"]);
    });

    test("that fails midway leaves nothing", async (t) => {
      const root = temporaryFolder(t);
      const { file, ...rest } = request(root);
      const failing = exportRun(exporter, { ...rest, file }, () => assert.fail("no more"));
      await assert.rejects(failing, /no more/);
      assert.deepEqual(readdirSync(root), ["run"]);
      rmSync(join(root, "run", "rates.npy"));
      await assert.rejects(exportRun(exporter, { ...rest, file }), /rates\.npy/);
      assert.equal(existsSync(file), false);
    });
  });
}
