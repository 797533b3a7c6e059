import { sizeOf, type NdArray } from "../arrays/ndarray";
import { checkArguments } from "../model/check";
import { regressFilter } from "../model/filters";
import type { FeedforwardSource, SimulateRecurrentArgs } from "../model/types";
import { basisMatrix, gammaFilter, reportArgument } from "./computed-arguments";
import type { Dimension } from "./dimensions";
import { givenFeedforward, stimulusFeedforward } from "./feedforward";
import { NO_LABELS } from "./neurons";
import { outlineConfig, type Outline } from "./outline";
import { dimensionsOf, randomKeyOf } from "./plan";
import type { Config } from "./schema";
import type { Stimulus } from "./schema-stimuli";
import { isArrayFilters, isBasis, isGammaFilters, reportFaults } from "./slots";
import { ConfigError, type CheckedFeedforward, type ConfigOverrides, type Dimensions, type ReferredFile, type ResolvedConfig } from "./types";

/** Elements of a feedforward file that are looked through at a time before a run. */
const SCANNED_AT_ONCE = 1 << 20;

/**
 * Reads a config with all of its data into what a kernel runs. Throws ConfigError with every problem found.
 * Relative paths in it begin at the folder of `file`. Whoever has its outline already hands it in.
 */
export function resolveConfig(file: string, text: string, overrides: ConfigOverrides = {}, outline = outlineConfig(file, text, overrides)): ResolvedConfig {
  const { config, problems } = outline;
  const dimensions = dimensionsOf(outline);
  if (problems.hasErrors || !dimensions) throw new ConfigError(problems.sorted());
  const reader = new Reader(outline, dimensions);
  const args = reader.arguments(overrides);
  const checked = args && reportArgument([], problems, () => checkArguments(args));
  if (!checked) throw new ConfigError(problems.sorted());
  const input = outline.arrays.find(({ argument }) => argument === "feedforward_input");
  return {
    file,
    text,
    model: checked.model,
    feedforward: args.feedforwardInput ?? null,
    nTimeBins: checked.nTimeBins,
    randomKey: checked.key,
    inverseLink: checked.model.inverseLink,
    title: config.title ?? null,
    binSize: config.bin_size ?? null,
    neurons: { ...NO_LABELS, ...config.neurons },
    files: outline.arrays.flatMap(({ argument, given }): ReferredFile[] => (given.file ? [{ argument, ...given.file }] : [])),
    feedforwardValue: config.feedforward_input,
    feedforwardIsFile: Boolean(input?.given.file),
    warnings: problems.sorted(),
  };
}

/** Reads the arrays of a config whose shapes agree; what is wrong with their numbers becomes problems. */
class Reader {
  readonly #config: Config;

  constructor(
    readonly outline: Outline,
    readonly dimensions: Dimensions,
  ) {
    // Nothing was wrong, so nothing that is required is missing.
    this.#config = outline.config as Config;
  }

  /** null when something was wrong. */
  arguments(overrides: ConfigOverrides): (SimulateRecurrentArgs & { readonly feedforwardInput?: CheckedFeedforward }) | null {
    const { problems } = this.outline;
    const config = this.#config;
    const basis = this.#basis();
    const intercepts = this.#array("intercepts");
    const couplingCoef = basis && this.#coupling(basis);
    const feedforwardCoef = config.feedforward_coef === undefined ? undefined : this.#array("feedforward_coef");
    const initY = config.init_y === undefined ? undefined : this.#array("init_y");
    const feedforwardInput = this.#feedforward();
    if (problems.hasErrors || !basis || !intercepts || !couplingCoef) return null;
    return {
      couplingCoef,
      intercepts,
      couplingBasisMatrix: basis,
      randomKey: randomKeyOf(config, overrides),
      feedforwardCoef: feedforwardCoef ?? undefined,
      feedforwardInput: feedforwardInput ?? undefined,
      initY: initY ?? undefined,
      inverseLinkFunction: config.inverse_link_function,
      nTimeBins: this.dimensions.nTimeBins,
    };
  }

  #basis(): NdArray | null {
    const { coupling_basis_matrix: basis } = this.#config;
    if (!isBasis(basis)) return this.#array("coupling_basis_matrix");
    return reportArgument(["coupling_basis_matrix"], this.outline.problems, () => basisMatrix(basis));
  }

  #coupling(basis: NdArray): NdArray | null {
    const { coupling_coef: coupling } = this.#config;
    const path = ["coupling_coef"];
    if (isGammaFilters(coupling)) {
      const weights = this.#array("coupling_coef", "weights");
      return weights && reportArgument(path, this.outline.problems, () => {
        const filter = gammaFilter(coupling.filters.difference_of_gammas, this.dimensions.windowSize);
        return scaled(weights, regressFilter({ data: filter, shape: [filter.length, 1, 1] }, basis).data);
      });
    }
    if (!isArrayFilters(coupling)) return this.#array("coupling_coef");
    const filters = this.#array("coupling_coef", "filters");
    return filters && reportArgument(path, this.outline.problems, () => regressFilter(filters, basis));
  }

  #array(...path: string[]): NdArray | null {
    const slot = this.outline.arrays.find((candidate) => candidate.path.join() === path.join());
    if (!slot) return null;
    const shape = this.#shapeOf(slot.axes);
    return reportFaults(path, this.outline.problems, () => ({ data: slot.given.read(shape), shape }));
  }

  #feedforward(): CheckedFeedforward | null {
    const { feedforward_input: value, neurons } = this.#config;
    if (value === undefined) return null;
    const { problems, arrays } = this.outline;
    const given = arrays.find(({ argument }) => argument === "feedforward_input")?.given;
    return reportFaults(["feedforward_input"], problems, () => {
      if (!given) return stimulusFeedforward(value as Stimulus[], { ...this.dimensions, neurons: { ...NO_LABELS, ...neurons } });
      const source = givenFeedforward(given, this.dimensions);
      if (given.file) {
        given.verify?.();
        scan(source);
      }
      return source;
    });
  }

  #shapeOf(axes: readonly Dimension[]): number[] {
    const { sizes } = this.outline;
    return axes.map((dimension) => sizes[dimension] ?? 0);
  }
}

/** Looks through all of a feedforward input once, so that what is not finite stops a run before its first bin. */
function scan({ nTimeBins, nNeurons, nFeatures, read }: FeedforwardSource): void {
  const step = Math.max(1, Math.floor(SCANNED_AT_ONCE / Math.max(1, nNeurons * nFeatures)));
  for (let first = 0; first < nTimeBins; first += step) read(first, Math.min(step, nTimeBins - first));
}

/** (N, N) weights times (B,) coefficients: (N, N, B). */
function scaled({ data, shape }: NdArray, coefficients: Float32Array): NdArray {
  const nBasis = coefficients.length;
  const product = new Float32Array(sizeOf(shape) * nBasis);
  data.forEach((weight, pair) => {
    for (let b = 0; b < nBasis; b++) product[pair * nBasis + b] = weight * coefficients[b];
  });
  return { data: product, shape: [...shape, nBasis] };
}
