import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { readNpyHeader, readNpyRows } from "../../src/arrays/npy/npy";
import { openNpzMember } from "../../src/arrays/npz/npz";
import { openFile } from "../../src/files/open";
import { Command } from "../../src/host/shared/names";
import {
  answering,
  closeAll,
  emptyFolder,
  manifestOf,
  runFolders,
  small,
  until,
  withSetting,
  writeConfig,
} from "./support";

const run = (command: Command, target: unknown): Promise<unknown> =>
  Promise.resolve(vscode.commands.executeCommand(command, target));

/** Exports with the first choice whose label matches, into `place`. */
async function exported(
  command: Command,
  runFolder: string,
  choice: RegExp,
  place: string | vscode.Uri,
): Promise<void> {
  const uri = typeof place === "string" ? vscode.Uri.file(place) : place;
  await answering(
    "showInformationMessage",
    () => undefined,
    async () => {
      await answering(
        "showSaveDialog",
        () => uri,
        async () => {
          await answering(
            "showQuickPick",
            (items) => (items as readonly vscode.QuickPickItem[]).find(({ label }) => choice.test(label)),
            () => run(command, { runFolder }),
          );
        },
      );
    },
  );
}

/** The disk of another computer, as VS Code reaches it. */
class MemoryDisk implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  stat({ path: file }: vscode.Uri): vscode.FileStat {
    const content = this.files.get(file);
    if (content === undefined && path.extname(file) !== "") throw vscode.FileSystemError.FileNotFound(file);
    return {
      type: content === undefined ? vscode.FileType.Directory : vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: content?.length ?? 0,
    };
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): void {}
  readFile({ path: file }: vscode.Uri): Uint8Array {
    return this.files.get(file) ?? new Uint8Array();
  }
  writeFile({ path: file }: vscode.Uri, content: Uint8Array): void {
    this.files.set(file, content);
  }
  delete({ path: file }: vscode.Uri): void {
    this.files.delete(file);
  }
  rename(): void {}
}

suite("Exporting", () => {
  test("spikes and rates of a run are saved as CSV, also without its view", async () => {
    const folder = await emptyFolder("exporting");
    const file = await writeConfig(folder, "exported", small());
    await withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(file)));
    const [runFolder] = runFolders(file);
    await exported(Command.ExportData, runFolder, /^Spikes of the Whole Run/, path.join(folder, "spikes.csv"));
    const lines = readFileSync(path.join(folder, "spikes.csv"), "utf8").trim().split(/\r?\n/);
    assert.equal(lines[0], "bin,neuron,count");
    const total = lines.slice(1).reduce((sum, line) => sum + Number(line.split(",")[2]), 0);
    assert.equal(total, manifestOf(runFolder).spikes_total);
    await exported(Command.ExportData, runFolder, /^Rates of the Whole Run/, path.join(folder, "rates.csv"));
    assert.equal(readFileSync(path.join(folder, "rates.csv"), "utf8").trim().split(/\r?\n/).length, 201);
  });

  test("formats with times ask for the seconds of a bin where the run has none, and stop where nobody answers", async () => {
    const folder = await emptyFolder("exporting-times");
    const file = await writeConfig(folder, "timeless", small());
    await withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(file)));
    const place = path.join(folder, "spikes.npz");
    const exportTimes = () => exported(Command.ExportData, runFolders(file)[0], /^pynapple TsGroup of the/, place);
    const unanswered = await answering("showInputBox", () => undefined, exportTimes);
    const { validateInput } = unanswered[0][0] as vscode.InputBoxOptions;
    assert.deepEqual([await validateInput?.("0.5"), typeof (await validateInput?.("0"))], [undefined, "string"]);
    assert.ok(!existsSync(place));
    assert.equal((await answering("showInputBox", () => "0.5", exportTimes)).length, 1);
    const archive = openFile(place);
    const [end] = readNpyRows(openNpzMember(archive, "end"), readNpyHeader(openNpzMember(archive, "end")), 0, 1);
    archive.close();
    assert.equal(end, 100);
    const timed = await writeConfig(folder, "timed", { ...small(), bin_size: 0.25 });
    await withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(timed)));
    const numbered = path.join(folder, "rates.npz");
    const exportFrame = () => exported(Command.ExportData, runFolders(timed)[0], /^pynapple TsdFrame of the/, numbered);
    assert.deepEqual(await answering("showInputBox", () => assert.fail("asked"), exportFrame), []);
    assert.ok(existsSync(numbered));
  });

  test("data go where VS Code says that the place is: to another computer through a temporary file", async () => {
    const file = await writeConfig(await emptyFolder("exporting-elsewhere"), "elsewhere", small());
    await withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(file)));
    const disk = new MemoryDisk();
    const registered = vscode.workspace.registerFileSystemProvider("elsewhere", disk);
    try {
      const temporaries = (): string[] =>
        readdirSync(tmpdir()).filter((name) => /^spikeloop-[A-Za-z0-9]{6}$/.test(name));
      const before = temporaries();
      await exported(
        Command.ExportData,
        runFolders(file)[0],
        /^Rates of the Whole Run/,
        vscode.Uri.from({ scheme: "elsewhere", path: "/home/person/rates.csv" }),
      );
      assert.equal(
        Buffer.from(disk.files.get("/home/person/rates.csv") ?? [])
          .toString()
          .trim()
          .split("\n").length,
        201,
      );
      assert.ok(!existsSync("/home/person/rates.csv"));
      assert.deepEqual(temporaries(), before);
    } finally {
      registered.dispose();
    }
  });

  test("the view's picture is saved as PNG", async () => {
    const folder = await emptyFolder("exporting-picture");
    const file = await writeConfig(folder, "pictured", small());
    await run(Command.Simulate, vscode.Uri.file(file));
    const [runFolder] = runFolders(file);
    const picture = path.join(folder, "picture.png");
    await until("the picture", async () => {
      await answering(
        "showErrorMessage",
        () => undefined,
        () => exported(Command.ExportPicture, runFolder, /on White/, picture),
      );
      return vscode.workspace.fs.stat(vscode.Uri.file(picture)).then(
        () => true,
        () => false,
      );
    });
    assert.equal(readFileSync(picture).subarray(1, 4).toString(), "PNG");
    await closeAll();
  });

  test("what is in view is offered while the view is seen, and the whole run always", async () => {
    const folder = await emptyFolder("exporting-hidden");
    const file = await writeConfig(folder, "hidden", small());
    await run(Command.Simulate, vscode.Uri.file(file));
    const [runFolder] = runFolders(file);
    const offered = async (): Promise<string[]> => {
      const labels: string[] = [];
      const notePicks = (items: unknown): void =>
        void labels.push(...(items as readonly vscode.QuickPickItem[]).map(({ label }) => label));
      await answering(
        "showErrorMessage",
        () => undefined,
        () => answering("showQuickPick", notePicks, () => run(Command.ExportData, { runFolder })),
      );
      return labels;
    };
    const tables = ["Spikes", "Rates", "Spike Counts", "Spike List"];
    const ofRun = [...tables, "NumPy Arrays", "pynapple TsGroup", "pynapple TsdFrame", "MATLAB Arrays"].map(
      (title) => `${title} of the Whole Run`,
    );
    const inView = ofRun.map((label) => label.replace("of the Whole Run", "in View"));
    await until("what is in view", async () => (await offered()).length > ofRun.length);
    assert.deepEqual(await offered(), [...inView, ...ofRun]);
    const viewColumn = vscode.window.tabGroups.all.find(({ tabs }) =>
      tabs.some(({ input }) => input instanceof vscode.TabInputCustom),
    )?.viewColumn;
    await vscode.window.showTextDocument(vscode.Uri.file(file), { viewColumn, preview: false });
    await until("a hidden view", async () => (await offered()).length === ofRun.length);
    assert.deepEqual(await offered(), ofRun);
    await closeAll();
  });

  test("nothing is written when the person picks nothing", async () => {
    const folder = await emptyFolder("exporting-nothing");
    const file = await writeConfig(folder, "nothing", small());
    await withSetting("openView", "never", () => run(Command.Simulate, vscode.Uri.file(file)));
    await exported(Command.ExportData, runFolders(file)[0], /^no such choice$/, path.join(folder, "nothing.csv"));
    assert.equal(
      await vscode.workspace.fs.stat(vscode.Uri.file(path.join(folder, "nothing.csv"))).then(
        () => true,
        () => false,
      ),
      false,
    );
  });
});
