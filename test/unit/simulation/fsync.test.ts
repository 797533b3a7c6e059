import fs, { existsSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename, join } from "node:path";
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import type { RunManifest } from "../../../src/protocol/manifest";
import { simulateToFolder } from "../../../src/simulation/simulate";
import { temporaryFolder } from "../../support/temporary-folder";
import { systemError } from "../../support/faults";

type Sync = (descriptor: number, done: (error: Error | null) => void) => void;

const ARRAYS = ["population.npy", "rates.npy", "spikes.npy", "summary-1024.npy", "summary-16384.npy", "summary-64.npy"];

/** Notes which files are brought to the disk, and what the manifest says when they are there. `refuse` may let one fail. */
function watchSyncs(
  t: TestContext,
  refuse: (name: string) => string | null = () => null,
): { name: string; after: string }[] {
  const syncs: { name: string; after: string }[] = [];
  const original = fs.fdatasync as Sync;
  t.mock.method(fs, "fdatasync", ((descriptor, done) => {
    const file = readlinkSync(`/proc/self/fd/${descriptor}`);
    const manifest = join(file, "..", "run.glmrun.json");
    syncs.push({ name: basename(file), after: "" });
    const code = refuse(basename(file));
    const over = (error: Error | null): void => {
      const last = syncs.find(({ name }) => name === basename(file));
      if (last) last.after = statusOf(manifest);
      done(error);
    };
    if (code !== null) over(systemError(code, "fdatasync"));
    // Slow enough to be overtaken by whoever does not wait.
    else original(descriptor, (error) => setTimeout(() => over(error), 20));
  }) satisfies Sync as unknown as typeof fs.fdatasync);
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  return syncs;
}

function statusOf(manifest: string): string {
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, "utf8")) as RunManifest).status : "none";
}

async function simulate(t: TestContext, nNeurons: number, nTimeBins: number): Promise<RunManifest> {
  const configFile = join(temporaryFolder(t), "net.glm.json");
  writeFileSync(
    configFile,
    JSON.stringify({
      coupling_coef: -0.01,
      coupling_basis_matrix: [[1]],
      intercepts: { fill: -2, shape: [nNeurons] },
      n_time_bins: nTimeBins,
    }),
  );
  const ends: RunManifest[] = [];
  await simulateToFolder(
    { configFile },
    {
      onEvent: (event) => void (event.type === "ended" && ends.push(event.manifest)),
      signal: new AbortController().signal,
    },
  );
  return ends[0];
}

const skip = process.platform !== "linux" && "only Linux tells which file a descriptor is of";

test("a manifest says `finished` only when every array, and it itself, is on the disk", { skip }, async (t) => {
  const syncs = watchSyncs(t);
  assert.equal((await simulate(t, 2, 100)).status, "finished");
  assert.deepEqual(syncs.map(({ name }) => name).sort(), [".run.glmrun.json.reserve", ...ARRAYS]);
  assert.deepEqual(new Set(syncs.map(({ after }) => after)), new Set(["running"]));
});

test("a long run's arrays are brought to the disk while it goes on", { skip }, async (t) => {
  const syncs = watchSyncs(t);
  assert.equal((await simulate(t, 100, 100_000)).status, "finished");
  const rates = syncs.filter(({ name }) => name === "rates.npy");
  assert.ok(rates.length >= 3, `${rates.length} times`);
});

test("what the disk does not take makes the run a failed one", { skip }, async (t) => {
  watchSyncs(t, (name) => (name === "rates.npy" ? "EIO" : null));
  const { status, error } = await simulate(t, 2, 100);
  assert.equal(status, "failed");
  assert.match(
    error?.message ?? "",
    /^Not all of it could be brought to the disk: the disk reports an error at .*rates\.npy$/,
  );
});

test("a file system that knows of no such thing is no failure", { skip }, async (t) => {
  watchSyncs(t, () => "EINVAL");
  assert.equal((await simulate(t, 2, 100)).status, "finished");
});
