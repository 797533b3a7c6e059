import { keyFromSeed } from "../random/keys";
import type { FileAccess } from "../files/access";
import type { Key } from "../model/types";
import {
  DIMENSIONS,
  AXIS_WORDS,
  AXIS_WORDS_IN_SHORT,
  axesLookAlike,
  type ArrayArgument,
  type Dimension,
} from "./shapes/dimensions";
import { outlineConfig, type Outline } from "./analyse";
import type { Config } from "./schema/config";
import { readingNeed } from "./reading-need";
import type { ConfigOverrides, Dimensions, PlannedConfig, ResolvedShape } from "./types";

/**
 * What is known of a config before any data is read: its problems, the shapes of its arrays, its sizes. Of files only headers
 * are read (a `.csv` has none and is counted), and only those that `access` allows. Never throws for a bad config.
 */
export function planConfig(
  file: string,
  text: string,
  overrides: ConfigOverrides = {},
  access?: FileAccess,
): PlannedConfig {
  return planOf(file, text, outlineConfig(file, text, overrides, access), overrides);
}

/** The same for a config with a known outline. */
export function planOf(file: string, text: string, outline: Outline, overrides: ConfigOverrides = {}): PlannedConfig {
  const dimensions = dimensionsOf(outline);
  const { config, problems } = outline;
  return {
    file,
    text,
    problems: problems.sorted(),
    shapes: shapesOf(outline),
    files: outline.files,
    dimensions,
    reading: readingNeed(outline, dimensions),
    title: config.title ?? null,
    binSize: config.bin_size ?? null,
    randomKey: randomKeyOf(config, overrides),
  };
}

/** The sizes of a run; null if a key that determines them is wrong or missing. */
export function dimensionsOf({ sizes, sized }: Outline): Dimensions | null {
  const { N, W, B, K = 0, T } = sizes;
  if (!sized || N === undefined || W === undefined || B === undefined || T === undefined) return null;
  return { nNeurons: N, windowSize: W, nBasisFuncs: B, nFeatures: K, nTimeBins: T };
}

/** The key of a run: the override, else the config's, else that of seed 0. */
export function randomKeyOf({ random_key: key = 0 }: Partial<Config>, overrides: ConfigOverrides): Key {
  return overrides.randomKey ?? (typeof key === "number" ? keyFromSeed(key) : key);
}

/** Each array with its own shape, or the one that the other arrays give it. */
function shapesOf({ config, arrays, sizes, problems }: Outline): ResolvedShape[] {
  return (Object.keys(DIMENSIONS) as ArrayArgument[]).flatMap((argument) => {
    if (config[argument] === undefined) return [];
    const own = arrays.find(({ path }) => path.length === 1 && path[0] === argument)?.given.shape;
    const shape = own ?? DIMENSIONS[argument].map((dimension: Dimension) => sizes[dimension] ?? -1);
    if (shape.includes(-1)) return [];
    const { document } = problems;
    const { offset: start, length } = document.valuePlace([argument]);
    const offset = document.endOf([argument]);
    return [
      {
        argument,
        start,
        offset,
        ...document.lines.at(start + length),
        endsThere: start + length === offset,
        shape,
        axes: AXIS_WORDS[argument],
        axesInShort: axesLookAlike(argument, shape) ? AXIS_WORDS_IN_SHORT[argument] : null,
      },
    ];
  });
}
