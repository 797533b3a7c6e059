import { sizeOf, type NdArray } from "../arrays/ndarray";
import { checkArguments } from "../model/check";
import { regressFilter } from "../model/filters";
import type { SimulateRecurrentArgs } from "../model/types";
import { basisMatrix, gammaFilter, reportArgument } from "./computed-arguments";
import type { Dimension } from "./shapes/dimensions";
import { givenFeedforward, stimulusFeedforward } from "./feedforward";
import { NO_LABELS } from "./stimuli/neurons";
import { orderFeedforward, type OrderOptions } from "./shapes/order";
import { outlineConfig, type Outline } from "./analyse";
import { dimensionsOf, randomKeyOf } from "./plan";
import type { Config } from "./schema/config";
import type { Stimulus } from "./schema/stimuli";
import { isArrayFilters, isBasis, isGammaFilters, reportFault, reportFaults } from "./slots";
import type { GivenArray } from "./sources/given";
import {
  ConfigError,
  type CheckedFeedforward,
  type ConfigOverrides,
  type Dimensions,
  type ReferredFile,
  type ResolvedConfig,
} from "./types";

/**
 * Resolves a config and its data for a kernel. Feedforward input is read later, by its `read`: see `resolveForRun`.
 * Throws ConfigError with every problem found. Paths are relative to the folder of `file`.
 */
export function resolveConfig(file: string, text: string, overrides: ConfigOverrides = {}): ResolvedConfig {
  const outline = outlineConfig(file, text, overrides);
  const reader = readerOf(outline);
  const args = reader.arguments(overrides);
  return resolved(file, text, outline, args, reader.feedforward());
}

/**
 * The same for a run: where nothing else is wrong, all of a feedforward input is looked through, and brought into order where it cannot be
 * read block by block; it is to be closed. Rejects with ConfigError, or when aborted. Whoever has the config's outline already hands it in.
 */
export async function resolveForRun(
  file: string,
  text: string,
  overrides: ConfigOverrides,
  options: OrderOptions,
  outline = outlineConfig(file, text, overrides),
): Promise<ResolvedConfig> {
  const reader = readerOf(outline);
  const args = reader.arguments(overrides);
  const feedforward = args && (await reader.feedforwardInOrder(options));
  try {
    return resolved(file, text, outline, args, feedforward);
  } catch (error) {
    feedforward?.close?.();
    throw error;
  }
}

function readerOf(outline: Outline): Reader {
  const dimensions = dimensionsOf(outline);
  if (outline.problems.hasErrors || !dimensions) throw new ConfigError(outline.problems.sorted());
  return new Reader(outline, dimensions);
}

function resolved(
  file: string,
  text: string,
  outline: Outline,
  args: SimulateRecurrentArgs | null,
  feedforward: CheckedFeedforward | null,
): ResolvedConfig {
  const { config, problems } = outline;
  const given = args && !problems.hasErrors ? { ...args, feedforwardInput: feedforward ?? undefined } : null;
  const checked = given && reportArgument([], problems, () => checkArguments(given));
  if (!checked) throw new ConfigError(problems.sorted());
  const input = outline.arrays.find(({ argument }) => argument === "feedforward_input");
  return {
    file,
    text,
    model: checked.model,
    feedforward,
    nTimeBins: checked.nTimeBins,
    randomKey: checked.key,
    inverseLink: checked.model.inverseLink,
    arithmetic: config.arithmetic ?? "auto",
    title: config.title ?? null,
    binSize: config.bin_size ?? null,
    neurons: { ...NO_LABELS, ...config.neurons },
    files: outline.arrays.flatMap(({ argument, given }): ReferredFile[] =>
      given.file ? [{ argument, ...given.file }] : [],
    ),
    feedforwardValue: config.feedforward_input,
    feedforwardIsFile: Boolean(input?.given.file),
    warnings: problems.sorted(),
  };
}

/** Reads the arrays of a config whose shapes agree; wrong numbers become problems. */
class Reader {
  private readonly config: Config;

  constructor(
    readonly outline: Outline,
    readonly dimensions: Dimensions,
  ) {
    // Without errors, no required key is missing.
    this.config = outline.config as Config;
  }

  /** All but the feedforward input; null after an error. */
  arguments(overrides: ConfigOverrides): SimulateRecurrentArgs | null {
    const { problems } = this.outline;
    const config = this.config;
    const basis = this.basis();
    const intercepts = this.array("intercepts");
    const couplingCoef = basis && this.coupling(basis);
    const feedforwardCoef = config.feedforward_coef === undefined ? undefined : this.array("feedforward_coef");
    const initY = config.init_y === undefined ? undefined : this.array("init_y");
    if (problems.hasErrors || !basis || !intercepts || !couplingCoef) return null;
    return {
      couplingCoef,
      intercepts,
      couplingBasisMatrix: basis,
      randomKey: randomKeyOf(config, overrides),
      feedforwardCoef: feedforwardCoef ?? undefined,
      initY: initY ?? undefined,
      inverseLinkFunction: config.inverse_link_function,
      nTimeBins: this.dimensions.nTimeBins,
    };
  }

  private basis(): NdArray | null {
    const { coupling_basis_matrix: basis } = this.config;
    if (!isBasis(basis)) return this.array("coupling_basis_matrix");
    return reportArgument(["coupling_basis_matrix"], this.outline.problems, () => basisMatrix(basis));
  }

  private coupling(basis: NdArray): NdArray | null {
    const { coupling_coef: coupling } = this.config;
    const path = ["coupling_coef"];
    if (isGammaFilters(coupling)) {
      const weights = this.array("coupling_coef", "weights");
      return (
        weights &&
        reportArgument(path, this.outline.problems, () => {
          const filter = gammaFilter(coupling.filters.difference_of_gammas, this.dimensions.windowSize);
          return scaled(weights, regressFilter({ data: filter, shape: [filter.length, 1, 1] }, basis).data);
        })
      );
    }
    if (!isArrayFilters(coupling)) return this.array("coupling_coef");
    const filters = this.array("coupling_coef", "filters");
    return filters && reportArgument(path, this.outline.problems, () => regressFilter(filters, basis));
  }

  private array(...path: string[]): NdArray | null {
    const slot = this.outline.arrays.find((candidate) => candidate.path.join() === path.join());
    if (!slot) return null;
    const shape = this.shapeOf(slot.axes);
    return reportFaults(path, this.outline.problems, () => ({ data: slot.given.read(shape), shape }));
  }

  /** null if there is none, or after an error. */
  feedforward(): CheckedFeedforward | null {
    const { feedforward_input: value, neurons } = this.config;
    if (value === undefined) return null;
    return reportFaults(["feedforward_input"], this.outline.problems, () => {
      const given = this.input;
      return given
        ? givenFeedforward(given, this.dimensions)
        : stimulusFeedforward(value as Stimulus[], { ...this.dimensions, neurons: { ...NO_LABELS, ...neurons } });
    });
  }

  async feedforwardInOrder(options: OrderOptions): Promise<CheckedFeedforward | null> {
    const given = this.input;
    if (!given?.file) return this.feedforward();
    try {
      return await orderFeedforward(given, this.dimensions, options);
    } catch (error) {
      return reportFault(error, ["feedforward_input"], this.outline.problems);
    }
  }

  private get input(): GivenArray | undefined {
    return this.outline.arrays.find(({ argument }) => argument === "feedforward_input")?.given;
  }

  private shapeOf(axes: readonly Dimension[]): number[] {
    const { sizes } = this.outline;
    return axes.map((dimension) => sizes[dimension] ?? 0);
  }
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
