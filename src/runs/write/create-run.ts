import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readConfigFile, type ConfigText } from "../../config/text/decode";
import type { ResolvedConfig } from "../../config/types";
import { attempt, tolerate } from "../../files/attempt";
import { FileError } from "../../files/errors";
import type { RunManifest } from "../../protocol/manifest";
import { createOutFolder, createRunFolder, type MadeFolder, nextRunNumber, removeMade, runsFolderOf } from "./folders";
import { copiesFeedforward, describeFiles, digestOfBytes, pathFrom, writeInputs } from "./inputs";
import { CONFIG_COPY_FILE, isRunFile, REPEAT_FILE, RESERVE_FILE } from "../layout";
import { clearLeftovers } from "./leftovers";
import { ManifestFile } from "./manifest-file";
import { buildManifest } from "../manifest/build";
import { repeatScript } from "../repeat/script";
import { RunWriter } from "./writer";

/** What a run is made of, and where it goes. The config is read from `text` where given (a snapshot), else from disk. */
export interface RunRequest {
  readonly configFile: string;
  readonly text?: string;
  /** The run's own folder, new or empty; else a new folder below `runsFolder`. */
  readonly outFolder?: string;
  /** Where runs of this config go; beside the config when left out. */
  readonly runsFolder?: string;
}

/** The config as given, or as it is on disk. Throws ConfigError when it cannot be read. */
export function readConfig({ configFile, text }: Pick<RunRequest, "configFile" | "text">): ConfigText {
  return text === undefined ? readConfigFile(configFile) : { text, bytes: Buffer.from(text) };
}

/** A run whose folder and inputs are written, ready for its first bin. */
export interface CreatedRun {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly manifestFile: ManifestFile;
  readonly writer: RunWriter;
}

/** The run's folder, or the folder that it will be made in: where free disk space is measured. */
export function placeOf({ configFile, outFolder, runsFolder }: RunRequest): string {
  return resolve(outFolder ?? runsFolder ?? runsFolderOf(configFile));
}

/** Makes the run's folder with all that is known before the first bin. Throws FileError, and leaves nothing behind then. */
export function createRun(
  request: RunRequest,
  config: ConfigText,
  resolved: ResolvedConfig,
  digests: ReadonlyMap<string, string>,
  engine: RunManifest["engine"],
): CreatedRun {
  const started = new Date();
  const { folder, made } = makeFolder(request, resolved, started);
  const inputs = describeFiles(resolved.files, digests, folder);
  let manifestFile: ManifestFile | null = null;
  let writer: RunWriter | null = null;
  let isOurs = false;
  try {
    const first = buildManifest({
      resolved,
      runNumber: 1,
      config: pathFrom(folder, resolve(request.configFile)),
      configDigest: digestOfBytes(config.bytes),
      inputs,
      describeFeedforward: resolved.feedforward !== null && !copiesFeedforward(resolved),
      engine,
      started,
    });
    // The first files must be new: of two runs that were given the same folder, one is refused.
    manifestFile = new ManifestFile(folder, first);
    writeNew(join(folder, CONFIG_COPY_FILE), config.bytes);
    isOurs = true;
    writeNew(join(folder, REPEAT_FILE), repeatScript(resolved, inputs, engine));
    writeInputs(folder, resolved);
    writer = new RunWriter(folder, resolved.model.nNeurons);
    // The manifest comes last: a folder with one is a run that can be opened, and only a run takes a number.
    const manifest = manifestFile.create(request.outFolder === undefined ? nextRunNumber(dirname(folder)) : 1);
    return { folder, manifest, manifestFile, writer };
  } catch (error) {
    manifestFile?.close();
    writer?.close();
    const isOthers = !isOurs && isTaken(error);
    if (manifestFile) removeFiles(folder, isOthers ? (name) => name === RESERVE_FILE : isRunFile);
    removeMade(made);
    throw isOthers ? new FileError(folder, `another run has already begun in ${folder}`, { cause: error }) : error;
  }
}

function makeFolder(request: RunRequest, resolved: ResolvedConfig, started: Date): MadeFolder {
  if (request.outFolder !== undefined) return createOutFolder(resolve(request.outFolder));
  const runsFolder = placeOf(request);
  clearLeftovers(runsFolder);
  return createRunFolder(runsFolder, started, resolved.randomKey);
}

function writeNew(file: string, contents: Uint8Array | string): void {
  attempt(file, () => writeFileSync(file, contents, { flag: "wx" }));
}

function isTaken(error: unknown): boolean {
  return error instanceof FileError && error.code === "EEXIST";
}

/** Removes what a run wrote that could not be created, and nothing that another run wrote. */
function removeFiles(folder: string, isMine: (name: string) => boolean): void {
  // The error that led here is reported.
  tolerate(() =>
    readdirSync(folder)
      .filter(isMine)
      .forEach((name) => rmSync(join(folder, name), { force: true })),
  );
}
