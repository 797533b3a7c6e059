"""Records digests of the rates and spikes that NeMoS computes, bit for bit, with AVX-512 and with AVX2.

Usage: python bitwise.py FOLDER   (run by scripts/record-goldens.mjs after record.py, whose networks it runs again)

Needs an x86-64 CPU with AVX-512: AVX2 is had on the same CPU by ONEDNN_MAX_CPU_ISA=AVX2. Writes FOLDER/bitwise.json:
  {"versions", "machine", "networks": [{"name", "link", "runs": [RUN]}], "shapes": [{sizes and recipe, see shapes.py; "runs": [RUN]}]}
where RUN is {"key", "avx512": [digest of the rates, digest of the spikes], "avx2": the same}; a digest is the start of the SHA-256 of
the array's little-endian bytes, float32 or int32, (T, N) in C order.
"""

import concurrent.futures
import hashlib
import importlib.metadata
import json
import os
import pathlib
import subprocess
import sys
import tempfile

KEYS = [[0, 1], [12345, 678], [0, 2**32 - 1], [2**31, 5], [0, 123], [7, 7]]
EXAMPLES = ("documentation-example", "nemos-test-fixture")
CASES_PER_PROCESS = 15
CAPS = {"avx512": {}, "avx2": {"ONEDNN_MAX_CPU_ISA": "AVX2"}}


def main(folder):
    if "avx512f" not in pathlib.Path("/proc/cpuinfo").read_text():
        sys.exit("Recording both orders needs a Linux machine with AVX-512: bitwise.json is left as it is.")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        avx512, avx2 = pool.map(lambda isa: record(folder, CAPS[isa]), CAPS)
    for case, other in zip(avx512, avx2, strict=True):
        case["runs"] = [
            {"key": run["key"], "avx512": run["digests"], "avx2": same["digests"]}
            for run, same in zip(case["runs"], other["runs"], strict=True)
        ]
    versions = {name: importlib.metadata.version(name) for name in ("nemos", "jax", "jaxlib", "numpy")}
    lines = [f' "versions": {json.dumps(versions)}', f' "machine": {json.dumps(machine())}']
    for kind, cases in (("networks", [c for c in avx512 if "name" in c]), ("shapes", [c for c in avx512 if "n" in c])):
        lines.append(f' "{kind}": [\n  ' + ",\n  ".join(map(json.dumps, cases)) + "\n ]")
    (pathlib.Path(folder) / "bitwise.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{len(avx512)} networks recorded bit for bit, with AVX-512 and with AVX2")


def machine():
    """What decides the order of the products: the CPUs that JAX may use and the first-level data cache."""
    l1d = pathlib.Path("/sys/devices/system/cpu/cpu0/cache/index0/size")
    size = l1d.read_text().strip() if l1d.exists() else None
    return {"cpus": len(os.sched_getaffinity(0)), "l1d": size, "avx2": "ONEDNN_MAX_CPU_ISA=AVX2 on the same CPU"}


def record(folder, environment):
    """All cases with one instruction set, a few in each process: one that has compiled hundreds of them crashes."""
    recorded = []
    with tempfile.TemporaryDirectory() as cache:
        some = [None] * CASES_PER_PROCESS
        while len(some) == CASES_PER_PROCESS:
            command = [sys.executable, "-W", "ignore", __file__, folder, str(len(recorded))]
            done = subprocess.run(command, env=warm_cache(cache) | os.environ | environment, stdout=subprocess.PIPE, check=True)
            some = json.loads(done.stdout)
            recorded += some
            print(len(recorded), environment, file=sys.stderr, flush=True)
    return recorded


def warm_cache(cache):
    """Environment that keeps what was compiled: only the key differs between runs of a network, but NeMoS compiles in every call."""
    return {
        "JAX_COMPILATION_CACHE_DIR": cache,
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    }


def record_some(folder, first):
    import numpy as np
    from shapes import arguments, shapes
    from simulation import ARRAYS

    cases = []
    for case in json.loads((pathlib.Path(folder) / "index.json").read_text())["networks"]:
        keys = [case["key"]] + (KEYS[:5] if case["name"] in EXAMPLES else [])
        cases.append({"name": case["name"], "link": case["link"], "runs": keys})
    for shape in shapes():
        cases.append(shape | {"runs": KEYS[: shape.pop("n_keys")]})
    some = cases[first : first + CASES_PER_PROCESS]
    for case in some:
        if "name" in case:
            stored = np.load(pathlib.Path(folder) / "networks" / f"{case['name']}.npz")
            arrays = {name: stored[name].astype(np.float32) for name in ARRAYS}
        else:
            arrays = arguments(case)
        case["runs"] = [run(arrays, key, case["link"]) for key in case["runs"]]
    json.dump(some, sys.stdout)


def run(arrays, key, link):
    import jax
    import jax.numpy as jnp
    import numpy as np
    from nemos.simulation import simulate_recurrent
    from simulation import LINKS

    random_key = jax.random.wrap_key_data(jnp.asarray(key, jnp.uint32))
    spikes, rates = simulate_recurrent(**arrays, random_key=random_key, inverse_link_function=LINKS[link])
    rates, spikes = np.asarray(rates), np.asarray(spikes)
    if not (rates.min() >= 0 and rates.max() <= 1e6):
        raise ValueError(f"rates from {rates.min()} to {rates.max()}: nothing may be drawn from them")
    return {"key": key, "digests": [digest(rates, "<f4"), digest(spikes, "<i4")]}


def digest(array, dtype):
    return hashlib.sha256(array.astype(dtype).tobytes()).hexdigest()[:16]


if __name__ == "__main__":
    if len(sys.argv) > 2:
        record_some(sys.argv[1], int(sys.argv[2]))
    else:
        main(sys.argv[1])
