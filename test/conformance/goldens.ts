import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ByteSource, NdArray } from "../../src/arrays/ndarray";
import { openNpzMember } from "../../src/arrays/npz/npz";
import type { BasisName } from "../../src/model/bases";
import type { InverseLinkName, Key, SimulateRecurrentArgs } from "../../src/model/types";
import { readNpy } from "../support/npy";

const FOLDER = resolve("test/fixtures/goldens");

/** What test/conformance/record wrote about its recordings. */
export interface GoldenIndex {
  readonly versions: Readonly<Record<string, string>>;
  /** Networks that were left out because their spikes hang on a rounding. */
  readonly dropped: readonly { readonly name: string; readonly why: string }[];
  readonly networks: readonly GoldenNetwork[];
  readonly shape_errors: readonly {
    readonly shapes: Readonly<Record<string, readonly number[]>>;
    readonly nemos: string;
  }[];
  readonly pieces: {
    readonly functions: readonly string[];
    readonly random: {
      readonly keys: readonly Key[];
      readonly poisson: readonly { readonly name: string; readonly seed: number }[];
    };
    readonly bases: readonly GoldenBasis[];
    readonly basis_errors: readonly (GoldenBasis & { readonly argument: string; readonly nemos: string })[];
    readonly filters: {
      readonly difference_of_gammas: readonly {
        readonly window_size: number;
        readonly parameters: Readonly<Record<string, number>>;
      }[];
      readonly regress_filter: readonly string[];
    };
  };
}

export interface GoldenNetwork {
  readonly name: string;
  readonly link: InverseLinkName;
  readonly key: Key;
  /** The Python call that gave the recorded spikes and rates. */
  readonly call: string;
  readonly n_spikes: number;
}

export interface GoldenBasis {
  readonly basis: BasisName;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly window_size: number;
}

export const goldens = JSON.parse(readFileSync(join(FOLDER, "index.json"), "utf8")) as GoldenIndex;

/** The arrays of one recorded .npz file, by name. */
export function arraysOf(file: string): (name: string) => NdArray<Float64Array> {
  const bytes = readFileSync(join(FOLDER, `${file}.npz`));
  const source: ByteSource = { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
  return (name) => readNpy(openNpzMember(source, name));
}

export function float32({ data, shape }: NdArray<ArrayLike<number>>): NdArray {
  return { data: Float32Array.from(data), shape };
}

/** What NeMoS made of a network. */
export interface GoldenResult {
  /** (T, N), all of them. */
  readonly spikes: NdArray<Float64Array>;
  /** The bins whose rates are recorded, R of them. */
  readonly rateBins: Float64Array;
  /** (R, N). */
  readonly rates: NdArray<Float64Array>;
  /** (R, N): how far a rate may be off because eta is summed in float32, as an exponent of 2. */
  readonly rateSlack: NdArray<Float64Array>;
}

/** The arguments that are arrays, of a recorded network. */
export function arrayArguments(array: ReturnType<typeof arraysOf>) {
  return {
    couplingCoef: float32(array("coupling_coef")),
    feedforwardCoef: float32(array("feedforward_coef")),
    intercepts: float32(array("intercepts")),
    feedforwardInput: float32(array("feedforward_input")),
    couplingBasisMatrix: float32(array("coupling_basis_matrix")),
    initY: float32(array("init_y")),
  };
}

/** A recorded network as arguments, and what NeMoS made of it. */
export function openNetwork({ name, link, key }: GoldenNetwork): {
  args: SimulateRecurrentArgs;
  expected: GoldenResult;
} {
  const array = arraysOf(join("networks", name));
  const args = { ...arrayArguments(array), randomKey: key, inverseLinkFunction: link };
  const expected = {
    spikes: array("spikes"),
    rateBins: array("rate_bins").data,
    rates: array("rates"),
    rateSlack: array("rate_slack"),
  };
  return { args, expected };
}

/** A recorded network as a config, which reads its arrays from the recording itself, in `folder` of the goldens. */
export function configOf(
  { name, link, key }: Pick<GoldenNetwork, "name" | "link" | "key">,
  folder = "networks",
): Record<string, unknown> {
  const file = join(FOLDER, folder, `${name}.npz`);
  const arrays = [
    "coupling_coef",
    "feedforward_coef",
    "intercepts",
    "feedforward_input",
    "coupling_basis_matrix",
    "init_y",
  ];
  return {
    ...Object.fromEntries(arrays.map((array) => [array, { file, array }])),
    random_key: key,
    inverse_link_function: link,
  };
}
