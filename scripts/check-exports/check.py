"""Opens exports by the tools that they are meant for, and compares them with the run.

Usage: python check.py FOLDER   (run by scripts/check-exports.ts)

FOLDER/index.json is a list of { "file", "run", "format", "what", "start", "end", "neurons", "bin_size", "names", "groups" }.
"""

import json
import pathlib
import sys

import numpy as np
import pynapple as nap
import scipy.io


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


def matlab_file(file, expected):
    arrays = {name: value for name, value in scipy.io.loadmat(file).items() if not name.startswith("__")}
    for part in parts(expected):
        same(arrays.pop(part), expected[part])
    if expected["bin_size"] is not None:
        same(arrays.pop("bin_size"), np.array([[float(expected["bin_size"])]]))
    for labels in ("names", "groups"):
        if expected[labels] is not None:
            found = arrays.pop(labels)
            assert found.shape == (len(expected[labels]), 1)
            assert [cell.item() for cell in found[:, 0]] == expected[labels], found
    if expected["is_part"]:
        same(arrays.pop("first_bin"), np.array([[expected["start"]]], np.int64))
        same(arrays.pop("neurons"), np.array(expected["neurons"], np.int32)[:, None])
    assert not arrays, f"more than expected: {list(arrays)}"


def pynapple_object(file, expected):
    """Also: what pynapple saves after loading are the same arrays, so the file is as pynapple itself writes it."""
    found = nap.load_file(file)
    again = file.with_name("again.npz")
    found.save(str(again))
    bin_size, start, end = expected["bin_size"], expected["start"], expected["end"]
    with np.load(file, allow_pickle=True) as ours, np.load(again, allow_pickle=True) as theirs:
        # A TsGroup takes metadata also as plain arrays, which every version of pynapple reads.
        assert set(theirs.files) - {"_metadata"} == set(ours.files) - {"_metadata", "name", "group"}, ours.files
        for name in set(theirs.files) - {"_metadata"}:
            if name == "index":  # Spikes at one time are in no certain order.
                assert sorted(zip(ours["t"], ours["index"])) == sorted(zip(theirs["t"], theirs["index"]))
            elif name == "t":  # In whole nanoseconds.
                assert np.allclose(ours["t"], theirs["t"], rtol=0, atol=5.1e-10)
                assert ours["t"].dtype == theirs["t"].dtype and np.all(np.diff(ours["t"]) >= 0)
            else:
                same(ours[name], theirs[name])
    assert np.allclose(found.time_support.values, [[start * bin_size, end * bin_size]])
    if expected["what"] == "spikes":
        assert isinstance(found, nap.TsGroup) and list(found.keys()) == sorted(expected["neurons"])
        columns = [list(found.keys()).index(neuron) for neuron in expected["neurons"]]
        edges = np.arange(start, end + 1) * bin_size
        counts = np.stack([np.histogram(found[neuron].t, edges)[0] for neuron in expected["neurons"]], 1)
        assert np.array_equal(counts, expected["spikes"])
        assert np.array_equal(found.count(bin_size).values[:, columns], expected["spikes"])
        seconds = (end - start) * bin_size
        assert np.allclose(np.array(found["rate"])[columns], expected["spikes"].sum(0) / seconds)
    else:
        assert isinstance(found, nap.TsdFrame) and list(found.columns) == expected["neurons"]
        columns = slice(None)
        same(found.values, expected["rates"])
        assert np.allclose(found.t, (np.arange(start, end) + 0.5) * bin_size, rtol=0, atol=1e-9)
    for key in ("name", "group"):
        if expected[f"{key}s"] is None:
            assert key not in found.metadata_columns
        else:
            assert list(np.array(found.get_info(key))[columns]) == expected[f"{key}s"]


CHECKS = {"npz": numpy_archive, "pynapple": pynapple_object, "mat": matlab_file}


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
