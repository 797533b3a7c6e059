import { shapeText } from "../../arrays/ndarray";
import { countOf } from "../computed-arguments";
import type { Claim } from "./dimensions";
import { isStimuli } from "../feedforward";
import type { Config } from "../schema/config";
import { isBasis, type FilledSlot } from "../slots";
import { featuresOf } from "../stimuli/stimuli";
import type { ConfigOverrides } from "../types";

/** All claims of a config about sizes of dimensions. */
export function claimsOf(config: Partial<Config>, arrays: readonly FilledSlot[], overrides: ConfigOverrides): Claim[] {
  return [
    ...arrays.flatMap((slot) => arrayClaims(slot, overrides)),
    ...basisClaims(config),
    ...labelClaims(config),
    ...timeClaims(config, overrides),
    ...stimulusClaims(config),
  ];
}

/** Input longer than n_time_bins makes no claim about T: its first bins are used. */
function arrayClaims({ given, axes, path, name }: FilledSlot, { nTimeBins = Infinity }: ConfigOverrides): Claim[] {
  const { shape } = given;
  if (!shape) return [];
  const claims = axes.map((dimension, axis) => ({
    dimension,
    size: shape[axis],
    path,
    by: `${name} (axis ${axis} of ${shapeText(shape)})`,
  }));
  return claims.filter(({ dimension, size }) => !(dimension === "T" && size > nTimeBins));
}

function basisClaims({ coupling_basis_matrix: basis }: Partial<Config>): Claim[] {
  if (!isBasis(basis)) return [];
  const claim = (dimension: "W" | "B", key: string, size: number): Claim => ({
    dimension,
    size,
    path: key in basis ? ["coupling_basis_matrix", key] : ["coupling_basis_matrix"],
    by: `coupling_basis_matrix (${key})`,
  });
  const { key, count } = countOf(basis);
  return [claim("W", "window_size", basis.window_size), claim("B", key, count)];
}

function labelClaims({ neurons }: Partial<Config>): Claim[] {
  return (["names", "groups"] as const).flatMap((key) => {
    const size = neurons?.[key]?.length;
    if (size === undefined) return [];
    return { dimension: "N" as const, size, path: ["neurons", key], by: `neurons.${key} (${size} of them)` };
  });
}

function timeClaims(config: Partial<Config>, { nTimeBins }: ConfigOverrides): Claim[] {
  const path = [
    config.n_time_bins === undefined && config.feedforward_input !== undefined ? "feedforward_input" : "n_time_bins",
  ];
  if (nTimeBins !== undefined) return [{ dimension: "T", size: nTimeBins, path, by: "what was asked for" }];
  return config.n_time_bins === undefined
    ? []
    : [{ dimension: "T", size: config.n_time_bins, path, by: "n_time_bins" }];
}

function stimulusClaims({ feedforward_input: input }: Partial<Config>): Claim[] {
  if (!Array.isArray(input) || !isStimuli(input)) return [];
  const by = "feedforward_input (1 + the largest feature of its stimuli)";
  return [{ dimension: "K", size: featuresOf(input), path: ["feedforward_input"], by }];
}
