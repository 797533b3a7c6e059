import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { resolveConfig } from "../../src/config/resolve";
import { createKernel, usefulThreads } from "../../src/kernel";
import { TypescriptKernel } from "../../src/kernel/reference/typescript";
import type { Kernel, KernelProblem } from "../../src/kernel/types";
import { simulateRecurrent } from "../support/simulate-recurrent";
import type { RunManifest } from "../../src/protocol/manifest";
import { simulateToFolder } from "../../src/simulation/simulate";
import { kernelThreads } from "../../src/worker/kernel-threads";
import { argumentsOf, writeArguments } from "./arguments";
import { constantInput } from "./cases";
import { drawsOnly, type MultiplyAdds } from "./floor";
import type { Nemos } from "./nemos";

/** Bins of a call whose user waits for it. */
const CALL_BINS = 1000;
/** Neuron-bins of a slice: long enough to be timed, short enough to be repeated often. */
const SLICE = 1e6;
const SLOW_SLICE = 5e4;
const COMMAND_SLICE = 1e7;

const spawn = kernelThreads(resolve("dist", "kernel-thread.js")) ?? (() => undefined);

/** What is measured, by name; each figure is the least of all that were measured under its name in a round. */
export type FigureName =
  /** Nanoseconds of one multiply-add. */
  | "multiplyAdd"
  /** Nanoseconds per neuron and bin. `commandLine` is the whole process. */
  | "draws"
  | "typescript"
  | "wasm"
  | "threads"
  | "commandLine"
  /** The same of the bins of one run by one thread of this process, in turn: computed and thrown away, and computed and written. */
  | "computed"
  | "written"
  /** Milliseconds of a whole call: of CALL_BINS bins in a running process, and of T and of 3T bins by NeMoS. */
  | "callMs"
  | "nemosCallMs"
  | "nemosShortMs"
  | "nemosLongMs";
export type Figures = Partial<Record<FigureName, number>>;
export type Measure = () => Figures | Promise<Figures>;

/** What is measured beside Spikeloop. */
export interface Probes {
  readonly nemos: Nemos | null;
  readonly multiplyAdds: MultiplyAdds;
}

/** What takes milliseconds, and what takes longer. */
export interface Measures {
  readonly short: readonly Measure[];
  readonly long: readonly Measure[];
  /** Ends the threads. */
  close(): void;
}

/** All that is measured of one problem; what needs files has them in `folder`. */
export function measuresOf(problem: KernelProblem, folder: string, { nemos, multiplyAdds }: Probes): Measures {
  const { nNeurons } = problem.model;
  const threads = usefulThreads(nNeurons, Infinity, availableParallelism());
  const config = writeArguments(folder, problem, Math.ceil(COMMAND_SLICE / nNeurons));
  // Threads take a while to start: by then the least is one thread's, later theirs.
  const shared = threads > 1 ? createKernel(problem, undefined, { count: threads, spawn, always: true }) : null;
  return {
    short: [
      () => ({ multiplyAdd: multiplyAdds() }),
      advancing("draws", drawsOnly(problem), nNeurons, SLICE),
      advancing("typescript", new TypescriptKernel(problem), nNeurons, SLOW_SLICE),
      advancing("wasm", createKernel(problem), nNeurons, SLICE),
      ...(shared === null ? [] : [advancing("threads", shared, nNeurons, SLICE)]),
    ],
    long: [
      calling(problem),
      commanding(config, join(folder, "run"), nNeurons),
      writing(config, join(folder, "run")),
      ...(nemos === null ? [] : nemosCalls(folder, nNeurons, nemos)),
    ],
    close: () => shared?.close?.(),
  };
}

function advancing(name: FigureName, kernel: Kernel, nNeurons: number, slice: number): Measure {
  const nBins = Math.ceil(slice / nNeurons);
  const spikes = new Int32Array(nBins * nNeurons);
  const rates = new Float32Array(nBins * nNeurons);
  return () => ({ [name]: nanoseconds(spikes.length, () => kernel.advance(nBins, spikes, rates)) });
}

function calling(problem: KernelProblem): Measure {
  const args = argumentsOf({
    ...problem,
    feedforward: { ...constantInput(problem.model.nNeurons), nTimeBins: CALL_BINS },
  });
  return () => ({ callMs: nanoseconds(1e6, () => simulateRecurrent(args)) });
}

function commanding(config: string, run: string, nNeurons: number): Measure {
  const cells = Math.ceil(COMMAND_SLICE / nNeurons) * nNeurons;
  return () => {
    rmSync(run, { recursive: true, force: true });
    const commandLine = nanoseconds(cells, () => {
      const { status, stderr } = spawnSync(
        process.execPath,
        ["dist/cli.js", "simulate", config, "--out", run, "--quiet"],
        { encoding: "utf8" },
      );
      if (status !== 0) throw new Error(`The command line failed.\n${stderr}`);
    });
    rmSync(run, { recursive: true, force: true });
    return { commandLine };
  };
}

/** What writing costs is the difference of the two. */
function writing(configFile: string, outFolder: string): Measure {
  const { model, randomKey: key, feedforward, nTimeBins } = resolveConfig(configFile, readFileSync(configFile, "utf8"));
  const cells = nTimeBins * model.nNeurons;
  const slice = Math.ceil(SLICE / model.nNeurons);
  const spikes = new Int32Array(slice * model.nNeurons);
  const rates = new Float32Array(slice * model.nNeurons);
  const computed: Measure = () => {
    const kernel = createKernel({ model, key, feedforward });
    const computed = nanoseconds(cells, () => {
      while (kernel.bin < nTimeBins) kernel.advance(Math.min(slice, nTimeBins - kernel.bin), spikes, rates);
    });
    kernel.close?.();
    return { computed };
  };
  const written: Measure = async () => {
    rmSync(outFolder, { recursive: true, force: true });
    const ends: RunManifest[] = [];
    await simulateToFolder(
      { configFile, outFolder },
      {
        signal: new AbortController().signal,
        onEvent: (event) => void (event.type === "ended" && ends.push(event.manifest)),
      },
    );
    rmSync(outFolder, { recursive: true, force: true });
    if (ends[0]?.status !== "finished") throw new Error(`The run failed: ${ends[0]?.error?.message}`);
    return { written: (ends[0].elapsed_seconds * 1e9) / cells };
  };
  return async () => ({ ...(await computed()), ...(await written()) });
}

/** Bins of NeMoS' shorter call. It compiles in every call, so that time per bin is a difference of two calls. */
export function nemosBins(nNeurons: number): number {
  return Math.min(100_000, Math.max(1000, Math.round(2e6 / nNeurons)));
}

function nemosCalls(folder: string, nNeurons: number, nemos: Nemos): Measure[] {
  const bins = nemosBins(nNeurons);
  const call =
    (name: FigureName, nBins: number): Measure =>
    async () => ({ [name]: 1e3 * (await nemos.seconds(folder, nBins)) });
  return [call("nemosCallMs", CALL_BINS), call("nemosShortMs", bins), call("nemosLongMs", 3 * bins)];
}

/** Nanoseconds that `act` takes for each of `cells`. */
function nanoseconds(cells: number, act: () => void): number {
  const begin = performance.now();
  act();
  return ((performance.now() - begin) * 1e6) / cells;
}
