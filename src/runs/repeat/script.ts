import type { ResolvedConfig } from "../../config/types";
import { LINKS } from "../../model/links";
import type { InputFile, RunManifest } from "../../protocol/manifest";
import { cpuText, KNOWN_VERSIONS } from "../../text/agreement";
import { copiesFeedforward } from "../write/inputs";
import { INPUTS_FILE, RATES_FILE, SPIKES_FILE } from "../layout";
import { feedforwardInPython, type PythonFeedforward } from "./feedforward";

/**
 * The Python program that repeats a run with NeMoS, over the bins that the run did, and says whether the spikes are equal, and the rates
 * bit for bit where the run's engine promises that.
 */
export function repeatScript(
  resolved: ResolvedConfig,
  inputs: readonly InputFile[],
  engine: RunManifest["engine"],
): string {
  const { model, nTimeBins, randomKey, inverseLink } = resolved;
  const feedforward = feedforwardOf(resolved, inputs);
  const coefficients = resolved.feedforward
    ? 'inputs["feedforward_coef"]'
    : `np.zeros((${model.nNeurons}, 0), dtype=np.float32)`;
  return `"""Repeats this run with NeMoS and says whether its spikes are the same${engine.promise === "bitwise" ? ", and its rates bit for bit" : ""}:

    pip install nemos
    python repeat.py
"""
import os
import pathlib
import platform
import sys
${feedforward.imports.map((name) => `import ${name}\n`).join("")}
import jax
import jaxlib
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

${promisePython(engine, model.nFeatures, nTimeBins)}
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
reason = why_not_bitwise()
inexact = np.flatnonzero((rates.view(np.uint32) != nemos_rates.view(np.uint32)).any(axis=1))
if same_until == n_bins and len(inexact) == 0:
    print(f"EQUAL bit for bit: every spike and every rate is as NeMoS {nemos.__version__} gives it")
elif same_until == n_bins and reason is not None:
    print(f"EQUAL: every spike is as NeMoS {nemos.__version__} gives it; rates are not equal bit for bit: {reason}")
elif same_until == n_bins:
    print(f"DIFFERENT: every spike is the same, but not every bit of the rates, from bin {inexact[0]} on, as was promised for this machine")
    sys.exit(1)
else:
    neuron = np.flatnonzero(spikes[same_until] != nemos_spikes[same_until])[0]
    print(
        f"DIFFERENT from bin {same_until} on: neuron {neuron} has {spikes[same_until, neuron]} spikes here (rate {ours[-1, neuron]:.9g}) "
        f"and {nemos_spikes[same_until, neuron]} from NeMoS (rate {theirs[-1, neuron]:.9g})"
    )
    if reason is None:
        print("This was promised not to happen on this machine.")
    elif apart < 0.05:
        print(f"The rates agree as far as float32 sums do: the draw fell between two roundings, and what follows is another realisation. Why: {reason}.")
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

/** The run's promise in Python, and why it does not hold where this program is run. */
function promisePython(
  { order, promise, expected_differing_draws: draws = 0 }: RunManifest["engine"],
  nFeatures: number,
  nTimeBins: number,
): string {
  if (promise !== "bitwise" || order === undefined) {
    const what =
      order === undefined
        ? `this run added float32 numbers in another order than NeMoS, by which ${draws} draws of ${nTimeBins} bins are expected to differ`
        : "for a run of this size caches and CPUs decide in which order NeMoS adds, or the order is not known";
    return `def why_not_bitwise():
    """Why NeMoS need not give the run's rates bit for bit."""
    return "${what}"

`;
  }
  const { nemos, jaxlib } = KNOWN_VERSIONS;
  return `def instruction_set():
    """"avx512" or "avx2", which decide the order in which JAX adds; None where that is not known."""
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return None
    try:
        flags = set(next(line for line in open("/proc/cpuinfo") if line.startswith("flags")).split())
    except (OSError, StopIteration):
        return None
    if os.environ.get("ONEDNN_MAX_CPU_ISA", "").upper() != "AVX2" and {"avx512f", "avx512bw", "avx512vl", "avx512dq"} <= flags:
        return "avx512"
    return "avx2" if {"avx2", "fma"} <= flags else None


def why_not_bitwise():
    """Why NeMoS need not give the run's rates bit for bit here; None where it must."""
    if (nemos.__version__, jaxlib.__version__) != ("${nemos}", "${jaxlib}"):
        return f"the run adds as NeMoS ${nemos} with jaxlib ${jaxlib}, and these are {nemos.__version__} and {jaxlib.__version__}"
    if instruction_set() != "${order}":
        found = {"avx512": "AVX-512", "avx2": "AVX2 only", None: "another CPU, or one that does not say what it has"}[instruction_set()]
        return f"the run adds as NeMoS does on x86-64 with ${cpuText(order)}, and this is {found}"
    if jax.default_backend() != "cpu":
        return f"the run adds as NeMoS does on a CPU, and this is a {jax.default_backend()}"
${
  nFeatures >= 8
    ? `    if n_bins != ${nTimeBins}:
        return "NeMoS adds the features of the last bins in another order, and the run stopped before its last bin"
`
    : ""
}    return None

`;
}
