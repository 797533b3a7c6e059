import type { ResolvedConfig } from "../../config/types";
import { LINKS } from "../../model/links";
import type { InputFile } from "../../protocol/manifest";
import { copiesFeedforward } from "../write/inputs";
import { INPUTS_FILE, RATES_FILE, SPIKES_FILE } from "../layout";
import { feedforwardInPython, type PythonFeedforward } from "./feedforward";

/** The Python program that repeats a run with NeMoS, over the bins that the run did, and says whether the spikes are equal. */
export function repeatScript(resolved: ResolvedConfig, inputs: readonly InputFile[]): string {
  const { model, nTimeBins, randomKey, inverseLink } = resolved;
  const feedforward = feedforwardOf(resolved, inputs);
  const coefficients = resolved.feedforward
    ? 'inputs["feedforward_coef"]'
    : `np.zeros((${model.nNeurons}, 0), dtype=np.float32)`;
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
inputs = np.load(here / "${INPUTS_FILE}")
spikes, rates = np.load(here / "${SPIKES_FILE}"), np.load(here / "${RATES_FILE}")  # (bins done, neurons)
n_bins = min(len(spikes), len(rates))  # ${nTimeBins} were asked for; where the run was killed, one may hold more than the other
spikes, rates = spikes[:n_bins], rates[:n_bins]
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
    inverse_link_function=${LINKS[inverseLink].python},
)
nemos_spikes, nemos_rates = np.asarray(nemos_spikes), np.asarray(nemos_rates)

differing = np.flatnonzero((spikes != nemos_spikes).any(axis=1))
same_until = differing[0] if len(differing) else n_bins
# Rates of a bin hang on the spikes before it: they can be compared up to the first bin whose spikes differ.
ours, theirs = rates[: same_until + 1], nemos_rates[: same_until + 1]
apart = np.max(np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-30))
print(f"{n_bins} bins, {spikes.shape[1]} neurons, {spikes.sum()} spikes; rates are at most {apart:.1e} apart (relative)")
if same_until == n_bins:
    print(f"EQUAL: every spike is as NeMoS {nemos.__version__} gives it")
else:
    neuron = np.flatnonzero(spikes[same_until] != nemos_spikes[same_until])[0]
    print(
        f"DIFFERENT from bin {same_until} on: neuron {neuron} has {spikes[same_until, neuron]} spikes here (rate {ours[-1, neuron]:.9g}) "
        f"and {nemos_spikes[same_until, neuron]} from NeMoS (rate {theirs[-1, neuron]:.9g})"
    )
    if np.isclose(ours[-1, neuron], theirs[-1, neuron], rtol=1e-5, atol=0):
        print("The rates agree as far as float32 sums do: the draw fell between two roundings, and what follows is another realisation.")
    sys.exit(1)
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
  if (copiesFeedforward(resolved))
    return { imports: [], code: `feedforward_input = inputs["feedforward_input"][:n_bins]\n` };
  return feedforwardInPython(
    resolved,
    inputs.find(({ argument }) => argument === "feedforward_input"),
  );
}
