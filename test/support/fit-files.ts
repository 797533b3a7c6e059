import { npyFile, npzFile } from "./npy-files";

/** What a saved model holds, where it differs from that of `savedFit`; null leaves an array out. */
export type SavedArrays = Readonly<Record<string, Uint8Array | null>>;

/** A text as NumPy saves it: 0-d unicode. */
export function npyText(text: string): Uint8Array {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const header = `{'descr': '<U${codes.length}', 'fortran_order': False, 'shape': (), }`.padEnd(117) + "\n";
  const bytes = new Uint8Array(128 + 4 * codes.length);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, 118, 0, ...new TextEncoder().encode(header)]);
  codes.forEach((code, i) => new DataView(bytes.buffer).setUint32(128 + 4 * i, code, true));
  return bytes;
}

/** Numbers of a shape, float32; 1, 2, 3, … unless given. */
export function npyNumbers(shape: readonly number[], value: (flat: number) => number = (flat) => flat + 1): Uint8Array {
  return npyFile(shape, "<f4", value);
}

/** The NaN that NeMoS saves for None. */
export const NONE = npyFile([], "<f8", () => NaN);

/** A PopulationGLM of 2 neurons and 6 features, 1 to 12 in C order, as NeMoS 0.2.8 saves it, but for `changes`. */
export function savedFit(changes: SavedArrays = {}): Uint8Array {
  const arrays: SavedArrays = {
    "item::strkey:feature_mask": NONE,
    "item::strkey:inverse_link_function": npyText("jax.numpy.exp"),
    "dict::strkey:observation_model::item::strkey:class": npyText("nemos.observation_models.PoissonObservations"),
    "item::strkey:coef_": npyNumbers([6, 2]),
    "item::strkey:intercept_": npyNumbers([2]),
    "dict::strkey:save_metadata::item::strkey:nemos": npyText("0.2.8"),
    "item::strkey:model_class": npyText("nemos.glm.glm.PopulationGLM"),
    ...changes,
  };
  return npzFile(
    Object.fromEntries(Object.entries(arrays).filter((entry): entry is [string, Uint8Array] => entry[1] !== null)),
    0,
  );
}

/** The same model fitted to a dictionary of features: `coupling` of 4 and `stim` of 2. */
export const DICTIONARY: SavedArrays = {
  "item::strkey:coef_": null,
  "dict::strkey:coef_::item::strkey:coupling": npyNumbers([4, 2]),
  "dict::strkey:coef_::item::strkey:stim": npyNumbers([2, 2], (flat) => 10 + flat),
};
