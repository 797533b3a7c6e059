import { crc32 } from "node:zlib";
import { ArrayFileError } from "../arrays/errors";
import { shapeText, sizeOf, type ByteSource } from "../arrays/ndarray";
import { readFortranRows } from "../arrays/npy/fortran";
import { readNpyElements, readNpyHeader } from "../arrays/npy/npy";
import { readNpyText } from "../arrays/npy/text";
import { openNpzEntry, readNpzDirectory, type ZipEntry } from "../arrays/npz/npz";
import { INVERSE_LINKS, linkNamed, type InverseLinkName } from "../model/links";
import { shorten } from "../text/shorten";
import { SavedKeys } from "./keys";

/** A model that NeMoS fitted and saved (`GLM.save_params`, `PopulationGLM.save_params`), without its coefficients. */
export interface Fit {
  /** Without its module. */
  readonly modelClass: "GLM" | "PopulationGLM";
  /** Version of NeMoS that saved it, where the file says it. */
  readonly nemosVersion: string | null;
  /** N, the neurons that were fitted; 1 of a GLM. */
  readonly nNeurons: number;
  /** Its coefficients, in the order of the file: one block without a name, or one for each entry of a dictionary. */
  readonly blocks: readonly FitBlock[];
  readonly link: InverseLinkName;
  /** Whether a feature mask sets some coefficients to 0. */
  readonly isMasked: boolean;
  /** Names of the arrays in the archive. */
  readonly interceptArray: string;
}

/** Coefficients (F, N), or (F,) of a GLM. */
export interface FitBlock {
  /** null unless the model was fitted to a dictionary of features. */
  readonly name: string | null;
  /** F. */
  readonly nFeatures: number;
  readonly coefArray: string;
  /** (F, N), or (N,) in a dictionary, of zeros and ones; null without a mask. */
  readonly maskArray: string | null;
}

const CLASSES = ["GLM", "PopulationGLM"] as const;
const POISSON = "PoissonObservations";

/** Whether the arrays of an archive are named as those of a saved model. */
export function isFit(names: readonly string[]): boolean {
  return SavedKeys.of(names) !== null;
}

/** Reads what a saved model says of itself, without its coefficients. Throws ArrayFileError where it cannot be simulated. */
export function readFit(source: ByteSource): Fit {
  const archive = new Archive(source);
  const { keys } = archive;
  const modelClass = classOf(archive);
  const observations = archive.text(
    keys.dictionary("observation_model")?.get("class") ?? keys.item("observation_model"),
  );
  if (observations === null) throw refused("it does not say its observation model");
  if (lastPart(observations) !== POISSON)
    throw refused(`its observation model is ${shorten(lastPart(observations))}, and only Poisson models are simulated`);
  const interceptArray = keys.item("intercept_");
  if (interceptArray === null) throw refused("it has no intercept_; save a model after fitting it");
  const intercept = archive.shape(interceptArray);
  if (intercept.length !== 1 || intercept[0] < 1)
    throw refused(`intercept_ has shape ${shapeText(intercept)} where one number for each neuron is expected`);
  const nNeurons = intercept[0];
  if (modelClass === "GLM" && nNeurons !== 1)
    throw refused(`a GLM is of one neuron, but intercept_ has shape ${shapeText(intercept)}`);
  const blocks = blocksOf(archive, nNeurons);
  return {
    modelClass: modelClass ?? (archive.shape(blocks[0].coefArray).length === 1 ? "GLM" : "PopulationGLM"),
    nemosVersion: archive.text(keys.dictionary("save_metadata")?.get("nemos") ?? null),
    nNeurons,
    blocks,
    link: linkOf(archive),
    isMasked: blocks.some(({ maskArray }) => maskArray !== null),
    interceptArray,
  };
}

/** (N,) float32. */
export function readIntercepts(source: ByteSource, { interceptArray }: Fit): Float32Array {
  return new Archive(source).numbers(interceptArray);
}

/**
 * Features `start` to `stop` (exclusive) of a block, (stop - start, N) float32 in C order, with those that the mask leaves out set to 0 as
 * NeMoS predicts with them.
 */
export function readCoefficients(
  source: ByteSource,
  { nNeurons }: Fit,
  { coefArray, maskArray }: FitBlock,
  [start, stop]: readonly [number, number],
): Float32Array {
  const archive = new Archive(source);
  const coefficients = archive.numbers(coefArray).slice(start * nNeurons, stop * nNeurons);
  if (maskArray === null) return coefficients;
  const mask = archive.numbers(maskArray);
  const wrong = mask.find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined) throw refused(`its feature mask holds ${wrong}, where only 0 and 1 are allowed`);
  const isOfWholeBlock = archive.shape(maskArray).length === 1;
  return coefficients.map((value, i) => value * mask[isOfWholeBlock ? i % nNeurons : start * nNeurons + i]);
}

/** The arrays of a saved model, by the names in the archive. */
class Archive {
  readonly keys: SavedKeys;
  private readonly arrays: ReadonlyMap<string, ZipEntry>;

  constructor(private readonly source: ByteSource) {
    this.arrays = readNpzDirectory(source).arrays;
    const keys = SavedKeys.of([...this.arrays.keys()]);
    if (keys === null)
      throw new ArrayFileError(
        'it is no model that NeMoS saved: it holds no coef_; save one with model.save_params("fit.npz") after fitting',
      );
    this.keys = keys;
  }

  shape(name: string): readonly number[] {
    return named(name, () => readNpyHeader(this.open(name)).shape);
  }

  /** null for null, and for what is no text, such as the NaN that NeMoS saves for None. */
  text(name: string | null): string | null {
    return name === null ? null : named(name, () => readNpyText(this.open(name)));
  }

  /** In C order, float32. */
  numbers(name: string): Float32Array {
    return named(name, () => {
      const array = this.open(name);
      const header = readNpyHeader(array);
      array.verify?.();
      return header.fortranOrder
        ? readFortranRows(array, header, 0, header.shape[0] ?? 1)
        : readNpyElements(array, header, 0, sizeOf(header.shape));
    });
  }

  private open(name: string): ByteSource {
    return openNpzEntry(this.source, this.arrays.get(name) as ZipEntry, crc32);
  }
}

/** Says in which array of the archive an error is. */
function named<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof ArrayFileError) throw new ArrayFileError(`${shorten(name)}: ${error.message}`);
    throw error;
  }
}

/** null where the file does not say it. */
function classOf(archive: Archive): Fit["modelClass"] | null {
  const { keys } = archive;
  const saved = archive.text(keys.item("model_class"));
  if (keys.item("transition_prob_") !== null || keys.item("initial_prob_") !== null)
    throw refused(
      "it is a GLMHMM, whose coefficients change with a hidden state; only GLM and PopulationGLM are simulated",
    );
  if (saved === null) return null;
  const found = CLASSES.find((name) => name === lastPart(saved));
  if (found === undefined)
    throw refused(`it is of the class ${shorten(lastPart(saved))}, and only ${CLASSES.join(" and ")} are simulated`);
  return found;
}

function linkOf(archive: Archive): InverseLinkName {
  const saved = archive.text(archive.keys.item("inverse_link_function"));
  if (saved === null) throw refused("it does not say its inverse_link_function");
  const link = linkNamed(saved);
  if (link === null)
    throw refused(
      `its inverse_link_function ${shorten(saved)} is not one that NeMoS has a name for; ${INVERSE_LINKS.join(", ")} are simulated`,
    );
  return link;
}

function blocksOf(archive: Archive, nNeurons: number): FitBlock[] {
  const { keys } = archive;
  const nested = keys.nested("coef_");
  if (nested !== null)
    throw refused(`its coefficients are nested (${shorten(nested)}); one array, or a dictionary of arrays is expected`);
  const one = keys.item("coef_");
  const coefficients: readonly (readonly [string | null, string])[] =
    one === null ? [...(keys.dictionary("coef_") ?? [])] : [[null, one]];
  const masks = keys.dictionary("feature_mask");
  return coefficients.map(([name, coefArray]) => {
    const shape = archive.shape(coefArray);
    checkCoefficients(name, shape, nNeurons);
    const maskArray = name === null ? keys.item("feature_mask") : (masks?.get(name) ?? null);
    const isMask = maskArray !== null && archive.shape(maskArray).length > 0;
    if (isMask) checkMask(name, archive.shape(maskArray), [shape[0], nNeurons]);
    return { name, nFeatures: shape[0], coefArray, maskArray: isMask ? maskArray : null };
  });
}

function checkCoefficients(name: string | null, shape: readonly number[], nNeurons: number): void {
  const what = `${nameOf("coef_", name)} has shape ${shapeText(shape)}`;
  if (shape.length === 1 && nNeurons === 1) return;
  if (shape.length !== 2)
    throw refused(`${what}, where (features, ${nNeurons}) is expected for the ${nNeurons} neurons of intercept_`);
  if (shape[1] === nNeurons) return;
  const turned = shape[0] === nNeurons ? ": its axes look like (neurons, features), so that it was transposed" : "";
  throw refused(`${what}, and intercept_ is of ${nNeurons} neurons; (features, ${nNeurons}) is expected${turned}`);
}

/** A mask is (F, N); of a dictionary's entry also (N,): the whole entry counts for a neuron, or not. */
function checkMask(
  name: string | null,
  shape: readonly number[],
  [nFeatures, nNeurons]: readonly [number, number],
): void {
  const expected = [[nFeatures, nNeurons], ...(name === null ? [] : [[nNeurons]])].map(shapeText);
  if (!expected.includes(shapeText(shape)))
    throw refused(
      `${nameOf("feature_mask", name)} has shape ${shapeText(shape)}, and ${expected.join(" or ")} is expected`,
    );
}

function nameOf(parameter: string, block: string | null): string {
  return block === null ? parameter : `${parameter}[${JSON.stringify(shorten(block))}]`;
}

function lastPart(name: string): string {
  return name.split(".").at(-1) ?? name;
}

function refused(why: string): ArrayFileError {
  return new ArrayFileError(`this fit cannot be simulated: ${why}`);
}
