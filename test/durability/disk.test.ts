import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readManifest } from "../../src/runs/manifest/read";
import { load, Program, runFolders, runsOf, Started } from "./program";

const NEURONS = 20;
const BINS = 60_000;

/** Ways to have a disk of 24 MB of our own, best first: as the system's user, in a user namespace. */
const NAMESPACES = [["-m"], ["-r", "-m"]];

function namespaceWithDisk(folder: string): string[] | undefined {
  return NAMESPACES.find(
    (flags) => spawnSync("unshare", [...flags, "mount", "-t", "tmpfs", "tmpfs", folder]).status === 0,
  );
}

describe("a disk", () => {
  let program: Program;
  before(async () => {
    program = await Program.make();
  });
  after(() => program.remove());

  /** The run's beginning is that of an undisturbed run, and it says what happened. */
  async function checkFailed(folder: string, config: string): Promise<void> {
    const manifest = readManifest(folder);
    assert.equal(manifest.status, "failed");
    assert.ok(manifest.bins_done > 0 && manifest.bins_done < BINS, `${manifest.bins_done} bins`);
    const whole = join(program.folder, "whole");
    const run = program.start(["simulate", config, "--out", whole, "--quiet"]);
    assert.equal(await run.ended, 0, run.err);
    for (const file of ["spikes.npy", "rates.npy"]) {
      const kept = load(folder, file);
      assert.equal(kept.shape[0], manifest.bins_done);
      assert.deepEqual(kept.data, load(whole, file).data.subarray(0, kept.data.length));
    }
    assert.equal(
      load(folder, "spikes.npy").data.reduce((a, b) => a + b),
      manifest.spikes_total,
    );
  }

  test("that becomes full meanwhile stops the run; its beginning is kept and the manifest tells why", async () => {
    const config = program.config("full", NEURONS, BINS);
    const kept = join(program.folder, "kept");
    const disk = join(program.folder, "disk");
    mkdirSync(disk);
    const flags = namespaceWithDisk(disk);
    // Where no disk can be mounted, files that may not grow beyond a bound stand in for it.
    const script = flags
      ? `mount -t tmpfs -o size=24m tmpfs "$DISK"
         "$NODE" "$CLI" simulate "$CONFIG" --out "$DISK/run" & run=$!
         until [ -s "$DISK/run/run.glmrun.json" ]; do kill -0 $run || exit 99; sleep 0.01; done
         cat /dev/zero > "$DISK/rest" 2> /dev/null
         wait $run; code=$?
         cp -r "$DISK/run" "$KEPT"; exit $code`
      : `trap '' XFSZ; ulimit -f 2000; "$NODE" "$CLI" simulate "$CONFIG" --out "$KEPT"`;
    const [command, ...args] = [...(flags ? ["unshare", ...flags] : []), "sh", "-c", script];
    const run = new Started(
      spawn(command, args, {
        env: { ...process.env, DISK: disk, KEPT: kept, NODE: process.execPath, CLI: program.file, CONFIG: config },
      }),
    );
    assert.equal(await run.ended, 1, run.err);
    assert.match(run.err, flags ? /failed: The disk is full: no space left/ : /failed: .*(too large|EFBIG)/);
    assert.doesNotMatch(run.err, /\n\s+at /);
    await checkFailed(kept, config);
  });

  test("that is too small is not begun to be filled: the run is refused with the numbers", async () => {
    const config = program.config("huge", NEURONS, 1e13);
    const run = program.start(["simulate", config]);
    assert.equal(await run.ended, 1);
    assert.match(
      run.err.replaceAll("\u202f", " "),
      /huge: not simulated: 20 neurons × 10 000 000 000 000 bins need 1\.\d PB of disk, and .* are free/,
    );
    assert.deepEqual(runFolders(runsOf(config)), []);
  });

  test(
    "that may not be written to gives a message and leaves nothing",
    { skip: process.platform === "win32" && "Windows has no permissions to take away" },
    async () => {
      const config = program.config("readonly/net", NEURONS, 100);
      const folder = join(program.folder, "readonly");
      chmodSync(folder, 0o555);
      // Permissions do not bind the superuser: then the program is started as nobody.
      const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
      const run = program.start(["simulate", config], user);
      assert.equal(await run.ended, 1);
      assert.match(run.err, /net: not simulated: the folder of the run cannot be made: no permission for .*net\.runs/);
      assert.deepEqual(readdirSync(folder), ["net.glm.json"]);
    },
  );

  test("that is read-only says so, and not that there is no file", async (t) => {
    const config = program.config("ro/net", NEURONS, 100);
    const folder = join(program.folder, "ro");
    const flags = namespaceWithDisk(folder);
    if (!flags) return t.skip("no disk can be mounted here");
    const script =
      'cp "$CONFIG" "$FOLDER.json"; mount -t tmpfs tmpfs "$FOLDER"; cp "$FOLDER.json" "$CONFIG"; mount -o remount,ro "$FOLDER"; exec "$@"';
    const run = program.launch(
      "unshare",
      [...flags, "sh", "-c", script, "sh", process.execPath, program.file, "simulate", config],
      { env: { ...process.env, FOLDER: folder, CONFIG: config } },
    );
    assert.equal(await run.ended, 1);
    assert.match(
      run.err,
      /net: not simulated: the folder of the run cannot be made: .*net\.runs is on a read-only file system/,
    );
  });
});
