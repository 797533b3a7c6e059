"""Networks of many shapes whose numbers come from a hash, so that a test makes the same ones: test/conformance/hashed-arguments.ts."""

import numpy as np

# (N, B, W, K), and T where it is not 40: every rule of the order of additions at its edges.
SIZES = """
1 1 1 0; 1 1 7 1; 1 1 32 0; 1 1 33 2; 1 1 50 3; 1 1 100 9; 1 2 10 1; 1 5 20 0; 1 8 30 8; 1 9 25 9; 1 32 40 0; 1 33 40 2; 1 50 60 1; 1 65 30 0
2 1 20 1; 3 1 15 0; 8 1 30 2; 9 1 20 9; 17 1 12 3; 2 2 3 0; 3 3 40 1; 3 3 150 0; 2 4 4 2; 2 20 100 1; 2 20 257 0; 2 10 300 17; 4 3 25 20
5 4 30 7; 6 7 20 0; 7 5 33 12; 8 8 50 8; 9 3 21 3; 10 10 100 1; 11 9 17 0; 12 13 40 2; 15 6 10 0; 16 16 60 0; 17 15 24 5; 19 2 300 0; 20 17 35 1
23 4 20 0; 24 10 80 0; 25 5 30 2; 31 3 60 0; 32 32 20 0; 33 8 51 1; 40 40 16 0; 49 6 40 0; 50 10 100 0; 64 5 101 1; 72 4 30 0; 73 7 41 0
80 20 20 0; 96 3 25 0; 97 6 24 1; 100 10 60 2; 127 2 20 0; 128 8 33 0; 150 5 20 0; 200 4 25 1; 250 3 10 0; 5 64 30 0; 4 65 31 0; 3 50 20 1
2 8 385 0; 6 5 400 0; 3 5 500 1; 12 9 513 0; 2 33 64 16
"""
FEW_BINS = [(8, 4, 20, 0, 1), (5, 3, 10, 4, 1), (9, 2, 12, 8, 7), (9, 2, 12, 8, 8), (4, 4, 9, 11, 23)]


def shapes():
    sizes = [tuple(map(int, one.split())) for one in SIZES.replace("\n", ";").split(";") if one.strip()]
    all_sizes = [(*size, 40 if size[0] < 60 else 20) for size in sizes] + FEW_BINS
    for index, (n, b, w, k, t) in enumerate(all_sizes):
        # With one neuron or one function a rule shows only with counts of 3 and more.
        single = min(n, b) == 1
        base = {"n": n, "b": b, "w": w, "k": k, "t": t, "link": "softplus", "salt": 10 * index}
        yield base | {"intercept": 3.0 if single else -0.5, "history": "fractions" if index % 2 else "counts", "cancel": 1.0, "n_keys": 3 if n < 20 else 2}
        if b >= 2 and n < 100:
            # Pairs of almost equal functions with opposite coefficients: the sum of the terms is thousands of times the eta.
            yield base | {"salt": 10 * index + 5, "intercept": 0.5, "history": "counts", "cancel": 2.0**12, "n_keys": 2}


def uniform(salt, size):
    """`size` numbers in [0, 1), multiples of 2^-24."""
    with np.errstate(over="ignore"):
        x = np.arange(size, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(salt * 0x85EBCA6B % 2**32)
        for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
            x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
        x ^= x >> np.uint32(16)
    return (x >> np.uint32(8)) * 2.0**-24


def arguments(shape):
    """The arrays of simulate_recurrent, float32; everything before the last rounding is float64."""
    n, b, w, k, t, salt = (shape[name] for name in ("n", "b", "w", "k", "t", "salt"))
    cancel = shape["cancel"]
    basis = uniform(salt, w * b).reshape(w, b)
    basis = np.where(basis < 0.2, 0, basis)
    coef = (uniform(salt + 1, n * n * b).reshape(n, n, b) - 0.5) * (2 * cancel / np.sqrt(n * b * w))
    if cancel > 1:
        pairs = b // 2
        basis[:, 1 : 2 * pairs : 2] = basis[:, : 2 * pairs : 2] + (uniform(salt + 2, w * b).reshape(w, b)[:, :pairs] - 0.5) / cancel
        coef[:, :, 1 : 2 * pairs : 2] = -coef[:, :, : 2 * pairs : 2]
        if b % 2:
            coef[:, :, -1] /= cancel
    history = uniform(salt + 3, w * n).reshape(w, n)
    history = np.where(history < 0.7, 0, np.floor(history * 10) - 6 if shape["history"] == "counts" else history * 2)
    arrays = {
        "coupling_coef": coef,
        "feedforward_coef": uniform(salt + 4, n * k).reshape(n, k) - 0.5,
        "intercepts": shape["intercept"] + uniform(salt + 6, n) - 0.5,
        "feedforward_input": uniform(salt + 7, t * n * k).reshape(t, n, k) * 2 - 1,
        "coupling_basis_matrix": basis,
        "init_y": history,
    }
    return {name: array.astype(np.float32) for name, array in arrays.items()}
