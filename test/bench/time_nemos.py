"""Times NeMoS' simulate_recurrent on request: a line of JSON in, {"case": folder, "bins": T}, a line of JSON out, {"seconds": s}."""

import json
import sys
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import nemos
import numpy as np
from nemos.simulation import simulate_recurrent

print(json.dumps({"nemos": nemos.__version__, "jax": jax.__version__}), flush=True)

for line in sys.stdin:
    request = json.loads(line)
    folder = Path(request["case"])
    names = ["coupling_coef", "feedforward_coef", "intercepts", "coupling_basis_matrix", "init_y"]
    arguments = {name: jnp.asarray(np.load(folder / f"{name}.npy")) for name in names}
    neurons = arguments["intercepts"].shape[0]
    arguments["feedforward_input"] = jnp.ones((request["bins"], neurons, 1))
    jax.block_until_ready(arguments)
    begin = time.perf_counter()
    spikes, rates = simulate_recurrent(random_key=jax.random.key(123), **arguments)
    jax.block_until_ready((spikes, rates))
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "mean": float(np.asarray(spikes).mean())}), flush=True)
