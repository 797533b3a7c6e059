"""Fits models with NeMoS, saves them, and simulates each by hand with NeMoS: what an import has to repeat spike for spike.

Usage: python fits.py FOLDER [old]; with `old` only what an older version of NeMoS saves, which is then simulated by a later one.
"""

import json
import pathlib
import sys

import jax
import nemos as nmo
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "src" / "fits"))
from to_spikeloop import to_spikeloop  # noqa: E402

folder = pathlib.Path(sys.argv[1])
is_old = sys.argv[2:] == ["old"]
folder.mkdir(parents=True, exist_ok=True)
T, T_SIM, K = 1500, 400, 2


def spikes_of(rng, n):
    """(T, n): one common, slow rhythm, so that there is something to fit."""
    rate = 0.15 * (1 + 0.5 * np.sin(np.arange(T) / 40))[:, np.newaxis] * rng.uniform(0.6, 1.4, n)
    return rng.poisson(rate).astype(float)


def by_hand(fit, coef, intercept, link, n, b, matrix, stimulus, coupling_at, stimulus_at, seed):
    """NeMoS' own simulation, its arguments built one number after the other."""
    coupling = np.zeros((n, n, b))
    for receiver in range(n):
        for sender in range(n):
            for function in range(b):
                coupling[receiver, sender, function] = coef[coupling_at + sender * b + function, receiver]
    feedforward = np.zeros((n, stimulus.shape[1] if stimulus is not None else 0))
    for receiver in range(n):
        for feature in range(feedforward.shape[1]):
            feedforward[receiver, feature] = coef[stimulus_at + feature, receiver]
    tiled = np.zeros((T_SIM, n, feedforward.shape[1]))
    if stimulus is not None:
        tiled[:] = stimulus[:T_SIM, np.newaxis, :]
    window = len(matrix)
    spikes, rates = nmo.simulation.simulate_recurrent(
        coupling, feedforward, intercept, jax.random.key(seed), tiled, matrix, np.zeros((window, n)), link
    )
    spikes, rates = np.asarray(spikes), np.asarray(rates)
    # The rates are what the fitted model predicts from the spikes: axes and masks are right by NeMoS' own word.
    predicted = fit(spikes.astype(float))
    valid = np.isfinite(predicted).all(axis=1)
    assert valid.sum() >= T_SIM - window, valid.sum()
    assert np.allclose(rates[valid], predicted[valid], rtol=2e-4), np.abs(rates[valid] / predicted[valid] - 1).max()
    assert 0 < spikes.sum() and rates.max() < 10, rates.max()
    return spikes


cases, simulated = [], {}


def record(name, n, b, window, *, stimulus=False, mask=None, tree=False, link=None, stimulus_first=False, bases=None, strength=1e-3):
    rng = np.random.default_rng(len(cases) + (100 if is_old else 0))
    seed = 7 + len(cases)
    y = spikes_of(rng, n)
    coupling = (bases or nmo.basis.RaisedCosineLogConv)(b, window_size=window, label="coupling")
    basis = coupling
    stim = None
    if stimulus:
        stim = rng.normal(size=(T, K))
        identity = nmo.basis.IdentityEval(label="stim")
        basis = identity + coupling if stimulus_first else coupling + identity

    def features(counts):
        length = len(counts)
        if stim is None:
            X = np.asarray(basis.compute_features(counts))
        elif stimulus_first:
            X = np.asarray(basis.compute_features(stim[:length], counts))
        else:
            X = np.asarray(basis.compute_features(counts, stim[:length]))
        if not tree:
            return X
        at = K if stimulus_first else 0
        parts = {"coupling": X[:, at : at + n * b]}
        if stim is not None:
            parts["stim"] = stim[:length]
        # An old FeaturePytree keeps no NaN.
        return nmo.pytrees.FeaturePytree(**{key: np.nan_to_num(part) for key, part in parts.items()})

    options = {} if link is None else {"inverse_link_function": link}
    if n > 1 or tree:
        model = nmo.glm.PopulationGLM(feature_mask=mask, regularizer="Ridge", regularizer_strength=strength, **options)
        target = y
    else:
        model = nmo.glm.GLM(regularizer="Ridge", regularizer_strength=strength, **options)
        target = y[:, 0]
    model.fit(features(y), target)
    model.save_params(folder / f"{name}.npz")
    if tree:
        parts = {key: np.asarray(model.coef_[key]) * (1 if mask is None else np.asarray(mask[key])) for key in model.coef_.keys()}
        coef = np.concatenate([parts["coupling"], *([parts["stim"]] if stim is not None else [])])
    else:
        coef = np.asarray(model.coef_).reshape(-1, n) * (1 if mask is None else mask)
    matrix = np.asarray(coupling.evaluate_on_grid(window)[1])
    coupling_at = K if stimulus_first and not tree else 0
    stimulus_at = 0 if stimulus_first and not tree else n * b

    def predict(counts):
        predicted = np.array(model.predict(features(counts))).reshape(T_SIM, n)
        predicted[:window] = np.nan
        return predicted

    spikes = by_hand(
        predict, coef, np.asarray(model.intercept_).reshape(-1), model.inverse_link_function, n, b, matrix, stim, coupling_at, stimulus_at, seed
    )
    simulated[name] = spikes.astype(np.uint8)
    assert (simulated[name] == spikes).all()
    command = ["--basis", type(coupling).__name__, "--n-basis-funcs", str(b), "--window", str(window), "--key", str(seed)]
    if stim is None:
        command += ["--bins", str(T_SIM)]
    else:
        np.save(folder / f"{name}-input.npy", np.repeat(stim[:T_SIM, np.newaxis, :], n, axis=1).astype(np.float32))
        command += ["--feedforward-input", f"{name}-input.npy"]
        if tree:
            command += ["--coupling", "coupling", "--feedforward", "stim"]
        else:
            command += [
                "--coupling", f"{coupling_at}:{coupling_at + n * b}", "--feedforward", f"{stimulus_at}:{stimulus_at + K}"
            ]
    cases.append({"name": name, "nemos": nmo.__version__, "import": command})
    if not is_old:
        given = {} if stim is None else {"feedforward_input": stim[:T_SIM]}
        to_spikeloop(model, basis, folder / f"{name}-helper.glm.json", n_time_bins=T_SIM, random_key=seed, bin_size=0.01, **given)


if is_old:
    record("old-population", 3, 4, 20)
    tree_mask = {"coupling": np.array([1.0, 1.0, 1.0]), "stim": np.array([1.0, 0.0, 1.0])}
    record("old-dictionary", 3, 4, 20, stimulus=True, mask=tree_mask, tree=True)
else:
    record("population-1", 1, 3, 12)  # A GLM of one neuron.
    record("population-8", 8, 4, 20)
    record("as-many-functions-as-neurons", 4, 4, 15, bases=nmo.basis.BSplineConv)
    record("stimulus-8", 8, 3, 20, stimulus=True, link=jax.nn.softplus, strength=0.1)
    rng = np.random.default_rng(99)
    record("stimulus-first-masked", 3, 4, 20, stimulus=True, stimulus_first=True, mask=rng.integers(0, 2, (3 * 4 + K, 3)).astype(float))
    tree_mask = {"coupling": np.array([1.0, 0.0, 1.0]), "stim": np.array([1.0, 1.0, 0.0])}
    record("dictionary", 3, 4, 20, stimulus=True, mask=tree_mask, tree=True)
    record("dictionary-of-one-neuron", 1, 3, 12, tree=True)  # A PopulationGLM of one neuron.
suffix = "-old" if is_old else ""
(folder / f"cases{suffix}.json").write_text(json.dumps(cases, indent=2) + "\n")
np.savez_compressed(folder / f"simulated{suffix}.npz", **simulated)
