import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command } from "../../src/host/shared/names";
import {
  answering,
  closeAll,
  emptyFolder,
  ENDLESS,
  heldProgress,
  manifestOf,
  runFolders,
  small,
  until,
  withSetting,
  writeConfig,
} from "./support";

const run = (command: Command, ...targets: unknown[]): Promise<unknown> =>
  Promise.resolve(vscode.commands.executeCommand(command, ...targets));

suite("Simulating several configs", () => {
  test("of a selection the configs are simulated, and what was skipped is said", async () => {
    const folder = await emptyFolder("selection");
    const good = await writeConfig(folder, "good", small());
    const bad = await writeConfig(folder, "bad", small({ intercepts: "gone.npy" }));
    const more = await writeConfig(folder, "more", small());
    const notes = path.join(folder, "notes.txt");
    await writeFile(notes, "no config");
    const selection = [good, notes, bad, more].map((file) => vscode.Uri.file(file));
    const asked = await answering(
      "showErrorMessage",
      () => undefined,
      async () => {
        const [[said]] = await answering(
          "showWarningMessage",
          () => undefined,
          () => run(Command.Simulate, selection[0], selection),
        );
        assert.match(
          String(said),
          /^Simulated 2 configs\. Skipped: notes\.txt \(no config\), bad\.glm\.json \(1 problem\)\.$/,
        );
      },
    );
    assert.match(String(asked[0][0]), /bad\.glm\.json has 1 problem/);
    assert.deepEqual(
      [good, bad, more].map((file) => runFolders(file).length),
      [1, 0, 1],
    );
    await closeAll();
  });

  test("a selection goes on at once, with one notification for all; Cancel ends them all, and what waits does not begin", async () => {
    const folder = await emptyFolder("selection");
    const files = await Promise.all(["a", "b", "c"].map((name) => writeConfig(folder, name, ENDLESS)));
    const uris = files.map((file) => vscode.Uri.file(file));
    const { cancel, said, restore } = heldProgress();
    await withSetting("openView", "never", () =>
      withSetting("threads", 2, async () => {
        const [[summary]] = await answering(
          "showWarningMessage",
          () => undefined,
          async () => {
            const done = run(Command.Simulate, uris[0], uris);
            await until(
              "progress of two runs",
              () =>
                files.flatMap(runFolders).filter((runFolder) => manifestOf(runFolder).bins_done > 0).length === 2 &&
                said.length > 2,
            );
            assert.deepEqual(
              files.map((file) => runFolders(file).length),
              [1, 1, 0],
            );
            cancel();
            await done;
          },
        ).finally(restore);
        assert.equal(
          summary,
          "Simulated 0 configs. Skipped: a.glm.json (cancelled), b.glm.json (cancelled), c.glm.json (cancelled).",
        );
      }),
    );
    assert.deepEqual(
      files.flatMap(runFolders).map((runFolder) => manifestOf(runFolder).status),
      ["cancelled", "cancelled"],
    );
    assert.equal(said[0], "Simulating 3 configs");
    assert.match(said[1], /^0 of 3 done, \d\u202f%( · ETA .*)?$/);
  });

  test("a lone simulation may use all threads; one that begins beside it has one", async () => {
    // Long enough for several threads to pay, and not so large that it is asked for.
    const large = {
      ...ENDLESS,
      arithmetic: "fast",
      n_time_bins: 400_000,
      intercepts: { fill: -4, shape: [520] },
      coupling_coef: -0.001,
    };
    const folder = await emptyFolder("shares");
    const files = await Promise.all(["lone", "second"].map((name) => writeConfig(folder, name, large)));
    await withSetting("openView", "never", () =>
      withSetting("threads", 2, async () => {
        const done: Promise<unknown>[] = [];
        for (const file of files) {
          done.push(run(Command.Simulate, vscode.Uri.file(file)));
          await until("the run", () => runFolders(file)[0]);
        }
        assert.deepEqual(
          files.map((file) => manifestOf(runFolders(file)[0]).engine.threads),
          [2, 1],
        );
        for (const configFile of files) await run(Command.Stop, { configFile });
        await Promise.all(done);
      }),
    );
    assert.deepEqual(
      files.map((file) => manifestOf(runFolders(file)[0]).status),
      ["cancelled", "cancelled"],
    );
  });

  test("several configs run at once, and no more than the setting allows", async () => {
    const folder = await emptyFolder("at-once");
    const files = await Promise.all(["a", "b", "c"].map((name) => writeConfig(folder, name, ENDLESS)));
    const runs = (): string[] => files.flatMap(runFolders);
    await withSetting("openView", "never", () =>
      withSetting("threads", 2, async () => {
        const done = files.map((file) => run(Command.Simulate, vscode.Uri.file(file)));
        await until("two runs", () => runs().length === 2);
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.equal(runs().length, 2);
        await run(Command.Stop, { runFolder: runs()[0] });
        await until("the third run", () => runs().length === 3);
        for (const configFile of files) await run(Command.Stop, { configFile });
        await Promise.all(done);
      }),
    );
    assert.deepEqual(
      runs().map((runFolder) => manifestOf(runFolder).status),
      ["cancelled", "cancelled", "cancelled"],
    );
  });
});
