import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { MANIFEST_FILE } from "../../../../src/protocol/manifest";
import { markFailed } from "../../../../src/runs/write/mark-failed";
import { parseManifest, readManifest, RunDamagedError, shownStatus } from "../../../../src/runs/manifest/read";
import { forReaders, remarksOn } from "../../../../src/runs/manifest/for-readers";
import { ManifestFile, manifestText } from "../../../../src/runs/write/manifest-file";
import { exampleManifest } from "../../../support/example-manifest";
import { temporaryFolder } from "../../../support/temporary-folder";

/** The message with which a damaged manifest is refused. */
function refusal(text: string): string {
  try {
    parseManifest(text, "a/run.glmrun.json");
  } catch (error) {
    assert.ok(error instanceof RunDamagedError);
    return error.message;
  }
  return assert.fail("the manifest was taken");
}

describe("manifest", () => {
  test("what is written is what is read", (t) => {
    const folder = temporaryFolder(t);
    new ManifestFile(folder, exampleManifest()).create(exampleManifest().run_number);
    assert.deepEqual(readManifest(folder), exampleManifest());
  });

  test("has one line a key, so that people and git can read it", () => {
    assert.match(manifestText(exampleManifest()), /^ {2}"spikes_per_neuron": \[0,1\],$/m);
  });

  test("keys that a later version added are kept, and those that an earlier one lacked have defaults", () => {
    const changed = {
      ...exampleManifest(),
      title: undefined,
      spikes_expected: undefined,
      feedforward_input: undefined,
      stability: "stable",
    };
    const manifest = parseManifest(JSON.stringify(changed), "x");
    assert.equal(manifest.title, null);
    assert.equal(manifest.spikes_expected, 0);
    assert.equal((manifest as unknown as Record<string, unknown>).stability, "stable");
  });

  test("damage is told with the file and the key", () => {
    assert.match(refusal("{"), /^a\/run\.glmrun\.json: the run's manifest is not JSON/);
    assert.match(refusal("null"), /not a run's manifest/);
    assert.match(refusal(JSON.stringify({ ...exampleManifest(), format_version: 2 })), /newer Spikeloop/);
    assert.match(refusal(JSON.stringify({ ...exampleManifest(), n_neurons: "2" })), /damaged at n_neurons/);
    assert.match(refusal(JSON.stringify({ ...exampleManifest(), random_key: [0, -1] })), /damaged at random_key\.1/);
    assert.match(
      refusal(JSON.stringify({ ...exampleManifest(), bins_done: 1001 })),
      /bins_done \(1001\) is more than n_time_bins/,
    );
    assert.match(refusal(JSON.stringify({ ...exampleManifest(), spikes_per_neuron: [1] })), /1 entries for 2 neurons/);
  });

  test("more than can be true, or than is ever written, is damage", () => {
    const lies: [Partial<Record<string, unknown>> | string, RegExp][] = [
      [{ n_neurons: 2 ** 53 - 1 }, /n_neurons/],
      [{ n_neurons: 0 }, /n_neurons/],
      [{ n_time_bins: 0 }, /n_time_bins/],
      [{ n_features: -1 }, /n_features/],
      [{ spikes_total: -1 }, /spikes_total/],
      [{ spikes_per_neuron: [0, 1.5] }, /spikes_per_neuron\.1: a count is expected/],
      [{ spikes_per_neuron: { length: 2 } }, /spikes_per_neuron: a list is expected/],
      [{ neurons: { names: ["a", 2], groups: null } }, /neurons\.names\.1: a text is expected/],
      [{ inputs: new Array(1e6).fill(null) }, /inputs\.0: an argument with its file is expected/],
      [{ deep: JSON.parse("[".repeat(70) + "]".repeat(70)) as unknown }, /64 deep/],
      [{ many: Object.fromEntries(Array.from({ length: 1001 }, (_, key) => [key, 0])) }, /more than 1000 keys/],
      ["[".repeat(2_000_000), /64 deep/],
    ];
    for (const [lie, message] of lies)
      assert.match(refusal(typeof lie === "string" ? lie : JSON.stringify({ ...exampleManifest(), ...lie })), message);
  });

  test("brackets and colons in texts nest nothing", () => {
    const title = `${"[{:".repeat(2000)}\\"\\\\`;
    assert.equal(parseManifest(JSON.stringify({ ...exampleManifest(), title }), "x").title, title);
  });

  test("readers get what is known of it only, in texts that somebody reads, and labels that fit", () => {
    const text = JSON.stringify({
      ...exampleManifest({
        title: "t".repeat(10_000),
        neurons: { names: ["a"], groups: ["e", "i"] },
        error: { message: "m", bin: 3, argument: "intercepts" },
      }),
      extra: { $array: "Float32Array", data: "!" },
    })
      .replace('"engine":{', '"engine":{"more":1,')
      .replace("{", '{"__proto__":{"title":"polluted"},');
    const manifest = parseManifest(text, "x");
    const shown = forReaders(manifest);
    assert.equal(shown.title?.length, 4097);
    assert.deepEqual(shown.neurons, { names: null, groups: ["e", "i"] });
    assert.deepEqual(shown.engine, exampleManifest().engine);
    assert.deepEqual(shown.error, { message: "m", bin: 3, argument: "intercepts" });
    assert.deepEqual(Object.keys(shown).sort(), Object.keys(exampleManifest()).sort());
    assert.deepEqual(remarksOn(manifest), [
      "The run's manifest is damaged: it has 1 name for 2 neurons, which are left out.",
    ]);
    for (const bin_size of [5e-324, 1e308]) {
      assert.equal(forReaders(exampleManifest({ bin_size })).bin_size, null);
      assert.match(remarksOn(exampleManifest({ bin_size }))[0], /bin size of .* time is counted in bins/);
    }
    assert.deepEqual(forReaders(exampleManifest()), { ...exampleManifest(), inputs: [] });
  });

  test("a folder without one is told of by name", (t) => {
    const folder = temporaryFolder(t);
    assert.throws(
      () => readManifest(folder),
      (error) => error instanceof RunDamagedError && error.message.includes(join(folder, MANIFEST_FILE)),
    );
  });
});

describe("shown status", () => {
  const now = Date.parse("2026-11-23T10:16:00.000Z");
  const running = exampleManifest({ status: "running", updated: new Date(now - 1000).toISOString() });

  test("a run goes on while its process lives and tells of itself", () => {
    assert.equal(shownStatus(running, now), "running");
    assert.equal(shownStatus({ ...running, process: { pid: 1, host: "elsewhere" } }, now), "running");
  });

  test("a run that fell silent for a minute was interrupted", () => {
    assert.equal(shownStatus(running, now + 58_000), "running");
    assert.equal(shownStatus(running, now + 60_001), "interrupted");
  });

  test("a run whose process is gone was interrupted", () => {
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    assert.equal(shownStatus({ ...running, process: { pid, host: hostname() } }, now), "interrupted");
  });

  test("a run that ended is what it says, however old", () => {
    assert.equal(shownStatus(exampleManifest({ status: "diverged" }), now + 1e12), "diverged");
  });
});

describe("marking a run as failed", () => {
  test("tells of a thread that died, and leaves runs alone that ended", (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, MANIFEST_FILE), manifestText(exampleManifest({ status: "running", bins_done: 10 })));
    assert.equal(markFailed(folder, "The thread of the simulation stopped.").status, "failed");
    assert.equal(readManifest(folder).error?.message, "The thread of the simulation stopped.");
    assert.equal(readManifest(folder).bins_done, 10);
    assert.equal(markFailed(folder, "again").error?.message, "The thread of the simulation stopped.");
  });
});
