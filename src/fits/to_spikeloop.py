"""Writes a simulation for Spikeloop (VS Code, or the command line) from a model that NeMoS fitted. Needs NumPy alone.

    from to_spikeloop import to_spikeloop
    to_spikeloop(model, basis, "network.glm.json", bin_size=0.01)

Then open network.glm.json in VS Code, or: spikeloop simulate network.glm.json
"""

import json
import math
import pathlib

import numpy as np

# The inverse links that are simulated, and the last parts of the names that NeMoS, JAX and SciPy give them.
LINKS = {
    "softplus": (lambda x: math.log1p(math.exp(x)), ("softplus",)),
    "exp": (math.exp, ("exp",)),
    "logistic": (lambda x: 1 / (1 + math.exp(-x)), ("logistic", "expit", "sigmoid")),
    "norm_cdf": (lambda x: (1 + math.erf(x / math.sqrt(2))) / 2, ("norm_cdf", "cdf", "ndtr")),
    "one_over_x": (lambda x: 1 / x, ("one_over_x", "reciprocal")),
    "identity": (lambda x: x, ("identity",)),
}


def to_spikeloop(
    model, basis, path, *, n_time_bins=None, random_key=0, bin_size=None, init_y=None, feedforward_input=None
):
    """Writes `path` (a *.glm.json) and, beside it, its arrays (.npz). Both are written anew each time. Returns the path.

    model: a fitted Poisson GLM or PopulationGLM. Its coefficients, feature mask, intercepts and inverse link are taken.
    basis: what computed its features, alone or added to others (coupling + stimulus). One component convolves the spikes
        of all N neurons; where several could, label it: RaisedCosineLogConv(..., label="coupling").
    n_time_bins: bins to simulate; those of feedforward_input, else 1000.
    random_key: a seed, a JAX key, or its two words.
    bin_size: seconds per bin; it only labels axes.
    init_y: (window, N), spikes before the first bin; zeros when left out.
    feedforward_input: the features that are not coupling, as their basis computes them: (T, K) for all neurons alike, or
        (T, N, K). Needed where the model has such features.
    """
    if type(model).__name__ not in ("GLM", "PopulationGLM"):
        raise TypeError(f"a fitted GLM or PopulationGLM is expected, not {type(model).__name__}")
    observations = type(model.observation_model).__name__
    if observations != "PoissonObservations":
        raise ValueError(f"only Poisson models are simulated, and this one has {observations}")
    if getattr(model, "coef_", None) is None:
        raise ValueError("the model is not fitted: call model.fit(X, y) first")
    link = _link_name(model.inverse_link_function)
    intercepts = np.atleast_1d(_array(model.intercept_))
    n_neurons = len(intercepts)

    components = _components(basis)
    sizes = [_n_features(component, n_neurons) for component in components]
    blocks = _blocks(model, components, sizes, n_neurons)
    at = _coupling(components, sizes, n_neurons)
    window, n_basis = components[at].window_size, components[at].n_basis_funcs
    arrays = {
        # Features are sender-major: (senders * basis functions, receivers) becomes (receiver, sender, basis function).
        "coupling_coef": blocks[at].reshape(n_neurons, n_basis, n_neurons).transpose(2, 0, 1),
        "coupling_basis_matrix": _array(components[at].evaluate_on_grid(window)[1]),
        "intercepts": intercepts,
    }

    others = [block for i, block in enumerate(blocks) if i != at]
    n_stimulus = sum(len(block) for block in others)
    if n_stimulus > 0:
        if feedforward_input is None:
            raise ValueError(
                f"the model has {n_stimulus} features that are not coupling: give feedforward_input of shape (T, {n_stimulus}); "
                f"np.zeros((1000, {n_stimulus})) simulates without them"
            )
        arrays["feedforward_coef"] = np.concatenate(others).T
        arrays["feedforward_input"] = _input(feedforward_input, n_neurons, n_stimulus)
        if n_time_bins is None:
            n_time_bins = len(arrays["feedforward_input"])
        elif n_time_bins > len(arrays["feedforward_input"]):
            raise ValueError(f"feedforward_input has {len(arrays['feedforward_input'])} bins, fewer than {n_time_bins}")
        arrays["feedforward_input"] = arrays["feedforward_input"][:n_time_bins]
    elif feedforward_input is not None:
        raise ValueError("the model has no features but coupling, so that it takes no feedforward_input")
    if init_y is not None:
        init_y = _array(init_y).reshape(len(init_y), -1)
        if init_y.shape != (window, n_neurons):
            raise ValueError(f"init_y has shape {init_y.shape}; (window, neurons) = {(window, n_neurons)} is expected")
        arrays["init_y"] = init_y
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds NaN or infinity; the first bins of a convolved stimulus are NaN: leave them out")

    path = pathlib.Path(path)
    stem = path.name.removesuffix(".json").removesuffix(".glm")
    path = path.with_name(f"{stem}.glm.json")
    np.savez(path.with_name(f"{stem}.npz"), **{name: array.astype(np.float32) for name, array in arrays.items()})
    config = {name: f"{stem}.npz" for name in arrays}
    config["inverse_link_function"] = link
    config["n_time_bins"] = 1000 if n_time_bins is None else int(n_time_bins)
    config["random_key"] = _key(random_key)
    if bin_size is not None:
        config["bin_size"] = float(bin_size)
    comments = {
        "coupling_coef": f"(receiver, sender, basis function): {n_neurons} neurons, {n_basis} functions.",
        "coupling_basis_matrix": f"{type(components[at]).__name__} over {window} bins; row 0 is one bin back.",
        "inverse_link_function": "The fit's own.",
        **({"n_time_bins": "Chosen here, since there is no input that says it."} if n_time_bins is None else {}),
    }
    lines = [f"// {type(model).__name__} of NeMoS, written by to_spikeloop.", "{"]
    for name, value in config.items():
        if name in comments:
            lines.append(f"  // {comments[name]}")
        lines.append(f"  {json.dumps(name)}: {json.dumps(value)},")
    path.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")
    return path


def _array(values):
    return np.asarray(values, dtype=np.float64)


def _link_name(link):
    """The name of the link, whose values have to be those of its name: other functions may be called so too."""
    for name, (function, names) in LINKS.items():
        if getattr(link, "__name__", type(link).__name__) in names and abs(float(link(0.7)) - function(0.7)) < 1e-5:
            return name
    raise ValueError(f"the inverse link {link} is not one that is simulated: {', '.join(LINKS)}")


def _components(basis):
    """The bases of a sum, in the order of their features."""
    basis = basis.basis if type(basis).__name__ == "TransformerBasis" else basis
    if type(basis).__name__ == "AdditiveBasis":
        return [*_components(basis.basis1), *_components(basis.basis2)]
    return [basis]


def _is_conv(component):
    return hasattr(component, "window_size")


def _n_features(component, n_neurons):
    """Known once the basis has computed features; a convolution that has not is taken for the coupling."""
    known = getattr(component, "n_output_features", None)
    return known or component.n_basis_funcs * (n_neurons if _is_conv(component) else 1)


def _blocks(model, components, sizes, n_neurons):
    """Coefficients (features, N) of each component, with the feature mask applied."""
    coef, mask = model.coef_, getattr(model, "feature_mask", None)
    if hasattr(coef, "keys"):
        labels = [component.label for component in components]
        if sorted(labels) != sorted(coef.keys()):
            raise ValueError(f"the coefficients are of {sorted(coef.keys())}, and the basis is of {sorted(labels)}: label its parts")
        # A mask of a dictionary is (N,): the whole block counts for a neuron, or not.
        blocks = [
            _array(coef[label]).reshape(-1, n_neurons) * (1 if mask is None else _array(mask[label])) for label in labels
        ]
    else:
        coef = _array(coef).reshape(-1, n_neurons) * (1 if mask is None else _array(mask))
        if len(coef) != sum(sizes):
            raise ValueError(
                f"the model has {len(coef)} features, and the basis computes {sum(sizes)}: give the basis that computed them"
            )
        blocks = np.split(coef, np.cumsum(sizes)[:-1])
    for component, size, block in zip(components, sizes, blocks):
        if len(block) != size:
            raise ValueError(f"{component.label} computes {size} features, and the model has {len(block)} of it")
    return blocks


def _coupling(components, sizes, n_neurons):
    """Which component convolves the spikes of all neurons."""
    fitting = [
        i
        for i, (component, size) in enumerate(zip(components, sizes))
        if _is_conv(component) and size == n_neurons * component.n_basis_funcs
    ]
    labelled = [i for i in fitting if components[i].label == "coupling"]
    if len(fitting) != 1 and len(labelled) != 1:
        found = "no part" if not fitting else f"each of {[components[i].label for i in fitting]}"
        raise ValueError(
            f'{found} of the basis convolves {n_neurons} spike trains; give the one that does label="coupling"'
        )
    return (labelled or fitting)[0]


def _input(values, n_neurons, n_features):
    values = _array(values)
    if values.ndim == 1 and n_features == 1:
        values = values[:, np.newaxis]
    if values.ndim == 2:
        values = np.repeat(values[:, np.newaxis, :], n_neurons, axis=1)
    if values.shape[1:] != (n_neurons, n_features):
        raise ValueError(
            f"feedforward_input has shape {values.shape}; (T, {n_features}) or (T, {n_neurons}, {n_features}) is expected"
        )
    return values


def _key(random_key):
    if str(getattr(random_key, "dtype", "")).startswith("key"):
        import jax  # The key is JAX's own, so that JAX is there.

        random_key = jax.random.key_data(random_key)
    words = [int(word) for word in np.asarray(random_key).reshape(-1)]
    return words[0] if len(words) == 1 else words
