"""Writes array files as NumPy, pandas, R, Excel and others write them, whole and damaged, and records how they are to be read.

Usage: python array_files.py FOLDER COUNT   (run by scripts/record-array-files.mjs in a virtual environment with NumPy and pandas)

FOLDER/files.zip holds the files, FOLDER/expected.json a list of
  {"file", "form", "array": name in an archive or null, "plain": whether it must be read, "shape", "data": base64 of little-endian float64}
with shape and data null where the reference refuses the file or it holds what is no array of numbers.
"""

import base64
import json
import pathlib
import sys
import warnings
import zipfile

import numpy as np
import pandas as pd

import array_tables
from array_binaries import binaries, reference_of


def main(folder, count):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(20261127)
    makers = [*binaries(), *array_tables.tables()]
    expected = []
    with zipfile.ZipFile(folder / "files.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for i in range(count):
            form, make = makers[i % len(makers)]
            made = make(rng)
            name = f"{i:04}{made['ending']}"
            archive.writestr(zipfile.ZipInfo(name), made["bytes"])
            values = made["values"] if "values" in made else reference_of(made["bytes"], made.get("array"))
            expected.append({
                "file": name,
                "form": form,
                "array": made.get("array"),
                "plain": made.get("plain", False),
                "shape": None if values is None else list(values.shape),
                "data": None if values is None else base64.b64encode(values.astype("<f8").tobytes()).decode(),
            })
    index = {"versions": {"numpy": np.__version__, "pandas": pd.__version__}, "files": expected}
    (folder / "expected.json").write_text(json.dumps(index, indent=0) + "\n")
    print(f"{count} files of {len(makers)} forms, {sum(entry['shape'] is not None for entry in expected)} of them readable")


warnings.simplefilter("ignore")
main(sys.argv[1], int(sys.argv[2]))
