import { chooseArithmetic } from "../config/arithmetic";
import { planConfig } from "../config/plan";
import { resolveConfig } from "../config/resolve";
import { createKernel } from "../kernel";

const CONFIG = JSON.stringify({
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 2, window_size: 4 },
  coupling_coef: { fill: -1, shape: [2, 2, 2] },
  intercepts: [0, 0],
  feedforward_coef: [[1], [1]],
  feedforward_input: [{ constant: { amplitude: 1 } }],
  n_time_bins: 16,
});

/** Simulates a few bins, so that the schema is built and the kernel compiled before the first run. Touches no file. */
export function warmUp(): void {
  const file = "warm-up.glm.json";
  planConfig(file, CONFIG);
  const resolved = resolveConfig(file, CONFIG);
  const { model, randomKey: key, feedforward, nTimeBins } = resolved;
  chooseArithmetic(resolved);
  const kernel = createKernel({ model, key, feedforward });
  kernel.advance(nTimeBins, new Int32Array(2 * nTimeBins), new Float32Array(2 * nTimeBins));
  kernel.close?.();
}
