"""The parts a simulation is made of: float32 functions, random numbers, bases, filters."""

import jax
import jax.numpy as jnp
import nemos as nmo
import numpy as np
from nemos.simulation import difference_of_gammas, regress_filter

from simulation import LINKS


def record_pieces(folder):
    return {
        "functions": record_functions(folder / "functions.npz"),
        "random": record_random(folder / "random.npz"),
        "bases": record_bases(folder / "bases.npz"),
        "basis_errors": record_basis_errors(),
        "filters": record_filters(folder / "filters.npz"),
    }


def record_functions(file):
    """Float32 functions at the points where their branches meet and at random ones. Each is computed on a whole array in one kernel."""
    rng = np.random.default_rng(1)
    wide = np.concatenate([np.linspace(-90, 90, 721), rng.normal(scale=3, size=279), [0.0, -0.0, 87.8, -87.8, 88.8, -87.4, 0.7071068, -0.7071068]])
    inputs = {
        "log": np.concatenate([rng.integers(1, 2**23, size=600) * 2.0**-23, 10 ** rng.uniform(-30, 30, size=400), [1.0, 2699 * 2**-23, 1 - 2**-23]]),
        "log1p": np.concatenate([rng.uniform(0, 1, size=600), 10 ** rng.uniform(-10, 5, size=400), [0.1, 0.414, 0.415, 0.41421354, 0.41421357]]),
        "lgamma": np.concatenate([np.arange(1, 500), rng.integers(500, 10**8, size=509)]),
        **{link: wide for link in LINKS},
    }
    functions = {"log": jnp.log, "log1p": jnp.log1p, "lgamma": jax.lax.lgamma, **LINKS}
    arrays = {}
    for name, x in inputs.items():
        x = np.asarray(np.resize(x, 1008), np.float32)
        arrays[f"{name}_x"] = x
        arrays[f"{name}_y"] = np.asarray(jax.jit(functions[name])(x))
    np.savez_compressed(file, **arrays)
    return list(inputs)


def record_random(file):
    keys = [(0, 0), (0, 1), (0, 123), (12345, 678), (2**32 - 1, 2**32 - 1)]
    arrays, cases = {"keys": np.array(keys, np.uint32)}, []
    for i, words in enumerate(keys):
        key = jax.random.wrap_key_data(jnp.asarray(words, jnp.uint32))
        arrays[f"split_{i}"] = np.asarray(jax.random.key_data(jax.random.split(key, 7)))
        arrays[f"bits_{i}"] = np.asarray(jax.random.bits(key, (100,)))
        arrays[f"uniform_{i}"] = np.asarray(jax.random.uniform(key, (100,)))
        arrays[f"normal_{i}"] = np.asarray(jax.random.normal(key, (50, 20))).ravel()
    rng = np.random.default_rng(2)
    ranges = {"to-1": (0, 1), "to-10": (0, 10), "around-10": (8, 12), "to-30": (0, 30), "to-5000": (50, 5000), "to-1e6": (1e5, 1e6), "any": (0, 1e6)}
    for name, (low, high) in ranges.items():
        for size in (1, 2, 20, 100):
            for seed in range(4):
                rates = rng.uniform(low, high, size=size).astype(np.float32)
                arrays[f"rates_{len(cases)}"] = rates
                arrays[f"counts_{len(cases)}"] = np.asarray(jax.random.poisson(jax.random.key(seed), rates))
                cases.append({"name": f"{name}, {size} neurons, seed {seed}", "seed": seed})
    np.savez_compressed(file, **arrays)
    return {"keys": keys, "poisson": cases}


def record_bases(file):
    cases = []
    for w in (1, 2, 10, 48, 100):
        for n in (2, 5, 12):
            for width in (1.5, 2.0, 3.0):
                cases.append(("RaisedCosineLinear", dict(n_basis_funcs=n, width=width), w))
                cases.append(("RaisedCosineLog", dict(n_basis_funcs=n, width=width), w))
            cases.append(("RaisedCosineLog", dict(n_basis_funcs=n, time_scaling=5.5, enforce_decay_to_zero=False), w))
            for order in (1, 2, 3, 4):
                for name in ("BSpline", "MSpline", "CyclicBSpline"):
                    if order <= n and not (order == 1 and name == "CyclicBSpline"):
                        cases.append((name, dict(n_basis_funcs=n, order=order), w))
        for rates in ([3.0], [1.0, 5.0], [0.5, 2.0, 9.0, 30.0]):
            if len(rates) <= w:
                cases.append(("OrthExponential", dict(n_basis_funcs=len(rates), decay_rates=rates), w))
        if 1 < w < 100:
            cases.append(("History", {}, w))
    cases.append(("OrthExponential", dict(n_basis_funcs=8, decay_rates=list(np.arange(1.0, 9.0))), 100))
    arrays = {}
    for i, (name, parameters, w) in enumerate(cases):
        basis = make_basis(name, parameters, w)
        basis._set_kernel()
        arrays[f"b{i}"] = np.asarray(basis.kernel_, np.float32)
    np.savez_compressed(file, **arrays)
    return [{"basis": name, "parameters": parameters, "window_size": w} for name, parameters, w in cases]


def make_basis(name, parameters, window_size):
    parameters = {key: np.array(value) if isinstance(value, list) else value for key, value in parameters.items()}
    return getattr(nmo.basis, name + "Conv")(window_size=window_size, **parameters)


def record_basis_errors():
    cases = [
        ("RaisedCosineLinear", dict(n_basis_funcs=1), 10, "n_basis_funcs"),
        ("RaisedCosineLinear", dict(n_basis_funcs=4, width=1), 10, "width"),
        ("RaisedCosineLog", dict(n_basis_funcs=0), 10, "n_basis_funcs"),
        ("RaisedCosineLog", dict(n_basis_funcs=4, width=1.7), 10, "width"),
        ("RaisedCosineLog", dict(n_basis_funcs=4, time_scaling=0), 10, "time_scaling"),
        ("RaisedCosineLog", dict(n_basis_funcs=4), 0, "window_size"),
        ("BSpline", dict(n_basis_funcs=3), 10, "order"),
        ("BSpline", dict(n_basis_funcs=3, order=0), 10, "order"),
        ("MSpline", dict(n_basis_funcs=3, order=2.5), 10, "order"),
        ("CyclicBSpline", dict(n_basis_funcs=3, order=1), 10, "order"),
        ("CyclicBSpline", dict(n_basis_funcs=3, order=4), 10, "order"),
        ("OrthExponential", dict(n_basis_funcs=3, decay_rates=[1, 2]), 10, "decay_rates"),
        ("OrthExponential", dict(n_basis_funcs=3, decay_rates=[1, 2, 2]), 10, "decay_rates"),
        ("OrthExponential", dict(n_basis_funcs=3, decay_rates=[1, 2, 3]), 2, "window_size"),
        ("OrthExponential", dict(n_basis_funcs=0, decay_rates=[]), 10, "n_basis_funcs"),
        ("History", {}, 0, "window_size"),
    ]
    return [
        {"basis": name, "parameters": parameters, "window_size": w, "argument": argument, "nemos": error_of(name, parameters, w)}
        for name, parameters, w, argument in cases
    ]


def error_of(name, parameters, window_size):
    try:
        make_basis(name, parameters, window_size)._set_kernel()
    except ValueError as error:
        return str(error)
    raise AssertionError(f"NeMoS accepts {name} {parameters}")


def record_filters(file):
    arrays, gammas, regressions = {}, [], []
    for parameters in (
        {}, {"upper_percentile": 0.5}, {"inhib_a": 3.0, "excit_a": 1.5}, {"inhib_b": 0.2, "excit_b": 7.0},
        {"excit_a": 20.0, "inhib_a": 40.5, "upper_percentile": 0.999}, {"inhib_a": 200.0, "excit_a": 100.0},
    ):
        for w in (2, 10, 100):
            arrays[f"gammas_{len(gammas)}"] = difference_of_gammas(w, **parameters)
            gammas.append({"window_size": w, "parameters": parameters})
    rng = np.random.default_rng(4)
    log = nmo.basis.RaisedCosineLogConv
    bases = {
        "raised cosine": np.asarray(log(8, 60).evaluate_on_grid(60)[1], float),
        "more functions than bins": np.asarray(log(14, 9).evaluate_on_grid(9)[1], float),
        "dependent columns": np.repeat(short_normal(rng, (20, 3)), 2, axis=1),
        "random": short_normal(rng, (30, 5)),
    }
    for name, basis in bases.items():
        filters = short_normal(rng, (len(basis), 3, 2))
        i = len(regressions)
        arrays |= {f"basis_{i}": basis, f"filters_{i}": filters, f"weights_{i}": regress_filter(filters, basis)}
        regressions.append(name)
    np.savez_compressed(file, **arrays)
    return {"difference_of_gammas": gammas, "regress_filter": regressions}


def short_normal(rng, shape):
    return np.round(rng.normal(size=shape) * 256) / 256
