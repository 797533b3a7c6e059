"""Opens exports by the tools that they are meant for, and compares them with the run.

Usage: python check.py FOLDER   (run by scripts/check-exports.ts)

FOLDER/index.json is a list of { "file", "run", "format", "what", "start", "end", "neurons", "bin_size", "names", "groups" }.
"""

import json
import pathlib
import sys

import numpy as np


def numpy_archive(file, expected):
    with np.load(file) as archive:
        arrays = {name: archive[name] for name in archive.files}
    for part in parts(expected):
        same(arrays.pop(part), expected[part])
    if expected["bin_size"] is not None:
        same(arrays.pop("bin_size"), np.float64(expected["bin_size"]))
    for labels in ("names", "groups"):
        if expected[labels] is not None:
            same(arrays.pop(labels), np.array(expected[labels]))
    if expected["is_part"]:
        same(arrays.pop("first_bin"), np.int64(expected["start"]))
        same(arrays.pop("neurons"), np.array(expected["neurons"], np.int32))
    assert not arrays, f"more than expected: {list(arrays)}"


CHECKS = {"npz": numpy_archive}


def parts(expected):
    return ["spikes", "rates"] if expected["what"] == "both" else [expected["what"]]


def same(found, expected):
    assert found.dtype == expected.dtype and found.shape == expected.shape, (found.dtype, found.shape)
    assert np.array_equal(found, expected), (found, expected)


def main(folder):
    for entry in json.loads((folder / "index.json").read_text()):
        run = folder / entry["run"]
        for part in ("spikes", "rates"):
            whole = np.load(run / f"{part}.npy", mmap_mode="r")
            entry[part] = np.array(whole[entry["start"] : entry["end"], entry["neurons"]])
        entry["is_part"] = entry[part].shape != whole.shape
        file = folder / entry["file"]
        CHECKS[entry["format"]](file, entry)
        print(f"{file.name}: {entry['spikes'].sum()} spikes as in the run ({file.stat().st_size} bytes)")


main(pathlib.Path(sys.argv[1]))
