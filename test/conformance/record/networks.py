"""The networks that are recorded: every link and basis, one neuron to 128, one bin to thousands, rates from 0 to 300."""

import zlib

import jax
import jax.numpy as jnp
import nemos as nmo
import numpy as np
from nemos.simulation import difference_of_gammas, regress_filter


def networks():
    yield from by_link()
    yield from by_basis()
    yield from by_size()
    yield from by_input()
    yield from by_history_and_key()
    yield from by_rate()
    yield documentation_example()
    yield nemos_test_fixture()


def network(name, *, n=3, t=300, w=20, b=4, k=0, basis=None, strength=0.7, intercept=-2.0, spread=0.5,
            drive=0.5, link="softplus", key=(0, 1), init=None):
    """Random coefficients, rounded to few digits so that the files stay small.

    `strength` is the spectral radius of the summed coupling: below 1 activity does not grow by itself where the link's slope is 1.
    """
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    basis = cosines(w, b) if basis is None else np.asarray(basis, np.float32)
    w, b = basis.shape
    scale = strength / np.sqrt(n * b) / np.abs(basis).sum(axis=0).max()
    return {
        "name": name,
        "link": link,
        "key": key,
        "coupling_coef": short(scale * rng.normal(size=(n, n, b)), 4096),
        "coupling_basis_matrix": basis,
        "intercepts": short(intercept + spread * rng.normal(size=n)),
        "feedforward_coef": short(drive * rng.normal(size=(n, k))),
        "feedforward_input": short(rng.normal(size=(t, n, k)), 64),
        "init_y": np.zeros((w, n)) if init is None else init(rng, w, n),
    }


def short(values, steps=256):
    return np.round(np.asarray(values) * steps) / steps


def cosines(w, b):
    return kernel(nmo.basis.RaisedCosineLogConv(b, w))


def kernel(basis):
    """The convolution kernel of a Conv basis, (W, B) float32."""
    return np.asarray(basis.evaluate_on_grid(basis.window_size)[1], np.float32)


def by_link():
    moderate = {
        "softplus": dict(intercept=-1.5),
        "exp": dict(intercept=-2.5),
        "logistic": dict(intercept=-2.0),
        "norm_cdf": dict(intercept=-1.5),
        "one_over_x": dict(intercept=12.0, strength=0.2),
        "identity": dict(intercept=1.5, strength=0.02, spread=0.2, drive=0.1),
    }
    for link, options in moderate.items():
        yield network(f"link-{link}-small", n=2, t=800, link=link, key=(0, 11), **options)
        yield network(f"link-{link}-large", n=20, t=200, k=1, link=link, key=(0, 12), **options)
    extreme = {"softplus": (-12.0, 8.0), "exp": (-8.0, 4.0), "logistic": (-3.0, 6.0), "norm_cdf": (-1.0, 3.0)}
    for link, (intercept, spread) in extreme.items():
        yield network(f"link-{link}-wide", n=12, t=300, link=link, intercept=intercept, spread=spread / 3, drive=spread / 3, k=2, key=(0, 13))


def by_basis():
    conv = nmo.basis
    bases = {
        "raised-cosine-log": conv.RaisedCosineLogConv(8, 60),
        "raised-cosine-log-open": conv.RaisedCosineLogConv(5, 30, width=1.5, time_scaling=10, enforce_decay_to_zero=False),
        "raised-cosine-linear": conv.RaisedCosineLinearConv(6, 40),
        "raised-cosine-linear-wide": conv.RaisedCosineLinearConv(6, 40, width=3.5),
        "b-spline": conv.BSplineConv(7, 50),
        "b-spline-linear": conv.BSplineConv(5, 25, order=2),
        "m-spline": conv.MSplineConv(5, 30),
        "m-spline-steps": conv.MSplineConv(4, 16, order=1),
        "cyclic-b-spline": conv.CyclicBSplineConv(6, 36),
        "orth-exponential": conv.OrthExponentialConv(3, 40, decay_rates=np.array([1.0, 4.0, 12.0])),
        "history": conv.HistoryConv(12),
    }
    for name, basis in bases.items():
        yield network(f"basis-{name}", n=4, t=400, basis=kernel(basis), strength=0.9, intercept=-0.5, key=(0, 21))
    rng = np.random.default_rng(3)
    yield network("basis-any-matrix", n=3, t=500, basis=short(rng.normal(size=(30, 7))), intercept=-3, key=(0, 22))


def by_size():
    for n in (1, 2, 3, 5, 7, 8, 16, 33, 64):
        yield network(f"neurons-{n}", n=n, t=max(60, 1200 // n), b=3, w=15, strength=0.9, intercept=-1.0, key=(0, n))
    yield network("neurons-100", n=100, t=60, w=10, b=2, strength=0.9, key=(0, 100))
    yield network("neurons-128", n=128, t=50, w=12, b=2, strength=0.9, intercept=-1.0, key=(0, 128))
    for t in (1, 2, 3, 17):
        yield network(f"bins-{t}", n=6, t=t, intercept=0.5, key=(0, 30 + t))
    yield network("bins-5000", n=2, t=5000, w=50, b=5, strength=0.8, intercept=-3, key=(0, 35))
    yield network("window-1", n=4, t=300, basis=np.ones((1, 1)), intercept=-1.0, key=(0, 36))
    yield network("window-200", n=3, t=300, w=200, b=6, strength=0.8, key=(0, 37))
    yield network("one-neuron-one-bin", n=1, t=1, basis=np.ones((1, 1)), intercept=1.0, key=(0, 38))
    yield network("one-function", n=5, t=300, w=9, basis=short(np.exp(-np.arange(9.0) / 3)[:, None]), key=(0, 39))


def by_input():
    for k in range(6):
        yield network(f"features-{k}", n=4, t=250, k=k, drive=0.6, intercept=-1.5, key=(0, 40 + k))


def by_history_and_key():
    histories = {
        "last-bin": lambda rng, w, n: np.eye(1, w, w - 1).T @ np.ones((1, n)),
        "counts": lambda rng, w, n: rng.poisson(0.5, size=(w, n)),
        "fractions": lambda rng, w, n: short(rng.uniform(0, 2, size=(w, n)), 64),
    }
    for name, init in histories.items():
        yield network(f"history-{name}", n=5, t=200, w=25, strength=0.9, intercept=-1.0, init=init, key=(0, 51))
    for index, key in enumerate([(0, 0), (0, 2**32 - 1), (12345, 678), (2**32 - 1, 2**31), tuple(jax.random.key_data(jax.random.split(jax.random.key(9), 3)[2]).tolist())]):
        yield network(f"key-{index}", n=6, t=200, intercept=-1.0, key=key)


def by_rate():
    for name, intercept in {"0.01": 0.01, "1": 1.0, "5": 5.0, "8": 8.0}.items():
        yield network(f"rate-{name}", n=10, t=150, link="identity", intercept=intercept, spread=0.05 * intercept, strength=0.0, key=(0, 61))
    yield network("rate-to-9", n=10, t=200, link="exp", intercept=0.8, spread=0.6, strength=0.05, key=(0, 62))
    for n in (1, 2, 5, 20):
        yield network(f"straddle-10-n{n}", n=n, t=200, link="softplus", intercept=9.5, spread=3.0, strength=0.05, key=(0, 63))
    yield network("straddle-10-driven", n=20, t=200, k=1, link="softplus", intercept=8.0, spread=2.0, drive=3.0, strength=0.05, key=(0, 64))
    yield network("rates-10-to-60", n=20, t=150, link="identity", intercept=35.0, spread=8.0, strength=0.02, key=(0, 65))
    yield network("rates-60-to-300", n=10, t=150, link="identity", intercept=150.0, spread=45.0, strength=0.005, key=(0, 66))
    yield network("rates-low-and-300", n=12, t=150, link="exp", intercept=2.0, spread=1.8, strength=0.001, key=(0, 67))


def documentation_example():
    """The example in the documentation of simulate_recurrent."""
    np.random.seed(42)
    n_neurons, coupling_duration = 2, 100
    feedforward_input = np.random.normal(size=(1000, n_neurons, 1))
    coupling_basis = np.random.normal(size=(coupling_duration, 10))
    coupling_coef = 0.5 * np.random.normal(size=(n_neurons, n_neurons, 10))
    return {
        "name": "documentation-example",
        "link": "softplus",
        "key": (0, 123),
        "coupling_coef": coupling_coef,
        "feedforward_coef": np.ones((n_neurons, 1)),
        "intercepts": -9 * np.ones(n_neurons),
        "feedforward_input": feedforward_input,
        "coupling_basis_matrix": coupling_basis,
        "init_y": np.zeros((coupling_duration, n_neurons)),
    }


def nemos_test_fixture():
    """The coupled network that NeMoS' own tests simulate: difference-of-gammas filters, cosine and sine as input."""
    n, w, t = 2, 100, 1000
    filters = 0.8 * np.tile(difference_of_gammas(w)[:, None, None], (1, n, n))
    basis = nmo.basis.RaisedCosineLogEval(20).evaluate_on_grid(w)[1]
    phase = jnp.linspace(0, np.pi * 4, t)
    return {
        "name": "nemos-test-fixture",
        "link": "exp",
        "key": (0, 123),
        "coupling_coef": regress_filter(filters, basis),
        "feedforward_coef": np.ones((n, 2)),
        "intercepts": -3 * np.ones(n),
        "feedforward_input": jnp.tile(jnp.stack([jnp.cos(phase), jnp.sin(phase)], axis=1)[:, None], (1, n, 1)),
        "coupling_basis_matrix": basis,
        "init_y": np.zeros((w, n)),
    }


def how_to_guide():
    """The coupled population of NeMoS' how-to guide "Simulate spike trains"; its filters fitted onto 20 functions have huge coefficients."""
    np.random.seed(101)
    n, w, t = 2, 100, 1000
    excit_a, excit_b = np.random.uniform(1.1, 5, size=(n, n)), np.random.uniform(1.1, 5, size=(n, n))
    filters = np.zeros((w, n, n))
    for i in range(n):
        for j in range(n):
            filters[:, i, j] = difference_of_gammas(w, inhib_a=1, excit_a=excit_a[i, j], inhib_b=1, excit_b=excit_b[i, j])
    basis = nmo.basis.RaisedCosineLogEval(20).evaluate_on_grid(w)[1]
    feedforward_input = np.zeros((t, n, 1))
    feedforward_input[200:500, 0] = 1.5
    return {
        "name": "how-to-guide",
        "link": "softplus",
        "key": (0, 123),
        "coupling_coef": regress_filter(0.8 * filters, basis),
        "feedforward_coef": np.ones((n, 1)),
        "intercepts": -4 * np.ones(n),
        "feedforward_input": feedforward_input,
        "coupling_basis_matrix": basis,
        "init_y": np.zeros((w, n)),
    }
