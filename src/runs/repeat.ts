import type { ResolvedConfig } from "../config/types";
import type { InverseLinkName } from "../model/types";
import type { InputFile } from "../protocol/manifest";
import { copiesFeedforward } from "./inputs";
import { feedforwardInPython, type PythonFeedforward } from "./repeat-feedforward";

export const REPEAT_FILE = "repeat.py";

const LINKS: Readonly<Record<InverseLinkName, string>> = {
  softplus: "jax.nn.softplus",
  exp: "jax.numpy.exp",
  logistic: "jax.lax.logistic",
  norm_cdf: "jax.scipy.stats.norm.cdf",
  one_over_x: "nemos.utils.one_over_x",
  identity: "lambda eta: eta",
};

/** The Python program that repeats a run with NeMoS, over the bins that the run did, and says whether the spikes are equal. */
export function repeatScript(resolved: ResolvedConfig, inputs: readonly InputFile[]): string {
  const { model, nTimeBins, randomKey, inverseLink } = resolved;
  const feedforward = feedforwardOf(resolved, inputs);
  const coefficients = resolved.feedforward ? 'inputs["feedforward_coef"]' : `np.zeros((${model.nNeurons}, 0), dtype=np.float32)`;
  return `"""Repeats this run with NeMoS and says whether its spikes are the same:

    pip install nemos
    python repeat.py
"""
import pathlib
import sys
${feedforward.imports.map((name) => `import ${name}\n`).join("")}
import jax
import nemos
import numpy as np

jax.config.update("jax_enable_x64", False)  # float32, as NeMoS computes unless told otherwise
jax.config.update("jax_threefry_partitionable", True)  # JAX's own choice since 0.5

here = pathlib.Path(__file__).resolve().parent
inputs = np.load(here / "inputs.npz")
spikes = np.load(here / "spikes.npy")  # (bins done, neurons)
rates = np.load(here / "rates.npy")[: len(spikes)]
n_bins = len(spikes)  # ${nTimeBins} were asked for
if n_bins == 0:
    sys.exit("The run stopped before its first bin: there is nothing to compare.")

${feedforward.code}
nemos_spikes, nemos_rates = nemos.simulation.simulate_recurrent(
    coupling_coef=inputs["coupling_coef"],
    feedforward_coef=${coefficients},
    intercepts=inputs["intercepts"],
    random_key=jax.random.wrap_key_data(np.array([${randomKey[0]}, ${randomKey[1]}], dtype=np.uint32)),
    feedforward_input=feedforward_input,
    coupling_basis_matrix=inputs["coupling_basis_matrix"],
    init_y=inputs["init_y"],
    inverse_link_function=${LINKS[inverseLink]},
)
nemos_spikes, nemos_rates = np.asarray(nemos_spikes), np.asarray(nemos_rates)

print(f"{n_bins} bins, {spikes.shape[1]} neurons, {spikes.sum()} spikes")
if np.array_equal(spikes, nemos_spikes):
    apart = np.max(np.abs(rates - nemos_rates) / np.maximum(np.abs(nemos_rates), np.finfo(np.float32).tiny))
    print(f"EQUAL: every spike is as NeMoS {nemos.__version__} gives it; rates are at most {apart:.1e} apart (relative)")
else:
    bin, neuron = np.argwhere(spikes != nemos_spikes)[0]
    sys.exit(
        f"DIFFERENT from bin {bin} on: neuron {neuron} has {spikes[bin, neuron]} spikes here, {nemos_spikes[bin, neuron]} from NeMoS "
        f"(rates {rates[bin, neuron]:.9g} and {nemos_rates[bin, neuron]:.9g})"
    )
`;
}

function feedforwardOf(resolved: ResolvedConfig, inputs: readonly InputFile[]): PythonFeedforward {
  const { model, feedforward } = resolved;
  if (!feedforward) {
    return {
      imports: [],
      code: `feedforward_input = np.zeros((n_bins, ${model.nNeurons}, 0), dtype=np.float32)  # no feedforward input: coupling only\n`,
    };
  }
  if (copiesFeedforward(resolved)) return { imports: [], code: `feedforward_input = inputs["feedforward_input"][:n_bins]\n` };
  return feedforwardInPython(resolved, inputs.find(({ argument }) => argument === "feedforward_input"));
}
