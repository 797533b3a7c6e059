import { dirname, resolve } from "node:path";
import { ANYWHERE, mayOpen, type FileAccess } from "../files/access";
import { stamped, type FileStamp } from "../files/stamp";
import { DEFAULT_LINK } from "../model/links";
import { reportAxes } from "./shapes/axes";
import { claimsOf } from "./shapes/claims";
import { checkComputed } from "./computed-arguments";
import {
  DIMENSION_FIXERS,
  DIMENSION_NAMES,
  disagreementText,
  unify,
  DIMENSIONS,
  type ArrayArgument,
  type Dimension,
  type Sizes,
} from "./shapes/dimensions";
import { checkNeurons } from "./stimuli/neuron-checks";
import { adviseOrder } from "./shapes/order-advice";
import { parseConfig } from "./text/parse";
import type { Problems } from "./text/problems";
import type { Config } from "./schema/config";
import { openSlot, slotsOf, type FilledSlot, type Slot } from "./slots";
import { fileOf } from "./sources/files";
import { validate } from "./schema/validate";
import type { ConfigOverrides } from "./types";

/** The understood parts of a config, without the data of its files. */
export interface Outline {
  readonly problems: Problems;
  /** Absolute path of the folder that its files are relative to. */
  readonly folder: string;
  /** The keys with valid values. */
  readonly config: Partial<Config>;
  /** The files that it names and that may be opened, missing ones too. */
  readonly files: readonly FileStamp[];
  readonly arrays: readonly FilledSlot[];
  readonly sizes: Sizes;
  /** Whether all dimensions are known and nothing contradicts them. */
  readonly sized: boolean;
}

/** Reads a config and the headers of its files, and finds their problems. */
export function outlineConfig(
  file: string,
  text: string,
  overrides: ConfigOverrides = {},
  access: FileAccess = ANYWHERE,
): Outline {
  const { document, problems } = parseConfig(file, text);
  const folder = dirname(resolve(file));
  if (problems.hasErrors) return { problems, folder, config: {}, files: [], arrays: [], sizes: {}, sized: false };
  const config = validate(document.value(), problems);
  const slots = slotsOf(config);
  // Stamped before opening, so that a later change is noticed.
  const files = filesOf(slots, folder, access);
  const opened = slots.flatMap((slot) => openSlot(slot, folder, access, problems) ?? []);
  const arrays = reportAxes(opened, (some) => claimsOf(config, some, overrides), problems);
  const { sizes, disagreements } = unify(claimsOf(config, arrays, overrides));
  for (const disagreement of disagreements) {
    const { claim, reference } = disagreement;
    problems.atValue(claim.path, disagreementText(disagreement), {
      related: { path: reference.path, message: `here it is ${reference.size}` },
    });
  }
  adviseOrder(arrays, problems);
  checkPair(config, problems);
  checkFittedLink(config, opened, problems);
  checkComputed(config, sizes, problems);
  checkNeurons(config, sizes, problems);
  const needed = neededDimensions(config);
  if (!problems.hasErrors) reportMissing(config, needed, sizes, problems);
  reportEmpty(config, sizes, problems);
  const sized =
    arrays.length === opened.length &&
    disagreements.length === 0 &&
    needed.every((dimension) => sizes[dimension] !== undefined);
  return { problems, folder, config, files, arrays, sizes, sized };
}

function filesOf(slots: readonly Slot[], folder: string, access: FileAccess): FileStamp[] {
  const named = new Set(slots.map(({ source }) => fileOf(source, folder)));
  return [...named].flatMap((file) => (file !== null && mayOpen(file, access) ? stamped(file) : []));
}

function neededDimensions(config: Partial<Config>): Dimension[] {
  return config.feedforward_input === undefined ? ["N", "W", "B", "T"] : ["N", "W", "B", "K", "T"];
}

/** Feedforward input and its coefficients need each other. */
function checkPair({ feedforward_coef: coef, feedforward_input: input }: Partial<Config>, problems: Problems): void {
  const wrongAlready = problems.below("feedforward_coef") || problems.below("feedforward_input");
  if (wrongAlready || (coef === undefined) === (input === undefined)) return;
  const [given, lacking] =
    coef === undefined ? ["feedforward_input", "feedforward_coef"] : ["feedforward_coef", "feedforward_input"];
  problems.atKey([given], `"${given}" needs "${lacking}" beside it; give both, or neither for coupling only`);
}

/** A fit's parameters with another link are another model. */
function checkFittedLink(
  { inverse_link_function: given }: Partial<Config>,
  arrays: readonly FilledSlot[],
  problems: Problems,
): void {
  const link = given ?? DEFAULT_LINK;
  const fitted = arrays.find(({ given: { fittedLink } }) => fittedLink !== undefined && fittedLink !== link);
  if (!fitted || problems.below("inverse_link_function")) return;
  const meant = given === undefined ? `${link} is meant where none is given` : `this is ${link}`;
  const message = `the fit of ${fitted.name} has the inverse_link_function ${fitted.given.fittedLink}, and ${meant}: give "inverse_link_function": "${fitted.given.fittedLink}"`;
  problems.atValue(given === undefined ? fitted.path : ["inverse_link_function"], message, { severity: "warning" });
}

/** Reports a dimension of unknown size at the first array that has it. */
function reportMissing(config: Partial<Config>, needed: readonly Dimension[], sizes: Sizes, problems: Problems): void {
  for (const dimension of needed.filter((candidate) => sizes[candidate] === undefined)) {
    const argument = argumentWith(dimension, config);
    const message = `nothing says ${dimension}, ${DIMENSION_NAMES[dimension]}: ${DIMENSION_FIXERS[dimension]}`;
    if (argument) problems.atValue([argument], message);
    else problems.at(problems.document.openingPlace([]), [], message);
  }
}

/** Only K may be 0, which is the same as no feedforward input. */
function reportEmpty(config: Partial<Config>, sizes: Sizes, problems: Problems): void {
  for (const dimension of ["N", "W", "B", "T"] as const) {
    if (sizes[dimension] !== 0) continue;
    const argument = argumentWith(dimension, config);
    const message = `${dimension}, ${DIMENSION_NAMES[dimension]}, is 0; at least 1 is needed`;
    problems.atValue(argument ? [argument] : [], message);
  }
}

/** The first array of the config with this dimension. */
function argumentWith(dimension: Dimension, config: Partial<Config>): ArrayArgument | undefined {
  return (Object.keys(DIMENSIONS) as ArrayArgument[]).find(
    (name) => config[name] !== undefined && (DIMENSIONS[name] as readonly Dimension[]).includes(dimension),
  );
}
