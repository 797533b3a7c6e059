import { extname } from "node:path";
import { ArrayFileError } from "../../arrays/errors";
import type { SameFile } from "../../files/same-file";
import { sizeOf } from "../../arrays/ndarray";
import { readCoefficients, readFit, readIntercepts, type Fit, type FitBlock } from "../../fits/read-fit";
import type { NemosSource } from "../schema/sources";
import { didYouMean } from "../text/suggest";
import { plural } from "../../text/numbers";
import { shorten } from "../../text/shorten";
import { openGiven, type FileContext } from "./files";
import { checkFinite } from "./finite";
import { fault, type GivenArray } from "./given";
import { reading } from "./reading";

/** Most blocks that are listed. */
const MOST_BLOCKS_SHOWN = 12;

type Range = readonly [number, number];

/** Parameters of a fitted model, with the axes of the argument. Reads the headers of its file. Throws SourceError. */
export function fittedArray(given: NemosSource, context: FileContext): GivenArray {
  const { member } = context;
  const shapeAndOrder = ARGUMENTS[member];
  if (!shapeAndOrder)
    throw fault(
      [],
      `a fit holds coupling_coef, feedforward_coef and intercepts, but no ${member}; give it as numbers or a file`,
    );
  return openGiven(["nemos", "file"], given, context, (same, kind) => {
    if (kind.kind === "other") throw new ArrayFileError(`it is ${kind.what}`);
    if (kind.kind !== "zip" && !(kind.kind === "binary" && extname(same.path).toLowerCase() === ".npz"))
      throw new ArrayFileError('it is no .npz archive; give what model.save_params("fit.npz") wrote');
    const fit = same.use(readFit);
    return { ...shapeAndOrder(fit, given, same), fittedLink: fit.link };
  });
}

const ARGUMENTS: Readonly<Record<string, (fit: Fit, given: NemosSource, same: SameFile) => GivenArray>> = {
  intercepts: (fit, { file, features }, same) => {
    if (features !== undefined)
      throw fault(["nemos", "features"], "intercepts take no features: a fit has one intercept for each neuron");
    const numbers = (): Float32Array => same.use((source) => readIntercepts(source, fit));
    return arrayOf("intercepts", [fit.nNeurons], file, same, fit.interceptArray, numbers);
  },
  feedforward_coef: (fit, given, same) => {
    const { nNeurons: n } = fit;
    const [block, range] = chosen(fit, given);
    const k = range[1] - range[0];
    const numbers = (): Float32Array => {
      const rows = same.use((source) => readCoefficients(source, fit, block, range));
      return Float32Array.from({ length: n * k }, (_, i) => rows[(i % k) * n + Math.floor(i / k)]);
    };
    return arrayOf("feedforward_coef", [n, k], given.file, same, block.coefArray, numbers);
  },
  coupling_coef: (fit, given, same) => {
    const { nNeurons: n } = fit;
    const [block, range] = chosen(fit, given);
    const count = range[1] - range[0];
    if (count % n !== 0)
      throw fault(
        given.features === undefined ? ["nemos"] : ["nemos", "features"],
        `these are ${plural(count, "feature")}, no multiple of the ${plural(n, "neuron")} of ${given.file}; a coupling takes N × B of them, B for each sender`,
      );
    const b = count / n;
    const numbers = (): Float32Array => {
      const rows = same.use((source) => readCoefficients(source, fit, block, range));
      const data = new Float32Array(n * n * b);
      // Feature s * B + b is basis function b of sender s; its row holds the receivers.
      for (let feature = 0; feature < count; feature++)
        for (let receiver = 0; receiver < n; receiver++)
          data[receiver * count + feature] = rows[feature * n + receiver];
      return data;
    };
    return arrayOf("coupling_coef", [n, n, b], given.file, same, block.coefArray, numbers);
  },
};

function arrayOf(
  name: string,
  shape: readonly number[],
  file: string,
  same: SameFile,
  array: string,
  numbers: () => Float32Array,
): GivenArray {
  return {
    shape,
    file: { file: same.path, array, same },
    read: () => {
      const data = reading(["nemos", "file"], file, numbers);
      checkFinite(data, 0, shape, name);
      return data;
    },
    elements: null,
    // The coefficients of the whole block, those of the features, and the mask.
    memory: 12 * sizeOf(shape),
  };
}

/** The block and the features in it that a source names. Throws SourceError. */
function chosen({ blocks, nNeurons }: Fit, { file, features }: NemosSource): readonly [FitBlock, Range] {
  const at = ["nemos", "features"];
  const [first] = blocks;
  const isDictionary = first.name !== null;
  const names = blocks.map(({ name }) => name ?? "");
  const held = isDictionary
    ? `${file} was fitted to a dictionary of features: give the name of a block, ${listOf(blocks)}`
    : `${file} holds ${plural(first.nFeatures, "feature")} of ${plural(nNeurons, "neuron")}: give "features": [start, stop], at most [0, ${first.nFeatures}]`;
  if (features === undefined) throw fault(["nemos"], `"features" is missing in "nemos": ${held}`);
  if (typeof features === "string") {
    if (!isDictionary) throw fault(at, `there is no block ${JSON.stringify(shorten(features))}: ${held}`);
    const block = blocks.find(({ name }) => name === features);
    if (block) return [block, [0, block.nFeatures]];
    throw fault(
      at,
      `there is no block ${JSON.stringify(shorten(features))} in ${file}${didYouMean(features, names) || `; it holds ${listOf(blocks)}`}`,
    );
  }
  if (isDictionary) throw fault(at, `numbers do not choose features here: ${held}`);
  const [start, stop] = features;
  if (start >= stop) throw fault(at, `[${start}, ${stop}] holds no feature: start must be below stop`);
  if (stop > first.nFeatures) throw fault(at, `[${start}, ${stop}] goes beyond the fit: ${held}`);
  return [first, [start, stop]];
}

function listOf(blocks: readonly FitBlock[]): string {
  const shown = blocks
    .slice(0, MOST_BLOCKS_SHOWN)
    .map(({ name, nFeatures }) => `${JSON.stringify(shorten(name ?? ""))} (${nFeatures})`);
  return [...shown, ...(blocks.length > shown.length ? [`${blocks.length - shown.length} more`] : [])].join(", ");
}
