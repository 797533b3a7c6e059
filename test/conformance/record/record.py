"""Records what NeMoS and JAX compute into small files that the conformance tests compare with.

Usage: python record.py FOLDER   (run by scripts/record-goldens.mjs in its own virtual environment)
"""

import importlib.metadata
import json
import pathlib
import sys

from errors import record_shape_errors
from networks import networks
from pieces import record_pieces
from simulation import record_network


def main(folder):
    folder = pathlib.Path(folder)
    (folder / "networks").mkdir(parents=True, exist_ok=True)
    for old in folder.glob("**/*.npz"):
        old.unlink()
    cases, dropped = [], []
    for network in networks():
        case = record_network(network, folder / "networks")
        (cases if case["robust"] else dropped).append(case)
        print(f"{case['name']}: {'recorded' if case['robust'] else 'dropped, ' + case['why']}", flush=True)
    versions = {name: importlib.metadata.version(name) for name in ("nemos", "jax", "jaxlib", "numpy", "scipy")}
    index = {
        "versions": versions,
        "dropped": dropped,
        "networks": cases,
        "shape_errors": record_shape_errors(),
        "pieces": record_pieces(folder),
    }
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n")
    size = sum(file.stat().st_size for file in folder.glob("**/*") if file.is_file())
    print(f"{len(cases)} networks recorded, {len(dropped)} dropped because they hang on a rounding; {size / 1e6:.2f} MB")


main(sys.argv[1])
