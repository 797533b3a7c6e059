import { build } from "esbuild";
import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SHIPPED } from "../../scripts/lib/bundling.mjs";
import { readNpyHeader } from "../../src/arrays/npy/npy";
import { withFile } from "../../src/files/open";
import { MANIFEST_FILE } from "../../src/protocol/manifest";
import { readNpy } from "../support/npy";

/** A folder of its own with the command line as it ships, to be started as a process that can be killed. */
export class Program {
  private readonly started: Started[] = [];

  private constructor(
    readonly folder: string,
    readonly file: string,
  ) {}

  static async make(): Promise<Program> {
    const folder = mkdtempSync(join(tmpdir(), "spikeloop-durability-"));
    // Some of the tests start it as another user.
    chmodSync(folder, 0o755);
    const file = join(folder, "cli.cjs");
    const threads = {
      "simulation-worker": "src/worker/simulation-entry.ts",
      "kernel-thread": "src/worker/kernel-thread-entry.ts",
    };
    await Promise.all([
      build({ entryPoints: ["src/cli.ts"], outfile: file, ...SHIPPED }),
      build({ entryPoints: threads, outdir: folder, ...SHIPPED }),
    ]);
    return new Program(folder, file);
  }

  /** Ends what was started and still goes on, and removes the folder. */
  remove(): void {
    for (const { process } of this.started) process.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A config of a lively network, `neurons` large, with `more` keys; its runs go beside it. Returns its path. */
  config(name: string, neurons: number, bins: number, more: Record<string, unknown> = {}): string {
    const file = join(this.folder, `${name}.glm.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ arithmetic: "fast", ...livelyNetwork(neurons, bins), ...more }));
    return file;
  }

  start(args: readonly string[], options: SpawnOptions = {}): Started {
    return this.launch(process.execPath, [this.file, ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  }

  /** Starts any command that starts the program. */
  launch(command: string, args: readonly string[], options: SpawnOptions = {}): Started {
    const started = new Started(spawn(command, args, options));
    this.started.push(started);
    return started;
  }
}

/** A process, and what it says. */
export class Started {
  out = "";
  err = "";
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;

  constructor(readonly process: ChildProcess) {
    process.stdout?.on("data", (text) => (this.out += text));
    process.stderr?.on("data", (text) => (this.err += text));
    this.ended = new Promise((resolve) => process.on("close", (code, signal) => resolve(code ?? signal ?? 1)));
  }
}

/** Random coupling, so that a spike that is lost or doubled changes all that follows; the link keeps every rate below 1. */
export function livelyNetwork(neurons: number, bins: number): Record<string, unknown> {
  return {
    coupling_coef: { normal: { seed: 1, mean: 0, std: 0.3 } },
    coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 4, window_size: 40 },
    intercepts: new Array(neurons).fill(-2),
    feedforward_coef: 1,
    feedforward_input: [{ sine: { period: 400, amplitude: 0.5 } }],
    inverse_link_function: "logistic",
    random_key: 7,
    n_time_bins: bins,
  };
}

export function runsOf(config: string): string {
  return config.replace(".glm.json", ".runs");
}

/** The folders in a runs folder that are runs. */
export function runFolders(runs: string): string[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .map((name) => join(runs, name))
    .filter((folder) => existsSync(join(folder, MANIFEST_FILE)));
}

export function load(...path: string[]): { shape: readonly number[]; data: Float64Array } {
  return withFile(join(...path), readNpy);
}

/** Bins that an array of a run tells of, while it may be growing; 0 while there is none. */
export function binsIn(file: string): number {
  if (!existsSync(file)) return 0;
  return withFile(file, ({ read }) => readNpyHeader({ size: Infinity, read }).shape[0]);
}

/** Waits until something holds; an error after half a minute. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (const begin = Date.now(); !holds(); await wait(2)) {
    if (Date.now() - begin > 30_000) throw new Error(`waited in vain until ${what}`);
  }
}
