import { helped, real } from "../../schema/numbers";
import type { ComputedSource } from "./computed-source";

export const fill: ComputedSource<number> = {
  key: "fill",
  parameters: helped(real, "The number that fills the array."),
  about: "one number everywhere",
  example: "^${1:0.1}",
  block: (value, _first, count) => new Float32Array(count).fill(value),
  python: (value, shape) => `np.full(${shape}, ${value}, dtype=np.float32)`,
};
