import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { Command, CONFIG_LANGUAGE } from "../../src/host/shared/names";
import { TEMPLATES } from "../../src/host/config-editor/templates";
import {
  answering,
  closeAll,
  emptyFolder,
  ENDLESS,
  manifestOf,
  runFolders,
  runTabs,
  small,
  until,
  withSetting,
  writeConfig,
  writeQuietly,
} from "./support";

const run = (command: Command, ...targets: unknown[]): Promise<unknown> =>
  Promise.resolve(vscode.commands.executeCommand(command, ...targets));
const problemsOf = (file: string): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(vscode.Uri.file(file)).filter(({ source }) => source === "Spikeloop");
const spikesOf = (runFolder: string): Buffer => readFileSync(path.join(runFolder, "spikes.npy"));

suite("Simulating", () => {
  test("a config is simulated and its run opens", async () => {
    const file = await writeConfig(await emptyFolder("simulating"), "once", small());
    await run(Command.Simulate, vscode.Uri.file(file));
    const [folder] = runFolders(file);
    const manifest = manifestOf(folder);
    assert.equal(manifest.status, "finished");
    assert.equal(manifest.bins_done, 200);
    assert.deepEqual(manifest.random_key, [0, 5]);
    const tab = await until("the run's tab", () => runTabs().find(({ runFolder }) => runFolder === folder));
    assert.ok(tab.isActive);
    await until("its title", () => runTabs().some(({ label }) => label === "once · run 1"));
    await closeAll();
  });

  test("without a target the active config is simulated; what was edited is saved first", async () => {
    const file = await writeConfig(await emptyFolder("simulating"), "dirty", small());
    const document = await vscode.workspace.openTextDocument(file);
    const editor = await vscode.window.showTextDocument(document);
    const place = document.getText().indexOf("200");
    await editor.edit((edit) =>
      edit.replace(new vscode.Range(document.positionAt(place), document.positionAt(place + 3)), "300"),
    );
    assert.ok(document.isDirty);
    await run(Command.Simulate);
    assert.ok(!document.isDirty);
    assert.equal(manifestOf(runFolders(file)[0]).n_time_bins, 300);
    await closeAll();
  });

  test("the next key follows that of the newest run, and the same key gives the same spikes", async () => {
    const file = await writeConfig(await emptyFolder("simulating"), "keys", small());
    await run(Command.Simulate, vscode.Uri.file(file));
    await run(Command.SimulateNextKey, vscode.Uri.file(file));
    await run(Command.SimulateNextKey, vscode.Uri.file(file));
    await answering(
      "showInputBox",
      () => "12345, 678",
      () => run(Command.SimulateWithKey, vscode.Uri.file(file)),
    );
    assert.deepEqual(
      runFolders(file).map((folder) => manifestOf(folder).random_key),
      [
        [0, 5],
        [0, 6],
        [0, 7],
        [12345, 678],
      ],
    );
    const [first, second] = runFolders(file);
    await run(Command.RunAgain, { runFolder: second });
    const again = runFolders(file)[4];
    assert.deepEqual(manifestOf(again).random_key, [0, 6]);
    assert.ok(spikesOf(again).equals(spikesOf(second)));
    assert.ok(!spikesOf(again).equals(spikesOf(first)));
    await closeAll();
  });

  test("in a run's view Simulate With Next Key means that run", async () => {
    const file = await writeConfig(await emptyFolder("simulating"), "from-view", small());
    await run(Command.Simulate, vscode.Uri.file(file));
    await until("the view", () => runTabs().some(({ isActive }) => isActive));
    await run(Command.SimulateNextKey);
    assert.deepEqual(
      runFolders(file).map((folder) => manifestOf(folder).random_key[1]),
      [5, 6],
    );
    await closeAll();
  });

  test("both templates run as they are", async () => {
    await emptyFolder("templates");
    for (const { id, text } of TEMPLATES) {
      const file = await writeConfig(await emptyFolder(`template-${id}`), id, text);
      await run(Command.Simulate, vscode.Uri.file(file));
      const manifest = manifestOf(runFolders(file)[0]);
      assert.equal(manifest.status, "finished", id);
      assert.ok(manifest.spikes_total > 50, `${id}: ${manifest.spikes_total} spikes`);
      assert.equal(problemsOf(file).length, 0);
    }
    await closeAll();
  });

  test("New Simulation Config writes the chosen template where it is asked to", async () => {
    const folder = await emptyFolder("new-config");
    const wished = vscode.Uri.file(path.join(folder, "mine.json"));
    await answering(
      "showQuickPick",
      (items) => (items as readonly unknown[])[1],
      async () => {
        await answering(
          "showSaveDialog",
          () => wished,
          () => run(Command.NewConfig),
        );
      },
    );
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path.join(folder, "mine.glm.json"));
    assert.equal(vscode.window.activeTextEditor?.document.getText(), TEMPLATES[1].text);
    assert.equal(vscode.window.activeTextEditor?.document.languageId, CONFIG_LANGUAGE);
    await closeAll();
  });

  test("a warning is among the problems of a config that is simulated all the same", async () => {
    const folder = await emptyFolder("warning");
    await writeFile(path.join(folder, "indexed.csv"), ",rate\n0,-3.0\n1,-2.0\n");
    const file = await writeConfig(folder, "warns", small({ intercepts: "indexed.csv" }));
    await run(Command.Simulate, vscode.Uri.file(file));
    assert.equal(manifestOf(runFolders(file)[0]).status, "finished");
    const [warning] = await until("the warning", () => (problemsOf(file).length > 0 ? problemsOf(file) : undefined));
    assert.equal(warning.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(warning.message, /^indexed\.csv: its first column counts and has no name: it is left out as an index/);
    await closeAll();
  });

  test("a config with problems is not run; they are shown where they are", async () => {
    const file = await writeConfig(
      await emptyFolder("simulating"),
      "nan",
      small({ intercepts: { file: "intercepts.csv" } }),
    );
    await writeQuietly(path.join(path.dirname(file), "intercepts.csv"), "-1\nnan\n");
    const asked = await answering(
      "showErrorMessage",
      () => undefined,
      () => run(Command.Simulate, vscode.Uri.file(file)),
    );
    assert.match(String(asked[0][0]), /nan\.glm\.json has 1 problem, so nothing was simulated\./);
    assert.equal(runFolders(file).length, 0);
    await until("the problem in the data", () => problemsOf(file).length === 1);
  });

  test("a run that diverges is kept, and its cause is marked in the config", async () => {
    const file = await writeConfig(
      await emptyFolder("simulating"),
      "diverges",
      small({ coupling_coef: { fill: 9, shape: [2, 2, 3] }, intercepts: [1, 1], inverse_link_function: "exp" }),
    );
    const document = await vscode.workspace.openTextDocument(file);
    const said = await answering(
      "showWarningMessage",
      () => undefined,
      () => run(Command.Simulate, vscode.Uri.file(file)),
    );
    assert.equal(manifestOf(runFolders(file)[0]).status, "diverged");
    assert.deepEqual(said, [], "the view that has opened says it");
    const problem = await until("the cause", () =>
      problemsOf(file).find(({ message }) => message.includes("diverged")),
    );
    assert.equal(document.getText(problem.range), '"coupling_coef"');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
    await closeAll();
  });

  test("a run that diverges unseen is told in a notification", async () => {
    const file = await writeConfig(
      await emptyFolder("simulating"),
      "unseen",
      small({ intercepts: [1000, 1], inverse_link_function: "exp" }),
    );
    const said = await withSetting("openView", "never", () =>
      answering(
        "showWarningMessage",
        () => undefined,
        () => run(Command.Simulate, vscode.Uri.file(file)),
      ),
    );
    assert.equal(said.length, 1);
    assert.match(String(said[0][0]), /^unseen · run 1 diverged: /);
    await closeAll();
  });

  test("Stop ends a run in the middle and keeps what was done", async () => {
    const file = await writeConfig(await emptyFolder("simulating"), "endless", ENDLESS);
    const done = run(Command.Simulate, vscode.Uri.file(file));
    const folder = await until("the run", () => runFolders(file)[0]);
    await until("some bins", () => manifestOf(folder).bins_done > 0);
    await run(Command.Stop, { runFolder: folder });
    await done;
    const { status, bins_done: bins } = manifestOf(folder);
    assert.equal(status, "cancelled");
    assert.ok(bins > 0 && bins < 20_000_000);
    await closeAll();
  });

  test("the host's event loop turns while a network is simulated", async () => {
    const n = 200;
    const network = small({
      coupling_coef: { normal: { seed: 1, mean: 0, std: 0.01 } },
      intercepts: { fill: -4, shape: [n] },
      n_time_bins: 20_000,
    });
    const file = await writeConfig(await emptyFolder("simulating"), "responsive", network);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last - 5);
      last = performance.now();
    }, 5);
    await run(Command.Simulate, vscode.Uri.file(file));
    clearInterval(timer);
    assert.equal(manifestOf(runFolders(file)[0]).status, "finished");
    assert.ok(longest < 1000, `the event loop stood still for ${longest} ms`);
    await closeAll();
  });

  test("a run above the size that is set is asked for, with what it takes; No runs nothing", async () => {
    const file = await writeConfig(await emptyFolder("simulating"), "large", small());
    await withSetting("confirmAboveSize", 0.001, async () => {
      const [[said, options]] = await answering(
        "showWarningMessage",
        () => undefined,
        () => run(Command.Simulate, vscode.Uri.file(file)),
      );
      assert.match(String(said), /Simulate large: 2 neurons × 200 bins\?/);
      assert.match((options as vscode.MessageOptions).detail ?? "", /On disk: .* of .* free/);
      assert.equal(runFolders(file).length, 0);
      await answering(
        "showWarningMessage",
        () => "Simulate",
        () => run(Command.Simulate, vscode.Uri.file(file)),
      );
      assert.equal(runFolders(file).length, 1);
    });
    await closeAll();
  });

  test("runs go where the setting says, mirroring the config's path", async () => {
    const folder = await emptyFolder("elsewhere");
    const file = await writeConfig(folder, "mirrored", small());
    await withSetting("runsFolder", "all-runs", () => run(Command.Simulate, vscode.Uri.file(file)));
    assert.equal(runFolders(file).length, 0);
    const root = path.dirname(path.dirname(folder));
    const mirrored = path.join(root, "all-runs", "in-host", "elsewhere", "mirrored.glm.json");
    assert.equal(runFolders(mirrored).length, 1);
    await closeAll();
    await vscode.workspace.fs.delete(vscode.Uri.file(path.join(root, "all-runs")), { recursive: true });
  });

  test("Open Latest Run opens the newest one", async () => {
    const file = await writeConfig(await emptyFolder("simulating"), "latest", small());
    await withSetting("openView", "never", async () => {
      await run(Command.Simulate, vscode.Uri.file(file));
      await run(Command.SimulateNextKey, vscode.Uri.file(file));
    });
    assert.deepEqual(runTabs(), []);
    await run(Command.OpenLatestRun, vscode.Uri.file(file));
    assert.equal(runTabs()[0].runFolder, runFolders(file)[1]);
    await closeAll();
  });
});
