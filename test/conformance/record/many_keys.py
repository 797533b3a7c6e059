"""Records digests of what NeMoS computes for many keys of two networks with filters fitted by regress_filter, whose terms cancel.

Usage: python many_keys.py FOLDER   (run by scripts/record-goldens.mjs; ten minutes)

Needs an x86-64 CPU with AVX-512, as bitwise.py. Writes FOLDER/many-keys/NAME.npz, the arguments, and FOLDER/many-keys.json:
  {"versions", "machine", "networks": [{"name", "link", "call", "avx512": DIGESTS, "avx2": DIGESTS}]}
where DIGESTS are those of jax.random.key(0), key(1), ...: of each the rates and the spikes, 16 hexadecimal digits each, see bitwise.py.
"""

import concurrent.futures
import importlib.metadata
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from bitwise import CAPS, machine, run, warm_cache

KEYS = {"avx512": 1000, "avx2": 200}
KEYS_PER_PROCESS = 50


def main(folder):
    if "avx512f" not in pathlib.Path("/proc/cpuinfo").read_text():
        sys.exit("Recording both orders needs a Linux machine with AVX-512: many-keys.json is left as it is.")
    named = json.loads(python(folder, "save"))
    with tempfile.TemporaryDirectory() as cache, concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for case in named:
            for isa, keys in KEYS.items():
                environment = warm_cache(os.path.join(cache, isa)) | CAPS[isa]
                parts = pool.map(
                    lambda first: python(folder, case["name"], case["link"], str(first), environment=environment),
                    range(0, keys, KEYS_PER_PROCESS),
                )
                case[isa] = [digests for part in parts for digests in json.loads(part)]
                print(case["name"], isa, len(case[isa]), file=sys.stderr, flush=True)
    versions = {name: importlib.metadata.version(name) for name in ("nemos", "jax", "jaxlib", "numpy")}
    lines = [f' "versions": {json.dumps(versions)}', f' "machine": {json.dumps(machine())}']
    lines.append(' "networks": [\n  ' + ",\n  ".join(json.dumps(case) for case in named) + "\n ]")
    (pathlib.Path(folder) / "many-keys.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def python(*args, environment=None):
    """What another process of this program prints: one that has compiled hundreds of networks crashes."""
    command = [sys.executable, "-W", "ignore", __file__, *args]
    return subprocess.run(command, env=os.environ | (environment or {}), stdout=subprocess.PIPE, check=True).stdout


def save(folder):
    import numpy as np
    from networks import how_to_guide, nemos_test_fixture
    from simulation import ARRAYS

    networks = pathlib.Path(folder) / "many-keys"
    networks.mkdir(exist_ok=True)
    cases = []
    for network in (how_to_guide(), nemos_test_fixture()):
        name, link = network["name"], network["link"]
        np.savez_compressed(networks / f"{name}.npz", **{array: np.asarray(network[array], np.float32) for array in ARRAYS})
        call = f"simulate_recurrent(**np.load('{name}.npz'), random_key=jax.random.key(SEED), inverse_link_function={link})"
        cases.append({"name": name, "link": link, "call": call})
    print(json.dumps(cases))


def record(folder, name, link, first):
    import numpy as np

    arrays = dict(np.load(pathlib.Path(folder) / "many-keys" / f"{name}.npz"))
    seeds = range(first, first + KEYS_PER_PROCESS)
    print(json.dumps(["".join(run(arrays, [0, seed], link)["digests"]) for seed in seeds]))


if __name__ == "__main__":
    if sys.argv[2:] == ["save"]:
        save(sys.argv[1])
    elif len(sys.argv) > 2:
        record(*sys.argv[1:4], int(sys.argv[4]))
    else:
        main(sys.argv[1])
