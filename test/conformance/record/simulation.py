"""Runs one network with NeMoS and decides whether its spikes hang on a rounding."""

import jax
import jax.numpy as jnp
import numpy as np
from nemos.simulation import simulate_recurrent
from nemos.utils import one_over_x

LINKS = {
    "softplus": jax.nn.softplus,
    "exp": jnp.exp,
    "logistic": jax.lax.logistic,
    "norm_cdf": jax.scipy.stats.norm.cdf,
    "one_over_x": one_over_x,
    "identity": lambda x: x,
}
ARRAYS = ("coupling_coef", "feedforward_coef", "intercepts", "feedforward_input", "coupling_basis_matrix", "init_y")
MOST_RATES = 2500


def record_network(network, folder):
    """Saves arguments and results as NAME.npz; returns what the index says of them. Nothing is saved of a network that is not robust."""
    arrays = {name: np.asarray(network[name], np.float32) for name in ARRAYS}
    key = jax.random.wrap_key_data(jnp.asarray(network["key"], jnp.uint32))
    spikes, rates = simulate_recurrent(**arrays, random_key=key, inverse_link_function=LINKS[network["link"]])
    spikes, rates = np.asarray(spikes), np.asarray(rates)
    link = LINKS[network["link"]]
    eta, terms = eta64(arrays, spikes)
    why = hangs_on_rounding(key, link, eta, spikes, rates)
    case = {
        "name": network["name"],
        "link": network["link"],
        "key": [int(word) for word in network["key"]],
        "call": (
            f"z = np.load('{network['name']}.npz'); simulate_recurrent(**{{name: z[name] for name in {list(ARRAYS)}}}, "
            f"random_key=jax.random.wrap_key_data(np.uint32({[int(w) for w in network['key']]})), inverse_link_function={network['link']})"
        ),
        "robust": why is None,
    }
    if why is not None:
        return case | {"why": why}
    stride = max(1, rates.size // MOST_RATES)
    rate_bins = np.unique(np.r_[np.arange(0, len(rates), stride), len(rates) - 1])
    np.savez_compressed(
        folder / f"{network['name']}.npz",
        **{name: compact(array) for name, array in arrays.items()},
        spikes=spikes.astype(np.int32 if spikes.max(initial=0) > 30000 else np.int16),
        rate_bins=rate_bins.astype(np.int32),
        rates=rates[rate_bins],
        rate_slack=slack_exponents(link, eta[rate_bins], terms[rate_bins]),
    )
    return case | {"n_spikes": int(spikes.sum()), "rate_min": float(rates.min()), "rate_max": float(rates.max())}


def compact(array):
    """As float16 where that holds the same numbers."""
    half = array.astype(np.float16)
    return half if np.array_equal(half.astype(np.float32), array) else array


def slack_exponents(link, eta, terms):
    """How far a rate may be off because eta is summed in float32, as the exponent of a power of 2.

    A sum in any order errs by a few times 2^-24 of the sum of the magnitudes of its terms; four are granted, and two ulps of the rate.
    """
    error = 4 * 2.0**-24 * terms
    low, middle, high = (np.asarray(link(jnp.asarray(moved, jnp.float32)), float) for moved in (eta - error, eta, eta + error))
    slack = np.maximum(abs(high - middle), abs(low - middle)) + 2 * np.spacing(abs(middle).astype(np.float32))
    return np.ceil(np.log2(slack)).astype(np.int16)


def hangs_on_rounding(key, link, eta, spikes, rates):
    """None when the spikes are the same with eta summed in float64 and with all rates moved by one ulp up or down; else what differs.

    The history is NeMoS' own, so when no draw differs, by induction the whole runs are the same.
    """
    if not (np.isfinite(rates).all() and rates.min() >= 0 and rates.max() <= 1e6):
        return "a rate diverges"
    precise = np.asarray(link(jnp.asarray(eta.astype(np.float32))))
    subkeys = jax.random.split(key, len(spikes))
    draw = jax.jit(lambda rates: jax.lax.map(lambda one: jax.random.poisson(one[0], one[1]), (subkeys, rates)))
    if not np.array_equal(draw(rates), spikes):
        raise AssertionError("redrawing from NeMoS' own rates gave other spikes")
    for moved, what in (
        (precise, "other spikes with eta in float64"),
        (np.nextafter(precise, np.float32(np.inf)), "other spikes one ulp higher"),
        (np.nextafter(precise, np.float32(-np.inf)), "other spikes one ulp lower"),
    ):
        if not np.array_equal(draw(np.maximum(moved, 0)), spikes):
            return what
    return None


def eta64(arrays, spikes):
    """eta (T, N) in float64 from the counts that NeMoS drew, and the sum of the magnitudes of all its terms."""
    single = {name: array.astype(float) for name, array in arrays.items()}
    history = np.concatenate([single["init_y"], spikes.astype(float)])
    return sum_terms(single, history), sum_terms({name: abs(array) for name, array in single.items()}, history)


def sum_terms(arrays, history):
    basis = arrays["coupling_basis_matrix"]
    window, n_bins = len(basis), len(arrays["feedforward_input"])
    convolved = np.zeros((n_bins, history.shape[1], basis.shape[1]))
    for lag in range(window):
        convolved += history[window - 1 - lag : window - 1 - lag + n_bins, :, None] * basis[lag]
    feedforward = np.einsum("ik,tik->ti", arrays["feedforward_coef"], arrays["feedforward_input"])
    return feedforward + np.einsum("isb,tsb->ti", arrays["coupling_coef"], convolved) + arrays["intercepts"]
