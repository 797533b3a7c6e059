import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { runsFolderOf, runsIn } from "../../../../src/runs/write/folders";
import { simulateToFolder } from "../../../../src/simulation/simulate";
import type { SimulationEvent, SimulationRequest } from "../../../../src/simulation/messages";
import { failCall, OPERATIONS } from "../../../support/faults";
import { temporaryFolder } from "../../../support/temporary-folder";

const NETWORK = { coupling_coef: -0.1, coupling_basis_matrix: [[1], [0.5]], intercepts: [-2, -1], n_time_bins: 20 };

async function last(request: SimulationRequest): Promise<SimulationEvent> {
  const events: SimulationEvent[] = [];
  await simulateToFolder(request, { onEvent: (event) => events.push(event), signal: new AbortController().signal });
  return events[events.length - 1];
}

function write(folder: string): string {
  const configFile = join(folder, "net.glm.json");
  writeFileSync(configFile, JSON.stringify(NETWORK));
  return configFile;
}

/** All paths below a folder. */
function below(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).sort() : [];
}

/** Files that any process of ours has open below a folder; Linux tells. */
function openBelow(folder: string): string[] {
  if (process.platform !== "linux") return [];
  const targets = readdirSync("/proc/self/fd").map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      return "";
    }
  });
  return targets.filter((target) => target.startsWith(folder));
}

const WORDS: Readonly<Record<string, RegExp>> = {
  ENOSPC: /no space left on the disk/,
  EMFILE: /too many files are open/,
  EROFS: /read-only file system/,
};

describe("a run that cannot begin, whatever the system refuses at whatever step,", () => {
  for (const [code, words] of Object.entries(WORDS)) {
    for (const operation of OPERATIONS) {
      test(`leaves nothing and says so in plain words: ${code} at each ${operation}`, async (t) => {
        const folder = temporaryFolder(t);
        const configFile = write(folder);
        const outFolder = join(folder, "deep", "out");
        let failures = 0;
        for (const request of [{ configFile }, { configFile, outFolder }]) {
          for (let number = 0; ; number++) {
            const fault = failCall(t, operation, number, code);
            const end = await last(request);
            fault.undo();
            assert.deepEqual(openBelow(folder), [], `no file stays open after ${operation} ${number}`);
            if (end.type === "ended") break;
            failures++;
            // The config itself may be what could not be read.
            assert.ok(end.type === "refused" || end.type === "problems", end.type);
            const message = end.type === "refused" ? end.message : end.problems[0].message;
            assert.match(message, words);
            assert.doesNotMatch(message, /injected|\n/);
            const kept = [
              "net.glm.json",
              ...(request.outFolder ? below(folder).filter((path) => path.startsWith("net.runs")) : []),
            ];
            assert.deepEqual(below(folder), kept.sort(), `${operation} ${number}: ${message}`);
          }
          if (!request.outFolder) assert.equal(runsIn(runsFolderOf(configFile))[0].manifest?.run_number, 1);
        }
        assert.ok(failures > 0 || operation === "renameSync", `${operation} was never reached`);
      });
    }
  }

  test("touches no run that was there, and loses at most one number", async (t) => {
    const folder = temporaryFolder(t);
    const configFile = write(folder);
    const runs = runsFolderOf(configFile);
    assert.equal((await last({ configFile })).type, "ended");
    const before = below(runs);
    for (const operation of OPERATIONS) {
      for (let number = 0; ; number++) {
        const fault = failCall(t, operation, number, "ENOSPC");
        const end = await last({ configFile });
        fault.undo();
        if (end.type === "ended") break;
        const isNumber = (path: string): boolean => path.startsWith(".run-number");
        const others = below(runs).filter((path) => !isNumber(path));
        for (const path of before.filter((earlier) => !isNumber(earlier))) assert.ok(others.includes(path), path);
        assert.equal(
          runsIn(runs).length,
          readdirSync(runs).filter((name) => name.endsWith("Z-key0") || /Z-key0-\d+$/.test(name)).length,
          "every folder is a run",
        );
      }
    }
    const numbers = runsIn(runs).map(({ manifest }) => manifest?.run_number ?? 0);
    assert.equal(new Set(numbers).size, numbers.length, "no number is given twice");
  });
});

describe("a folder that a person named", () => {
  test("and that was there stays, empty as it was, when the run cannot begin", async (t) => {
    const folder = temporaryFolder(t);
    const configFile = write(folder);
    const outFolder = join(folder, "out");
    mkdirSync(outFolder);
    for (let number = 0; ; number++) {
      const fault = failCall(t, "openSync", number, "ENOSPC");
      const end = await last({ configFile, outFolder });
      fault.undo();
      if (end.type === "ended") break;
      assert.deepEqual(below(folder), ["net.glm.json", "out"]);
    }
  });

  test(
    "may be a link to an empty folder; other links and files are refused in plain words",
    { skip: process.platform === "win32" && "links need rights there" },
    async (t) => {
      const folder = temporaryFolder(t);
      const configFile = write(folder);
      mkdirSync(join(folder, "elsewhere"));
      symlinkSync(join(folder, "elsewhere"), join(folder, "link"));
      symlinkSync(join(folder, "nowhere"), join(folder, "dangling"));
      writeFileSync(join(folder, "file"), "precious");
      assert.equal((await last({ configFile, outFolder: join(folder, "link") })).type, "ended");
      assert.ok(existsSync(join(folder, "elsewhere", "run.glmrun.json")));
      for (const out of ["dangling", "file", join("file", "out"), "x".repeat(300)]) {
        const end = await last({ configFile, outFolder: join(folder, out) });
        assert.ok(end.type === "refused", end.type);
        assert.match(
          end.message,
          /^the folder of the run cannot be made: (there is a file .* already|.* not a folder|the path is too long)/,
        );
      }
      assert.equal(readFileSync(join(folder, "file"), "utf8"), "precious");
    },
  );
});
