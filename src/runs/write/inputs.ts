import { createHash } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { setImmediate as eventLoop } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { npyHeader } from "../../arrays/npy/npy";
import { bytesOf, sizeOf } from "../../arrays/ndarray";
import { streamNpz, type NpzMember } from "../../arrays/npz/npz";
import { isStimuli } from "../../config/feedforward";
import type { ArraySource } from "../../config/schema/sources";
import type { ReferredFile, ResolvedConfig } from "../../config/types";
import { attempt } from "../../files/attempt";
import type { SameFile } from "../../files/same-file";
import { writeWhole } from "../../files/write";
import { arrayFeedforward } from "../../model/feedforward";
import type { FeedforwardSource } from "../../model/types";
import type { InputFile } from "../../protocol/manifest";
import { INPUTS_FILE } from "../layout";

/** Bytes above which feedforward input is described in the manifest instead of copied into inputs.npz. */
export const MOST_FEEDFORWARD_COPIED = 64e6;
/** Bytes up to which copied feedforward input is held in memory. */
export const MOST_FEEDFORWARD_HELD = 16e6;

/** Bytes of feedforward input that are copied at a time. */
const BLOCK_BYTES = 4e6;

/** Bytes of a file that are digested before the abort signal is checked again. */
const DIGESTED_AT_ONCE = 1 << 22;

/** Whether inputs.npz holds the feedforward input: not that of a file, nor over 64 MB unless typed into the config. */
export function copiesFeedforward(resolved: ResolvedConfig): boolean {
  const { feedforward, feedforwardIsFile } = resolved;
  if (!feedforward || feedforwardIsFile) return false;
  return feedforwardBytes(feedforward) <= MOST_FEEDFORWARD_COPIED || isTyped(resolved);
}

function feedforwardBytes({ nTimeBins, nNeurons, nFeatures }: FeedforwardSource): number {
  return nTimeBins * nNeurons * nFeatures * 4;
}

/** Whether every number is in the config itself. */
function isTyped({ feedforwardValue }: ResolvedConfig): boolean {
  return Array.isArray(feedforwardValue) && !isStimuli(feedforwardValue as unknown[] as ArraySource);
}

/** The config with small feedforward input held in memory, since both inputs.npz and the kernel need it, and drawing is slow. */
export function holdFeedforward(resolved: ResolvedConfig): ResolvedConfig {
  const { feedforward } = resolved;
  if (
    !feedforward ||
    !copiesFeedforward(resolved) ||
    isTyped(resolved) ||
    feedforwardBytes(feedforward) > MOST_FEEDFORWARD_HELD
  )
    return resolved;
  const { nTimeBins, nNeurons, nFeatures } = feedforward;
  const data = new Float32Array(nTimeBins * nNeurons * nFeatures);
  let at = 0;
  for (const block of blocksOf(feedforward)) {
    data.set(block, at);
    at += block.length;
  }
  return { ...resolved, feedforward: arrayFeedforward({ data, shape: [nTimeBins, nNeurons, nFeatures] }) };
}

/** Writes inputs.npz: the arguments that the run is simulated with, float32, under their names in NeMoS. Throws FileError. */
export function writeInputs(folder: string, resolved: ResolvedConfig): void {
  const { model, feedforward, nTimeBins } = resolved;
  const { nNeurons: n, nBasisFuncs: b, windowSize: w, nFeatures: k } = model;
  const members = [
    member("coupling_coef", [n, n, b], [model.couplingCoef]),
    member("coupling_basis_matrix", [w, b], [model.couplingBasisMatrix]),
    member("intercepts", [n], [model.intercepts]),
    member("init_y", [w, n], [model.initY]),
  ];
  if (feedforward) members.push(member("feedforward_coef", [n, k], [model.feedforwardCoef]));
  if (feedforward && copiesFeedforward(resolved))
    members.push(member("feedforward_input", [nTimeBins, n, k], blocksOf(feedforward)));
  const file = join(folder, INPUTS_FILE);
  attempt(file, () => {
    const descriptor = openSync(file, "wx");
    try {
      streamNpz(members, (bytes, position) => writeWhole(descriptor, bytes, position), crc32);
    } finally {
      closeSync(descriptor);
    }
  });
}

function member(name: string, shape: readonly number[], blocks: Iterable<Float32Array>): NpzMember {
  const header = npyHeader("<f4", shape);
  return { name, size: header.length + 4 * sizeOf(shape), pieces: piecesOf(header, blocks) };
}

function* piecesOf(header: Uint8Array, blocks: Iterable<Float32Array>): Generator<Uint8Array> {
  yield header;
  for (const block of blocks) yield bytesOf(block);
}

/** Feedforward input, a few megabytes at a time. */
function* blocksOf(source: FeedforwardSource): Generator<Float32Array> {
  const step = Math.max(1, Math.floor(BLOCK_BYTES / (4 * source.nNeurons * source.nFeatures)));
  for (let bin = 0; bin < source.nTimeBins; bin += step) yield source.read(bin, Math.min(step, source.nTimeBins - bin));
}

/** The manifest's `inputs`: files that arguments came from, relative to the run folder, and their digests. */
export function describeFiles(
  files: readonly ReferredFile[],
  digests: ReadonlyMap<string, string>,
  runFolder: string,
): InputFile[] {
  return files.map(({ argument, file, array }) => ({
    argument,
    file: pathFrom(runFolder, file),
    ...(array === undefined ? {} : { array }),
    sha256: digests.get(file) ?? "",
  }));
}

/** The SHA-256 of each file. Throws FileError, also when a file has changed since it was read, and the abort reason. */
export async function digestsOf(files: readonly ReferredFile[], signal: AbortSignal): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const { file, same } of files) {
    if (!digests.has(file)) digests.set(file, await digestOf(same, signal));
    same.check();
  }
  return digests;
}

/** The same of one file. */
export async function digestOf(file: SameFile, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  const source = file.open();
  try {
    for (let at = 0; at < source.size; at += DIGESTED_AT_ONCE) {
      hash.update(source.read(at, Math.min(DIGESTED_AT_ONCE, source.size - at)));
      await eventLoop();
      signal.throwIfAborted();
    }
  } finally {
    source.close();
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
