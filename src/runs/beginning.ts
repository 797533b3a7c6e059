import { rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readConfigFile, type ConfigText } from "../config/decode";
import type { ResolvedConfig } from "../config/types";
import { FileError, reasonOf } from "../files/errors";
import type { RunManifest } from "../protocol/manifest";
import type { SimulationRequest } from "../worker/messages";
import { createOutFolder, createRunFolder, runsFolderOf } from "./folders";
import { copiesFeedforward, describeFiles, digestOfBytes, pathFrom, writeInputs } from "./inputs";
import { CONFIG_COPY_FILE, REPEAT_FILE } from "./layout";
import { ManifestFile } from "./manifest-file";
import { firstManifest } from "./record";
import { repeatScript } from "./repeat";
import { RunWriter } from "./writer";

/** The config as given, or as it is on disk. Throws ConfigError when it cannot be read. */
export function readConfig({ configFile, text }: Pick<SimulationRequest, "configFile" | "text">): ConfigText {
  return text === undefined ? readConfigFile(configFile) : { text, bytes: Buffer.from(text) };
}

/** A run whose folder is made and whose inputs are written. */
export interface BegunRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly manifestFile: ManifestFile;
  readonly writer: RunWriter;
}

/** Where a run's folder will be, or will be made: what its disk space is asked of. */
export function placeOf({ configFile, outFolder, runsFolder }: SimulationRequest): string {
  return resolve(outFolder ?? runsFolder ?? runsFolderOf(configFile));
}

/** Makes the run's folder with all that is known before the first bin. Throws FileError where that cannot be. */
export function beginRun(
  request: SimulationRequest,
  config: ConfigText,
  resolved: ResolvedConfig,
  digests: ReadonlyMap<string, string>,
  engine: RunManifest["engine"],
): BegunRun {
  const started = new Date();
  const { folder, runNumber } = makeFolder(request, resolved, started);
  const inputs = describeFiles(resolved.files, digests, folder);
  // The first file is made only where there is none: of two runs that were given the same folder one is refused.
  writeNew(join(folder, CONFIG_COPY_FILE), config.bytes);
  try {
    const manifest = firstManifest({
      resolved,
      runNumber,
      config: pathFrom(folder, resolve(request.configFile)),
      configDigest: digestOfBytes(config.bytes),
      inputs,
      describeFeedforward: resolved.feedforward !== null && !copiesFeedforward(resolved),
      engine,
      started,
    });
    writeNew(join(folder, REPEAT_FILE), repeatScript(resolved, inputs));
    writeInputs(folder, resolved);
    const writer = new RunWriter(folder, resolved.model.nNeurons);
    // Last, since a folder with a manifest is a run: whatever is in it can be opened.
    return { folder, manifest, manifestFile: new ManifestFile(folder, manifest), writer };
  } catch (error) {
    // No half run is left behind; whatever lies in the folder by now is this run's own.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function makeFolder(request: SimulationRequest, resolved: ResolvedConfig, started: Date): { folder: string; runNumber: number } {
  if (request.outFolder === undefined) return createRunFolder(placeOf(request), started, resolved.randomKey);
  const folder = resolve(request.outFolder);
  createOutFolder(folder);
  return { folder, runNumber: 1 };
}

function writeNew(file: string, contents: Uint8Array | string): void {
  try {
    writeFileSync(file, contents, { flag: "wx" });
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EEXIST";
    throw new FileError(file, taken ? `another run has already begun in ${dirname(file)}` : reasonOf(error, file), { cause: error });
  }
}
