import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { relative, sep } from "node:path";
import { npyHeader } from "../arrays/npy";
import { writeNpz } from "../arrays/npz";
import { isStimuli } from "../config/feedforward";
import type { ArraySource } from "../config/schema-sources";
import type { ReferredFile, ResolvedConfig } from "../config/types";
import { FileError, reasonOf } from "../files/errors";
import type { InputFile } from "../protocol/manifest";
import { MOST_FEEDFORWARD_COPIED } from "./need";

export const INPUTS_FILE = "inputs.npz";

/**
 * Whether inputs.npz holds the feedforward input: not what came unchanged from a file, nor what is over 64 MB and can be
 * described in a few words. (Numbers that were typed into the config are copied whatever their size.)
 */
export function copiesFeedforward({ feedforward, feedforwardIsFile, feedforwardValue }: ResolvedConfig): boolean {
  if (!feedforward || feedforwardIsFile) return false;
  const size = feedforward.nTimeBins * feedforward.nNeurons * feedforward.nFeatures * 4;
  const typed = Array.isArray(feedforwardValue) && !isStimuli(feedforwardValue as unknown[] as ArraySource);
  return size <= MOST_FEEDFORWARD_COPIED || typed;
}

/** The bytes of inputs.npz: the arguments that the run was simulated with, float32, under their names in NeMoS. */
export function inputsArchive(resolved: ResolvedConfig): Uint8Array {
  const { model, feedforward } = resolved;
  const { nNeurons: n, nBasisFuncs: b, windowSize: w, nFeatures: k } = model;
  const members: Record<string, Uint8Array> = {
    coupling_coef: npyBytes(model.couplingCoef, [n, n, b]),
    coupling_basis_matrix: npyBytes(model.couplingBasisMatrix, [w, b]),
    intercepts: npyBytes(model.intercepts, [n]),
    init_y: npyBytes(model.initY, [w, n]),
  };
  if (feedforward) members.feedforward_coef = npyBytes(model.feedforwardCoef, [n, k]);
  if (feedforward && copiesFeedforward(resolved)) {
    const bins = resolved.nTimeBins;
    members.feedforward_input = npyBytes(feedforward.read(0, bins), [bins, n, k]);
  }
  return writeNpz(members);
}

function npyBytes(data: Float32Array, shape: readonly number[]): Uint8Array {
  const header = npyHeader("<f4", shape);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length);
  return bytes;
}

/** What the manifest says of the files that arguments came from: where they are seen from the run folder, and their digests. */
export function describeFiles(files: readonly ReferredFile[], digests: ReadonlyMap<string, string>, runFolder: string): InputFile[] {
  return files.map(({ argument, file, array }) => ({
    argument,
    file: pathFrom(runFolder, file),
    ...(array === undefined ? {} : { array }),
    sha256: digests.get(file) ?? "",
  }));
}

/** The SHA-256 of each file, read in pieces so that files of any size take no memory. Throws FileError; stops when aborted. */
export async function digestsOf(files: readonly ReferredFile[], signal: AbortSignal): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const { file } of files) {
    if (!digests.has(file)) digests.set(file, await digestOf(file, signal));
  }
  return digests;
}

async function digestOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(file, { highWaterMark: 1 << 20, signal })) hash.update(piece as Buffer);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new FileError(file, reasonOf(error, file), { cause: error });
  }
  return hash.digest("hex");
}

/** The SHA-256 of bytes that are in memory. */
export function digestOfBytes(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A file as seen from a folder, with `/` between its parts, as configs and manifests write paths. */
export function pathFrom(folder: string, file: string): string {
  return relative(folder, file).split(sep).join("/");
}
